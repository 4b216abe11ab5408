#pragma once
/// This file is one unit of the kernel. It is compiled once for each instruction set, each time in a namespace
/// of its own (OPIODYN_LANE_UNIT), by a source that includes nothing else (docs/decisions/lanes-by-namespace.md).

#include "lanes/lane_kernels.hpp"
#include "lanes/per_target/lane_loop.hpp"
#include "lanes/per_target/lane_step_reader.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {
namespace {

template <int W, int N = 0>
void run(const detail::LanePlan& plan, detail::LaneWork& work, const detail::LaneOptions& options) {
    LaneLoop<W, N>(plan, work, options).run();
}

constexpr detail::LaneUnit::Run one_lane() {
    if constexpr (native_width <= 2) return run<1>;
    else return nullptr;
}

std::unique_ptr<detail::StepReader> reader(const detail::LanePlan& plan) {
    return std::unique_ptr<detail::StepReader>(new LaneStepReader < native_width == 8 ? 8
                                                                                      : 4 > (plan));
}

}  // namespace

extern const detail::LaneUnit unit;
#ifdef OPIODYN_FEW_LANES
const detail::LaneUnit unit{one_lane(), run<4>, nullptr, nullptr, reader};
#else
const detail::LaneUnit unit{one_lane(), run<4>, run<8>, run<4, detail::lane_derivatives>, reader};
#endif

}  // namespace opiodyn::OPIODYN_LANE_UNIT
