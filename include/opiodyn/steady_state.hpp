#pragma once
/// The periodic steady state: where a body goes that is dosed the same way for ever.

#include <cstdint>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn {

struct PeriodicState {
    State state;           ///< at time 0 of the period, just before what happens then
    double residual;       ///< largest change of a state over one more period, relative to its size
    std::int64_t periods;  ///< that were integrated to find it
};

/// The state that doses repeated every `period` lead to. Linear models: exact, by the geometric series
/// (I - exp(A period))^-1 of one period. Others: the linear part as there, then the period map is
/// iterated with Anderson's acceleration until the residual is below rtol, or below 100 rtol and not
/// falling any more: what the errors of single steps add up to in models with kinks.
/// Each dose of the regimen stands for itself (no ADDL, no SS) and recurs at its time plus every
/// multiple of the period. Throws InvalidInput, or NotConverged.
PeriodicState steady_state(const Model& model, const Regimen& regimen, Time period,
                           const SolverOptions& options = {});

}  // namespace opiodyn
