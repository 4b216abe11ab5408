#pragma once
/// The lanes are compiled for several instruction sets. lane_kernels() lists those of this machine.

#include <memory>
#include <string_view>
#include <vector>

#include "lanes/lane_plan.hpp"
#include "lanes/lane_work.hpp"
#include "lanes/step_reader.hpp"

namespace opiodyn::detail {

/// A LaneUnit is what the lanes can do, compiled for one instruction set.
struct LaneUnit {
    using Run = void (*)(const LanePlan&, LaneWork&, const LaneOptions&);

    Run one;  ///< The plain unit alone has this: wide registers are no faster for one lane.
    Run four;
    /// A build that must be small (OPIODYN_FEW_LANES) has null in these two.
    Run eight, four_with_derivatives;
    /// Makes a reader of steps of a plan, which must outlive it.
    std::unique_ptr<StepReader> (*reader)(const LanePlan&);
};

/// A LaneKernel is a unit that this machine can run.
struct LaneKernel {
    std::string_view instruction_set;
    int width;  ///< This number of lanes is the fastest (docs/benchmarks.md, One step).
    LaneUnit unit;

    LaneUnit::Run run(int lanes) const {
        return lanes == 1 ? unit.one : lanes == 4 ? unit.four : unit.eight;
    }
};

/// Returns the kernels that this machine can run, the plainest first.
const std::vector<LaneKernel>& lane_kernels();

}  // namespace opiodyn::detail
