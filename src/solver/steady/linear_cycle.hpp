#pragma once
/// This header solves the steady state of the linear part of a model exactly.
///
/// Example: one compartment with a half-life of 24 h takes 100 nmol every 24 h.
///     one period from zero    g = 100 / 2 = 50 nmol
///     one period on its own   E = 1/2, because half of what is there stays
///     steady state (22)       y = g / (1 - E) = 50 / 0.5 = 100 nmol, before the dose
/// Indeed 100 + 100 nmol after the dose lose one half, and 100 nmol are left.
/// I - E is taken as -A times the integral of exp(A s) over the period: k (1 - E) / k = 1/2 here. If only 1e-12 of
/// the drug were lost in a period, 1 - E by subtraction would keep 4 digits. The integral keeps all.
/// A constant infusion of 10 nmol/h has no period. With a rate constant of 0.5 /h it ends at y = -A^-1 R = 20 nmol.
/// If nothing is lost at all, I - E is singular. The error then names the state that keeps what comes.

#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/schedule.hpp"
#include "solver/methods/budget.hpp"

namespace opiodyn::detail {

/// Returns the constant rate into each state [nmol/h].
State input_of(const Segment& segment, Index size);

/// Adds the jumps of a segment to a state.
void apply_jumps(const Segment& segment, State& y);

/// Returns the states that the cycle reaches through a Jacobian, ascending.
std::vector<Index> reached(const Jacobian& J, const Cycle& cycle);

/// Returns (22) y = (I - E)^-1 g, the state at the start of the cycle before its first event; it is zero where
/// nothing comes. Throws StepFailure if there is no steady state, and names the state that keeps what comes.
/// Polls the budget once for each segment.
State linear_steady_state(const Model& model, const Cycle& cycle, Budget& budget);

}  // namespace opiodyn::detail
