#pragma once
/// This file is the generated code of one unit. It is compiled once for each instruction set, like lane_unit.hpp, and for
/// those numbers of lanes that the unit is used with.

#include "generated_steps.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {
namespace {

/// Tells whether this is the plain unit, built beside wider ones. Several lanes then go by the plan here: their code took
/// GCC 113 of the 128 seconds of this unit, and only processors older than AVX2 would run it.
#ifdef OPIODYN_LANES_X86
inline constexpr bool outdone = native_width <= 2;
#else
inline constexpr bool outdone = false;
#endif

/// Tells whether this unit has code for W lanes. One lane goes by the plain unit, and eight lanes are fast in registers of
/// eight alone.
template <int W>
inline constexpr bool built = W == 1   ? native_width <= 2
                              : W == 4 ? !outdone
                                       : native_width == 8;

template <int W>
const GeneratedStep<W>* built_steps(std::size_t shape) {
    if constexpr (built<W>) return steps_of_shape<W>(shape);
    else return nullptr;
}

}  // namespace

template <>
const GeneratedStep<1>* generated_steps<1>(std::size_t shape) {
    return built_steps<1>(shape);
}
template <>
const GeneratedStep<4>* generated_steps<4>(std::size_t shape) {
    return built_steps<4>(shape);
}
template <>
const GeneratedStep<8>* generated_steps<8>(std::size_t shape) {
    return built_steps<8>(shape);
}
template <>
const GeneratedTangentStep<4>* generated_tangents<4>(std::size_t shape) {
    if constexpr (built<4>) return tangents_of_shape<4>(shape);
    else return nullptr;
}

}  // namespace opiodyn::OPIODYN_LANE_UNIT
