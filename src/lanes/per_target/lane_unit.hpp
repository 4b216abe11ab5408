#pragma once
/// This file is one unit of the kernel. It is compiled once for each instruction set, each time in a namespace
/// of its own (OPIODYN_LANE_UNIT), by a source that includes nothing else (docs/decisions/lanes-by-namespace.md).

#include "lanes/lane_kernels.hpp"
#include "lanes/per_target/lane_loop.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {
namespace {

template <int W, int N = 0>
void run(const detail::LanePlan& plan, detail::LaneWork& work, const detail::LaneOptions& options) {
    LaneLoop<W, N>(plan, work, options).run();
}

}  // namespace

extern const detail::LaneKernel::Run kernels[4];
const detail::LaneKernel::Run kernels[4]{run<1>, run<4>, run<8>, run<4, detail::lane_derivatives>};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
