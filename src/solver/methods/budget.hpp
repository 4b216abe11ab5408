#pragma once
/// How many steps a run may try and how long it may take, and what stops it before its end.

#include <cstdint>

#include "opiodyn/solver.hpp"

namespace opiodyn::detail {

/// Thrown by integrators, turned into a SolverError with the partial result by the run loop.
struct StepFailure {
    SolverError::Where where;
    bool not_converged{false};  ///< a steady state was not found
};

/// Thrown where the caller asks a run to stop.
struct StopRequested {
    double time, step;
};

/// Counts attempts and watches the budgets.
class Budget {
public:
    explicit Budget(const SolverOptions& options);
    /// Throws StepFailure when a budget is used up, StopRequested when the caller's stop says so.
    void attempt(double t, double h);
    void accepted() { ++accepted_; }
    /// The part of attempt() that every output does too: stop and wall time.
    void poll(double t, double h);
    std::int64_t steps() const { return accepted_; }
    std::int64_t rejected() const { return attempts_ - accepted_; }

private:
    const SolverOptions& options_;
    std::int64_t attempts_{0}, accepted_{0}, polls_{0};
    double deadline_;
};

}  // namespace opiodyn::detail
