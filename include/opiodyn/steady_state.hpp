#pragma once
/// This header finds the periodic steady state: where a body goes that is dosed the same way for ever.

#include <cstdint>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn {

/// A steady state is what a body returns to after every period. Plain data: threads may share it while
/// none writes.
struct SteadyState {
    /// The state is that at time 0 of the period, just before anything happens then, in the units of
    /// Model::states().
    State state;
    /// The residual is the largest change of a state over one more period, relative to its size [-].
    double residual;
    std::int64_t periods;  ///< This is the number of periods that were integrated [-].
};

/// Returns the state that doses repeated every `period` [h] lead to. Each dose of the regimen stands
/// for itself (no ADDL, no SS) and recurs at its time plus every multiple of the period. Linear models
/// are solved exactly, by the geometric series of one period, equation (22) of docs/theory.md. In other
/// models the linear part is solved so, and the period map is then iterated with Anderson's
/// acceleration until the residual is below rtol. It may end below 100 rtol, where the errors of single
/// steps keep the residual from falling further. Threads may call it at once.
/// Throws InputError for options, a period or records that break a rule. Throws NotConvergedError if
/// there is no steady state or none is found, SolverError if the solver cannot go on, and Interrupted
/// if the options stop it. None of them has a partial().
SteadyState steady_state(const Model& model, const Regimen& regimen, Time period,
                         const SolverOptions& options = {});

}  // namespace opiodyn
