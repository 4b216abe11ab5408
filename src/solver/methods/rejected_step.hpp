#pragma once
/// This header explains why a run could not go on, in the words that users read in a SolverError.

#include "lanes/lane_work.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn::detail {

/// Returns the words for a rejection that a state causes.
const char* words(LaneFailure why);

/// Returns where a step failed, the state that stood in the way, and the reason in words.
SolverError::Where explain(const LaneFault& fault, const Model& model,
                           const SolverOptions& options);

}  // namespace opiodyn::detail
