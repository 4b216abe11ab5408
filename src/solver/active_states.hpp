#pragma once
/// The states that a regimen can move. The others stay at zero for ever: depots of routes
/// that nobody takes, stimuli that nobody gives. They take no part in a step.

#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// Ascending. Throws what a dose or a stimulus that the model does not know throws.
std::vector<Index> active_states(const Model& model, const Regimen& regimen);
/// All states of the model.
std::vector<Index> every_state(const Model& model);

}  // namespace opiodyn::detail
