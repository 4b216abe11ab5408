#pragma once
/// The lanes compiled for several instruction sets, and which of them this machine has.

#include <string_view>
#include <vector>

#include "lanes/lane_plan.hpp"
#include "lanes/lane_work.hpp"

namespace opiodyn::detail {

struct LaneKernel {
    using Run = void (*)(const LanePlan&, LaneWork&, const LaneOptions&);

    std::string_view instruction_set;
    int width;  ///< the fastest (docs/benchmarks.md, lane-steps)
    Run one, four, eight;
    Run four_with_derivatives;

    Run run(int lanes) const { return lanes == 1 ? one : lanes == 4 ? four : eight; }
};

/// Those that this machine can run, the plainest first.
const std::vector<LaneKernel>& lane_kernels();

}  // namespace opiodyn::detail
