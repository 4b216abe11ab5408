#pragma once
/// Derivatives of what comes out of a run by what goes into it, forward: dual numbers through the
/// very steps of the run. They are the derivatives of the computed solution, and as accurate as it is.

#include <cstdint>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"

namespace opiodyn {

/// What to differentiate by: a parameter of the model, or the amount (mg; of a stimulus its size) or time
/// (h) of a record of the regimen, all its repetitions at once.
struct Variable {
    enum class Kind { parameter, amount, time };
    Kind kind{};
    std::string parameter{};  ///< full name
    std::size_t record{0};    ///< counted from 0
};

/// A batch, and the derivative of each of its numbers by each variable: its unit per unit of the
/// variable. Where a number of the batch is not a number, neither are they.
struct Sensitivities {
    Batch batch;  ///< with the bits of simulate_batch()
    std::int64_t variables{0};
    std::vector<double> values;   ///< in the order of batch.values, variable by variable
    std::vector<double> reduced;  ///< in the order of batch.reduced, variable by variable

    double value(std::int64_t subject, std::int64_t time, std::int64_t column,
                 std::int64_t variable) const {
        const auto place = (subject * batch.times + time) * batch.columns + column;
        return values[static_cast<std::size_t>(place * variables + variable)];
    }
    double reduction(std::int64_t subject, std::int64_t which, std::int64_t variable) const {
        const auto place = subject * batch.reductions + which;
        return reduced[static_cast<std::size_t>(place * variables + variable)];
    }
};

/// Output times and windows stay where they are when a dose moves. Where something happens at an output
/// time, the derivative is that of the time after it. A kink has the derivative of one of its sides.
/// Throws what simulate_batch() throws, and InvalidInput, UnknownName or NotKnown for a variable that the
/// first subject does not have. A row says in its status why it has no derivatives: a steady-state record
/// (ss), events of the varied records that fall together with others.
Sensitivities simulate_sensitivities(const std::vector<Subject>& subjects,
                                     const BatchRequest& request,
                                     const std::vector<Variable>& variables,
                                     const SolverOptions& options = {}, int threads = 0);

}  // namespace opiodyn
