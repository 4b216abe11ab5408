#include "lanes/lane_kernels.hpp"

namespace opiodyn {

#define OPIODYN_LANES(unit)                          \
    namespace unit {                                 \
    extern const detail::LaneKernel::Run kernels[4]; \
    }
OPIODYN_LANES(lanes_baseline)
#ifdef OPIODYN_LANES_X86
OPIODYN_LANES(lanes_avx2)
OPIODYN_LANES(lanes_avx512)
#endif
#undef OPIODYN_LANES

namespace detail {
namespace {

LaneKernel kernel(std::string_view name, int width, const LaneKernel::Run (&run)[4]) {
    return {name, width, run[0], run[1], run[2], run[3]};
}

std::vector<LaneKernel> find_kernels() {
    std::vector<LaneKernel> found{kernel("baseline", 8, lanes_baseline::kernels)};
#ifdef OPIODYN_LANES_X86
    if (__builtin_cpu_supports("avx2")) found.push_back(kernel("avx2", 4, lanes_avx2::kernels));
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma"))
        found.push_back(kernel("avx512", 8, lanes_avx512::kernels));
#endif
    return found;
}

}  // namespace

LaneWork::~LaneWork() = default;

const std::vector<LaneKernel>& lane_kernels() {
    static const std::vector<LaneKernel> kernels = find_kernels();
    return kernels;
}

}  // namespace detail
}  // namespace opiodyn
