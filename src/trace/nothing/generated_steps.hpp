#pragma once
/// This header stands for the generated code of a build that has none (OPIODYN_TRACED=OFF).

#include "lanes/per_target/generated_step.hpp"
#include "lanes/per_target/generated_tangent_step.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W>
const GeneratedStep<W>* steps_of_shape(std::size_t /*shape*/) {
    return nullptr;
}
template <int W>
const GeneratedTangentStep<W>* tangents_of_shape(std::size_t /*shape*/) {
    return nullptr;
}

}  // namespace opiodyn::OPIODYN_LANE_UNIT
