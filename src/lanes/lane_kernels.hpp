#pragma once
/// The lanes are compiled for several instruction sets. lane_kernels() lists those of this machine.

#include <string_view>
#include <vector>

#include "lanes/lane_plan.hpp"
#include "lanes/lane_work.hpp"

namespace opiodyn::detail {

/// A LaneKernel is the lanes compiled for one instruction set.
struct LaneKernel {
    using Run = void (*)(const LanePlan&, LaneWork&, const LaneOptions&);

    std::string_view instruction_set;
    int width;  ///< This number of lanes is the fastest (docs/benchmarks.md, One step).
    Run one, four, eight;
    Run four_with_derivatives;

    Run run(int lanes) const { return lanes == 1 ? one : lanes == 4 ? four : eight; }
};

/// Returns the kernels that this machine can run, the plainest first.
const std::vector<LaneKernel>& lane_kernels();

}  // namespace opiodyn::detail
