#pragma once
/// A GeneratedTangentStep is the code of one form of a shape with derivatives, for W lanes. Three functions compute the
/// values, as those of a GeneratedStep do, and leave what the derivatives need. Three more do one direction.

#include <cstddef>

#include "lanes/lane_work.hpp"
#include "scalars/lane_power.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

/// A state with its derivatives is an array of so many numbers for each state. Generated code gets the derivatives of
/// one direction by this stride.
inline constexpr int slope_stride = 1 + detail::lane_derivatives;

template <int W>
struct GeneratedTangentStep {
    using P = Pack<W>;
    void (*constants)(const P* number, P* constant);
    Mask<W> (*factors)(const P* constant, const P* start, const P& step, P* factor);
    /// Adds dy/dt at a state to the right side, solves the linear system, and keeps numbers on the way.
    void (*stage)(const P* constant, const P* factor, const P* state, P* right, P* kept);
    /// Computes the derivatives that follow from those of the models' numbers alone.
    void (*dconstants)(const P* constant, const P* dnumber, P* dconstant);
    /// Computes the derivatives that the stages of a step share.
    void (*dfactors)(const P* constant, const P* dconstant, const P* factor, const P* dstart,
                     P* dfactor);
    /// Adds the derivatives of a stage's rates to those of its right side, and solves.
    void (*dstage)(const P* constant, const P* dconstant, const P* factor, const P* dfactor,
                   const P* kept, const P* state, const P* solution, const P* dstate, P* dright);
};

/// Returns the forms of a generated shape that have derivatives, by its place among generated_shapes(), or null where
/// this unit has none for W lanes. There are some for four lanes alone, as derivatives go by four.
template <int W>
const GeneratedTangentStep<W>* generated_tangents(std::size_t /*shape*/) {
    return nullptr;
}
template <>
const GeneratedTangentStep<4>* generated_tangents<4>(std::size_t shape);

}  // namespace opiodyn::OPIODYN_LANE_UNIT
