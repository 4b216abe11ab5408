#pragma once
/// The active states are those that a regimen can move. The others stay at zero for ever, such as the depot of
/// a route that is not used or the complexes of a drug that nobody takes, and take no part in a step.

#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// Returns the active states, ascending. Throws UnknownNameError for a dose or a stimulus that the model does not
/// know.
std::vector<Index> active_states(const Model& model, const Regimen& regimen);
/// Returns the marked states and all that depend on them through others, ascending. The pattern holds
/// (i, j) where the rate of state i depends on state j.
std::vector<Index> with_dependents(std::vector<bool> states, const JacobianPattern& pattern);
/// Returns all states of the model, ascending.
std::vector<Index> every_state(const Model& model);

}  // namespace opiodyn::detail
