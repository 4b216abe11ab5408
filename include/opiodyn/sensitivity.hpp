#pragma once
/// This header takes derivatives of a run's results with respect to its inputs, forward: they go
/// along with the very steps of the run (docs/theory.md, section 5). They are the derivatives of the
/// computed solution, and as accurate as it is.

#include <cstdint>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"

namespace opiodyn {

/// A variable is an input with respect to which a run is differentiated. Plain data: threads may
/// share it while none writes.
struct Variable {
    /// Kind tells which of the inputs of a run it is.
    enum class Kind {
        parameter,  ///< The variable is a parameter of the model, in its unit.
        amt,        ///< The variable is the amount of a dose [mg], or the size of a stimulus [-].
        time        ///< The variable is the time of a record [h], with all its repetitions.
    };
    Kind kind{};              ///< The kind says which input it is.
    std::string parameter{};  ///< The parameter goes by its full name; for that kind alone.
    std::size_t record{0};    ///< The record of the regimen is counted from 0; for the other kinds.
};

/// Sensitivities are a batch and the derivative of each of its numbers with respect to each variable. A
/// derivative is in the unit of the number per unit of the variable, and NaN where the number is. Plain
/// data: threads may share it while none writes.
struct Sensitivities {
    Batch batch;                ///< The batch has the bits of simulate_batch().
    std::int64_t variables{0};  ///< The number of variables [-] is that of the call.
    /// The derivatives of the values have the shape (subjects, times, columns, variables), the last
    /// index running fastest.
    std::vector<double> values;
    /// The derivatives of the metrics have the shape (subjects, metrics, variables), the last index
    /// running fastest.
    std::vector<double> metric_values;

    /// Returns the derivative of a column at an output time with respect to a variable. Indices count
    /// from 0. Throws InputError for one that is out of range.
    double value(std::int64_t subject, std::int64_t time, std::int64_t column,
                 std::int64_t variable) const;
    /// Returns the derivative of a metric with respect to a variable. Indices count from 0. Throws
    /// InputError for one that is out of range.
    double metric(std::int64_t subject, std::int64_t which, std::int64_t variable) const;
};

/// Runs all subjects as simulate_batch() does, and returns their numbers with derivatives. Output times
/// and windows stay where they are when a dose moves. If something happens at an output time, the
/// derivative is that of the time after it. A kink has the derivative of one of its sides. Threads may
/// call it at once.
/// Throws what simulate_batch() throws, and InputError for no variables or more derivatives than
/// limits::output_values. Throws InputError, UnknownNameError or NotKnownError for a variable that the
/// first subject does not have. A row says in its status why it has no derivatives: a steady-state
/// record (ss), or events of the varied records that fall together with others.
Sensitivities simulate_sensitivities(const std::vector<Subject>& subjects,
                                     const BatchRequest& request,
                                     const std::vector<Variable>& variables,
                                     const SolverOptions& options = {}, int threads = 0);

}  // namespace opiodyn
