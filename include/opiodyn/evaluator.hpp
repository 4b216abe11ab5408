#pragma once
/// This header takes a run as a function of numbers: the values of inputs go in as one array, and the results
/// come out as another. An objective function of a fit calls it many times.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn {

/// An evaluation holds the numbers of one call, row by row in the order given. Where a row failed, its
/// `status` says why, and its numbers are NaN. Plain data: threads may share it while none writes.
struct Evaluation {
    std::vector<RunStatus> status;  ///< The status says whether a row is complete, or why not.
    /// The numbers have the shape (rows, outputs), the last index running fastest.
    std::vector<double> values;
    /// The derivatives have the shape (rows, outputs, variables), the last index running fastest. They are
    /// empty unless they were asked for.
    std::vector<double> derivatives;
};

/// An evaluator runs one subject with other values of some inputs, several rows of values at once. It is made
/// once and called often. Immutable after construction; threads may share it.
class Evaluator {
public:
    /// Makes an evaluator. A row of values has one value for each variable, and replaces what the subject has,
    /// a person's own value included. Windows and times stay where they are. The option max_seconds holds for
    /// 256 rows of each thread, and `stop` is asked on the caller's thread alone. 0 threads are one per core.
    /// Throws what simulate_batch() throws before it computes anything. Throws InputError for no variables or
    /// one that is given twice, and InputError or UnknownNameError for one that the subject does not have.
    Evaluator(Subject subject, std::vector<Variable> variables, BatchRequest request,
              SolverOptions options = {}, int threads = 0);

    /// Returns the variables, in the order of a row of values.
    const std::vector<Variable>& variables() const noexcept { return variables_; }
    /// Returns the number of outputs of a row [-]: the columns time by time, then the metrics.
    std::size_t outputs() const noexcept;

    /// Returns the numbers of rows of values of the shape (rows, variables), the last index running fastest.
    /// They are the bits of simulate_batch(). A row that is impossible has that in its status.
    /// Throws InputError for values that do not fill their last row, and for a result larger than
    /// limits::output_values.
    Evaluation operator()(std::span<const double> values) const;
    /// Returns the numbers, and their derivatives as simulate_sensitivities() takes them. Throws as the call
    /// above.
    Evaluation derivatives(std::span<const double> values) const;

private:
    Evaluation evaluate(std::span<const double> values, bool derivatives) const;

    Subject subject_;
    std::vector<Variable> variables_;
    BatchRequest request_;
    SolverOptions options_;
    int threads_;
};

}  // namespace opiodyn
