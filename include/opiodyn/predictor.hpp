#pragma once
/// This header predicts what was observed of the subjects of a study, for other values of some inputs. A fit calls
/// it many times.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn {

/// Predictions hold the numbers of one call, subject by subject. Where a subject failed, its `status` says why, and
/// its numbers are NaN. Plain data: threads may share it while none writes.
struct Predictions {
    std::vector<RunStatus>
        status;  ///< The status of each subject says whether it is complete, or why not.
    /// The values come subject by subject, output by output, and column by column.
    std::vector<double> values;
    /// The derivatives of each value with respect to all variables stand together, in the order of the values. They
    /// are empty unless they were asked for.
    std::vector<double> derivatives;
};

/// A predictor runs several subjects, each with outputs of its own, for a row of values each. It is made once and
/// called often. Immutable after construction; threads may share it.
class Predictor {
public:
    /// Makes a predictor. `outputs` has a list for each subject, each output on its side of the doses of its time.
    /// A row of values has one value for each variable, and replaces what its subject has. Without variables the
    /// subjects stay as they are. The option max_seconds
    /// holds for each call, and `stop` is asked on the caller's thread alone. 0 threads are one per core.
    /// Throws InputError for no subjects, for outputs that no subject could serve, and for options or threads that
    /// simulate_batch() refuses. Throws InputError or UnknownNameError for a column or a variable that a subject
    /// does not have.
    Predictor(std::vector<Subject> subjects, std::vector<std::vector<Output>> outputs,
              std::vector<std::string> columns, std::vector<Variable> variables,
              SolverOptions options = {}, int threads = 0);

    /// Returns the variables, in the order of a row of values.
    const std::vector<Variable>& variables() const noexcept { return variables_; }
    /// Returns the number of subjects [-].
    std::size_t subjects() const noexcept { return subjects_.size(); }
    /// Returns the number of values of a call [-].
    std::size_t values() const noexcept;

    /// Returns what the subjects show for values of the shape (subjects, variables), the last index running
    /// fastest. The numbers are the bits of simulate_at() by Method::rodas5p.
    /// Throws InputError for another number of values.
    Predictions operator()(std::span<const double> values) const;
    /// Returns the same with derivatives, as simulate_sensitivities() takes them. Throws as the call above, and
    /// InputError without variables.
    Predictions derivatives(std::span<const double> values) const;

private:
    Predictions predict(std::span<const double> values, bool derivatives) const;

    std::vector<Subject> subjects_;
    std::vector<std::vector<Output>> outputs_;
    std::vector<std::string> columns_;
    std::vector<Variable> variables_;
    SolverOptions options_;
    int threads_;
};

}  // namespace opiodyn
