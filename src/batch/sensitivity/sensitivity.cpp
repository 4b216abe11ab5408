#include "opiodyn/sensitivity.hpp"

#include <algorithm>
#include <limits>

#include "batch/batch_request.hpp"
#include "batch/batch_run.hpp"
#include "batch/sensitivity/variation.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"
#include "solver/methods/integrator.hpp"

namespace opiodyn {
namespace {

using Numbers = std::vector<double>;
constexpr auto per_pass = static_cast<std::size_t>(detail::lane_derivatives);

/// Takes the values out of numbers that have derivatives.
Numbers values_in(const Numbers& numbers) {
    Numbers values;
    for (std::size_t k = 0; k < numbers.size(); k += 1 + per_pass) values.push_back(numbers[k]);
    return values;
}

/// Takes out the derivatives with respect to `count` variables from `first` on. Where there is no value, they are NaN.
void take_derivatives(const Numbers& numbers, std::size_t first, std::size_t count,
                      std::size_t variables, Numbers& to) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const std::size_t size = numbers.size() / (1 + per_pass);
    to.resize(size * variables, nan);
    for (std::size_t k = 0; k < size; ++k)
        for (std::size_t d = 0; d < count; ++d)
            to[k * variables + first + d] = numbers[k * (1 + per_pass) + 1 + d];
}

/// Keeps the faults of a pass. A subject that fails in one pass has no derivatives at all.
void keep_faults(const std::vector<RunStatus>& status, Batch& batch) {
    for (std::size_t row = 0; row < status.size(); ++row)
        if (batch.status[row].complete()) batch.status[row] = status[row];
}

/// Sets the derivatives of a subject that failed in any pass to NaN.
void clear_faults(const Batch& batch, Numbers& derivatives) {
    const std::size_t rows = batch.status.size();
    const std::size_t width = derivatives.size() / std::max<std::size_t>(rows, 1);
    for (std::size_t row = 0; row < rows; ++row)
        if (!batch.status[row].complete())
            std::fill_n(derivatives.begin() + static_cast<std::ptrdiff_t>(row * width), width,
                        std::numeric_limits<double>::quiet_NaN());
}

/// Returns the batch of rows, without the derivatives of their numbers.
Batch values_of(detail::LaneRows rows, const BatchRequest& request) {
    rows.values = values_in(rows.values);
    rows.metric_values = values_in(rows.metric_values);
    return detail::batch_of(std::move(rows), request);
}

}  // namespace

Sensitivities detail::run_sensitivities(const std::vector<Subject>& subjects,
                                        const BatchRequest& request,
                                        const std::vector<Variable>& variables,
                                        const SolverOptions& options, int threads) {
    check(options);
    const auto order = order_of(request, subjects.size());
    limits::require_output(
        "variables", number_of_values(order, subjects) * static_cast<double>(1 + variables.size()),
        "numbers of the request x (1 + variables); ask for fewer at a time");
    Sensitivities result;
    result.variables = static_cast<std::int64_t>(variables.size());
    for (std::size_t first = 0; first < variables.size(); first += per_pass) {
        const std::size_t count = std::min(per_pass, variables.size() - first);
        const std::vector<Variable> some(
            variables.begin() + static_cast<std::ptrdiff_t>(first),
            variables.begin() + static_cast<std::ptrdiff_t>(first + count));
        auto rows = detail::run_lanes<detail::LaneDual>(subjects, order, some, options,
                                                        {threads, 0, nullptr});
        take_derivatives(rows.values, first, count, variables.size(), result.values);
        take_derivatives(rows.metric_values, first, count, variables.size(), result.metric_values);
        if (first == 0) result.batch = values_of(std::move(rows), request);
        else keep_faults(rows.status, result.batch);
    }
    clear_faults(result.batch, result.values);
    clear_faults(result.batch, result.metric_values);
    return result;
}

double Sensitivities::value(std::int64_t subject, std::int64_t time, std::int64_t column,
                            std::int64_t variable) const {
    const auto row = detail::require_index("subject", subject, batch.size());
    const auto at = detail::require_index("time", time, batch.times);
    const auto which = detail::require_index("column", column, batch.columns);
    const auto place = (row * static_cast<std::size_t>(batch.times) + at) *
                           static_cast<std::size_t>(batch.columns) +
                       which;
    return values[place * static_cast<std::size_t>(variables) +
                  detail::require_index("variable", variable, variables)];
}

double Sensitivities::metric(std::int64_t subject, std::int64_t which,
                             std::int64_t variable) const {
    const auto row = detail::require_index("subject", subject, batch.size());
    const auto at = detail::require_index("metric", which, batch.metrics);
    const auto place = row * static_cast<std::size_t>(batch.metrics) + at;
    return metric_values[place * static_cast<std::size_t>(variables) +
                         detail::require_index("variable", variable, variables)];
}

Sensitivities simulate_sensitivities(const std::vector<Subject>& subjects,
                                     const BatchRequest& request,
                                     const std::vector<Variable>& variables,
                                     const SolverOptions& options, int threads) {
    if (variables.empty()) throw InputError("variables", "none", "must be one at least");
    for (const auto& variable : variables) detail::check(variable);
    if (!subjects.empty())
        for (const auto& variable : variables) detail::vary(subjects.front(), variable);
    return detail::run_sensitivities(subjects, request, variables, options, threads);
}

}  // namespace opiodyn
