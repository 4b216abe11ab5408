#pragma once
/// The steady state of the linear part of a model, exactly.

#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/schedule.hpp"

namespace opiodyn::detail {

/// One rate per state (nmol/h).
State input_of(const Segment& segment, Index size);

/// Adds what a segment of a cycle brings at once.
void apply_jumps(const Segment& segment, State& y);

/// The states that anything of the cycle reaches through a Jacobian.
std::vector<Index> reached(const Jacobian& J, const Cycle& cycle);

/// (22) y = (I - E)^-1 g, at the start of the cycle before what happens then; zero where nothing comes.
/// Throws StepFailure, naming the state that keeps what comes to it, if there is none.
State linear_steady_state(const Model& model, const Cycle& cycle);

}  // namespace opiodyn::detail
