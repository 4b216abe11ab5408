#pragma once
/// This header runs a model along a regimen. Steps are free-running: they depend on model, regimen and
/// tolerances alone. Outputs are read off the solution, so that a result never depends on the output
/// grid (docs/theory.md, section 5).

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/output_times.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn {

/// A method is how a run is integrated.
enum class Method {
    automatic,  ///< Linear models are solved exactly, all others by rodas5p.
    exact,      ///< The matrix exponential solves linear models without an error of steps.
    rodas5p,    ///< Rodas5P is a Rosenbrock method of order 5, for stiff models.
    dopri5      ///< Dormand and Prince's method of order 5 is for models that are not stiff.
};

/// Returns the name of a method, e.g. "rodas5p".
const std::string& to_string(Method method);
/// Reads a method from its name. Throws UnknownNameError.
Method parse_method(std::string_view name);

/// SolverOptions are the method, the tolerances and the budgets of a run. Plain data: threads may share
/// it while none writes, as far as they may share its `stop`.
struct SolverOptions {
    Method method{Method::automatic};  ///< The method integrates the run.
    double rtol{1e-6};  ///< The relative tolerance per step [-] is from 1e-14 to 0.1.
    double atol{1e-9};  ///< The absolute tolerance per step is in the unit of each state, above 0.
    /// This is the largest number of accepted steps of a run [-].
    std::int64_t max_steps{limits::steps};
    /// This is the largest number of accepted and rejected steps of a run [-].
    std::int64_t max_attempts{2 * limits::steps};
    double max_seconds{3600.0};  ///< This is the longest wall time of a run [s].
    /// This function is asked between steps, on the caller's thread. If it returns true, a run ends with
    /// Interrupted, and a batch with the status "interrupted" where it was not done.
    std::function<bool()> stop{};
};

/// SolverError is thrown where the solver could not go on. Immutable after construction; threads may
/// share it.
class SolverError : public Error {
public:
    /// This struct tells how far the run had come. Plain data: threads may share it while none writes.
    struct Where {
        double time{};       ///< The run stopped at this time [h].
        double step{};       ///< The last step that was tried had this length [h].
        std::string state;   ///< This state limited the step; "none" if no state did.
        std::string reason;  ///< The reason says in words why the run stopped.
    };
    /// Makes the error and its message.
    SolverError(Where where, std::shared_ptr<const Trajectory> partial);
    /// Returns where the run stopped, and why.
    const Where& where() const noexcept { return where_; }
    /// Returns what was computed up to then, marked incomplete; null where there is no trajectory, as
    /// in steady_state().
    const std::shared_ptr<const Trajectory>& partial() const noexcept { return partial_; }

private:
    Where where_;
    std::shared_ptr<const Trajectory> partial_;
};

/// Interrupted is thrown where the caller's `stop` ended the run. Immutable after construction; threads
/// may share it.
class Interrupted : public SolverError {
public:
    /// Makes the error as a SolverError.
    using SolverError::SolverError;
};

/// NotConvergedError is thrown for a steady state that does not exist, or was not found. Immutable after
/// construction; threads may share it.
class NotConvergedError : public SolverError {
public:
    /// Makes the error as a SolverError.
    using SolverError::SolverError;
};

/// An output is a time at which a run reports, and which side of the events of that time it shows.
/// Plain data: threads may share it while none writes.
struct Output {
    /// This value of `seen` shows the state just before anything happens.
    static constexpr std::size_t before = 0;
    /// This value of `seen` shows the state after everything has happened.
    static constexpr std::size_t after = std::numeric_limits<std::size_t>::max();

    /// Makes an output at a time [h] that shows what the first so many records ask for.
    Output(double at, std::size_t records = after) : time(at), seen(records) {}
    double time;       ///< The time of the output [h] is at least 0.
    std::size_t seen;  ///< The output shows what the first so many records do then [-].
};

/// Runs a model along a regimen and returns its columns at `times` [h], ascending. A time at which a
/// dose is given shows the state after the dose. Threads may call it at once.
/// Throws InputError or UnknownNameError for options, times or records that this model cannot run with.
/// Throws SolverError if the solver cannot go on, NotConvergedError for a steady-state record without a
/// steady state, and Interrupted if `stop` asks for it; their partial() holds the run up to there.
Trajectory simulate(const Model& model, const Regimen& regimen, const std::vector<double>& times,
                    const SolverOptions& options = {});

/// Runs a model as simulate() does, with the side of each output chosen. Outputs at one time must not
/// see fewer records than those before them. Throws as simulate().
Trajectory simulate_at(const Model& model, const Regimen& regimen,
                       const std::vector<Output>& outputs, const SolverOptions& options = {});

/// Runs a model from time 0 to the regimen's default end, and reports at its output_times(). Throws as
/// the function above, and InputError for a regimen without records.
Trajectory simulate(const Model& model, const Regimen& regimen, const SolverOptions& options = {});

}  // namespace opiodyn
