#pragma once
/// A GeneratedStep is the code of one form of a shape, for W lanes. src/trace prints it when the library is built, and
/// docs/generated-code.md says how.

#include <cstddef>

#include "scalars/lane_power.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W>
struct GeneratedStep {
    using P = Pack<W>;
    /// Computes what follows from the numbers of the models alone.
    void (*constants)(const P* number, P* constant);
    /// Computes what the stages of a step share, from the state at its start. Returns where all pivots are positive.
    Mask<W> (*factors)(const P* constant, const P* start, const P& step, P* factor);
    /// Adds dy/dt at a state to the right side, and solves the linear system.
    void (*stage)(const P* constant, const P* factor, const P* state, P* right);
    /// Reads off a state.
    void (*read)(const P* constant, const P* state, P* value);
};

/// Returns the forms of a generated shape, by its place among generated_shapes(), or null where this unit has none for W
/// lanes.
template <int W>
const GeneratedStep<W>* generated_steps(std::size_t shape);
template <>
const GeneratedStep<1>* generated_steps<1>(std::size_t shape);
template <>
const GeneratedStep<4>* generated_steps<4>(std::size_t shape);
template <>
const GeneratedStep<8>* generated_steps<8>(std::size_t shape);

}  // namespace opiodyn::OPIODYN_LANE_UNIT
