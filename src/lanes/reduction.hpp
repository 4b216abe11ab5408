#pragma once
/// A reduction leaves out of a model's equations what cannot move, such as a drug that nobody takes or the depot of a
/// route that is not used. A step does less then, and models that differ in such parts alone share a shape.
///
/// States go by places: those that move come first, and all others share the place after the last of these, where zero
/// stands for ever. Sums lose terms that are zero, so that their bits stay as they are.

#include "equations/equations.hpp"
#include "equations/readout.hpp"

namespace opiodyn::detail {

/// Leaves out of equations by places what belongs to places from `moving` on.
void reduce(Equations<double>& equations, Index moving);

/// Returns a read-out of the reduced equations for one of the `whole` equations, which are by places too. What was left
/// out reads as the state at the place `moving`, which is zero.
Observation reduced(const Observation& observation, const Equations<double>& whole, Index moving);

}  // namespace opiodyn::detail
