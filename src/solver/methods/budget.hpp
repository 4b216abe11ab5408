#pragma once
/// A Budget limits how many steps a run may try and how long it may take. This header also has what stops a run
/// before its end.

#include <cstdint>
#include <string>

#include "opiodyn/solver.hpp"

namespace opiodyn::detail {

/// A StepFailure is thrown by integrators. The run loop turns it into a SolverError with the partial result.
struct StepFailure {
    SolverError::Where where;
    bool not_converged{false};  ///< This is true if a steady state was not found.
};

/// A StopRequested is thrown where the caller asks a run to stop.
struct StopRequested {
    double time, step;
};

/// Returns the words for a budget that is used up.
std::string used_up(const char* budget, std::int64_t limit);

/// A Budget watches the limits of attempts and time.
class Budget {
public:
    explicit Budget(const SolverOptions& options);
    /// Throws StepFailure when a limit is used up, and StopRequested when the caller's stop says so.
    void attempt(double t, double h);
    /// Tells whether the budget allows no further attempt.
    bool is_spent() const {
        return accepted_ >= options_.max_steps || attempts_ >= options_.max_attempts;
    }
    /// Throws StepFailure if the budget allows no further attempt.
    void require_left(double t, double h) const;
    void accepted() { ++accepted_; }
    /// Sets how much is used up, by steps that others counted.
    void set(std::int64_t steps, std::int64_t attempts) {
        accepted_ = steps;
        attempts_ = attempts;
    }
    /// Watches stop and wall time alone, as every output does too.
    void poll(double t, double h);
    std::int64_t steps() const { return accepted_; }
    std::int64_t attempts() const { return attempts_; }
    std::int64_t rejected() const { return attempts_ - accepted_; }

private:
    const SolverOptions& options_;
    std::int64_t attempts_{0}, accepted_{0}, polls_{0};
    double deadline_;
};

}  // namespace opiodyn::detail
