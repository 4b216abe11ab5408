#pragma once
/// solve() finds the periodic steady state of a cycle, for records with SS and for steady_state().

#include "opiodyn/schedule.hpp"
#include "opiodyn/steady_state.hpp"
#include "solver/methods/integrator.hpp"

namespace opiodyn::detail {

/// Throws StepFailure if there is no steady state, or if it is not found.
SteadyState solve(const Model& model, const Cycle& cycle, const SolverOptions& options,
                  Budget& budget);

}  // namespace opiodyn::detail
