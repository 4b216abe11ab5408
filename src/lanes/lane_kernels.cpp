#include "lanes/lane_kernels.hpp"

namespace opiodyn {

#define OPIODYN_LANES(name)             \
    namespace name {                    \
    extern const detail::LaneUnit unit; \
    }
OPIODYN_LANES(lanes_baseline)
#ifdef OPIODYN_LANES_X86
OPIODYN_LANES(lanes_avx2)
OPIODYN_LANES(lanes_avx512)
#endif
#undef OPIODYN_LANES

namespace detail {
namespace {

std::vector<LaneKernel> find_kernels() {
    std::vector<LaneKernel> found{{"baseline", 4, lanes_baseline::unit}};
#ifdef OPIODYN_LANES_X86
    if (__builtin_cpu_supports("avx2")) found.push_back({"avx2", 4, lanes_avx2::unit});
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma"))
        found.push_back({"avx512", 8, lanes_avx512::unit});
#endif
    for (auto& kernel : found) kernel.unit.one = lanes_baseline::unit.one;
    return found;
}

}  // namespace

LaneWork::~LaneWork() = default;
StepReader::~StepReader() = default;

const std::vector<LaneKernel>& lane_kernels() {
    static const std::vector<LaneKernel> kernels = find_kernels();
    return kernels;
}

}  // namespace detail
}  // namespace opiodyn
