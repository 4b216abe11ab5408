/// This source stands for the generated shapes of a build that has none (OPIODYN_TRACED=OFF).

#include "lanes/generated_shapes.hpp"

namespace opiodyn::detail {

std::span<const GeneratedShape> generated_shapes() { return {}; }

}  // namespace opiodyn::detail
