#pragma once
/// Runs a model along a regimen. Steps are free-running: they depend on model, regimen and
/// tolerances alone, and outputs are read off the solution, so a result never depends on the output
/// grid.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn {

/// automatic: exact where the model is linear, otherwise rodas5p. dopri5 is for models that are not
/// stiff.
enum class Method { automatic, exact, rodas5p, dopri5 };

const std::string& to_string(Method method);
Method parse_method(std::string_view name);

struct SolverOptions {
    Method method{Method::automatic};
    double rtol{1e-6};                   ///< relative tolerance per step
    double atol{1e-9};                   ///< absolute tolerance per step, in the unit of each state
    std::int64_t max_steps{20'000'000};  ///< accepted steps of one run
    std::int64_t max_attempts{40'000'000};  ///< accepted and rejected steps of one run
    double max_seconds{3600.0};             ///< of wall time
    /// Asked at every step; returning true ends the run with Interrupted.
    std::function<bool()> stop{};
};

/// The solver could not go on. What was computed up to then is in `partial`, marked incomplete.
class SolverError : public Error {
public:
    struct Where {
        double time{};      ///< h
        double step{};      ///< h
        std::string state;  ///< the state that limited the step
        std::string reason;
    };
    SolverError(Where where, std::shared_ptr<const Trajectory> partial);
    const Where& where() const noexcept { return where_; }
    const std::shared_ptr<const Trajectory>& partial() const noexcept { return partial_; }

private:
    Where where_;
    std::shared_ptr<const Trajectory> partial_;
};

/// The caller's `stop` asked for it.
class Interrupted : public SolverError {
public:
    using SolverError::SolverError;
};

/// A steady state that does not exist, or was not found.
class NotConverged : public SolverError {
public:
    using SolverError::SolverError;
};

/// An output time. Where something happens at that very time, `seen` tells which of it the output
/// shows: what the first so many records of the regimen ask for.
struct Output {
    static constexpr std::size_t before = 0;  ///< none: the state just before
    static constexpr std::size_t after = std::numeric_limits<std::size_t>::max();  ///< all

    Output(double at, std::size_t records = after) : time(at), seen(records) {}
    double time;
    std::size_t seen;
};

/// Times from begin to end (included if it falls on the grid), begin + k * step.
std::vector<double> grid(Time begin, Time end, Time step);

/// Values at `times` (h, ascending). A time at which a dose is given shows the state after the dose.
Trajectory simulate(const Model& model, const Regimen& regimen, const std::vector<double>& times,
                    const SolverOptions& options = {});

/// The same, with the side of each output chosen.
Trajectory simulate_at(const Model& model, const Regimen& regimen,
                       const std::vector<Output>& outputs, const SolverOptions& options = {});

/// From time 0 to the regimen's default end, four times an hour.
Trajectory simulate(const Model& model, const Regimen& regimen, const SolverOptions& options = {});

}  // namespace opiodyn
