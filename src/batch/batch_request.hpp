#pragma once
/// A batch order is what a batch computes of its subjects, whatever door it was asked through.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

struct BatchOrder {
    std::vector<std::vector<Output>> outputs;  ///< one list for all subjects, or one for each
    std::vector<std::string> columns;          ///< The outputs show these columns.
    std::vector<Metric> metrics;
    /// Whole runs show every column of their model instead. One that was stopped has what it reached.
    bool whole_runs{false};

    std::span<const Output> outputs_of(std::size_t row) const {
        return outputs[outputs.size() == 1 ? 0 : row];
    }
    /// Returns how many columns the outputs of a model show.
    std::size_t columns_of(const Model& model) const {
        return whole_runs ? model.columns().size() : columns.size();
    }
};

/// Returns the order of a request. Throws InputError for a request that so many subjects cannot answer.
BatchOrder order_of(const BatchRequest& request, std::size_t subjects);
/// Returns the order of whole runs. Throws InputError for outputs that they cannot serve, or too many of them.
BatchOrder order_of(const std::vector<Subject>& subjects,
                    const std::vector<std::vector<Output>>& outputs);

/// Returns the order of some columns at outputs of each subject's own. Throws InputError as the one above.
BatchOrder order_of(const std::vector<Subject>& subjects,
                    const std::vector<std::vector<Output>>& outputs,
                    const std::vector<std::string>& columns);

/// Returns a number of threads that a caller asks for; 0 is one per core. Throws InputError for an impossible one.
int checked_threads(int threads);

/// Counts the numbers that the result will hold.
double number_of_values(const BatchOrder& order, const std::vector<Subject>& subjects);

}  // namespace opiodyn::detail
