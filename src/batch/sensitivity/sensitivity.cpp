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
void keep_faults(const std::vector<RunStatus>& faults, std::vector<RunStatus>& status) {
    for (std::size_t row = 0; row < status.size(); ++row)
        if (status[row].complete()) status[row] = faults[row];
}

/// Sets the derivatives of subjects that failed in any pass to NaN.
void clear_faults(detail::DerivedRows& found, std::size_t variables) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const auto clear = [&](Numbers& derivatives, std::size_t first, std::size_t end) {
        const auto begin = derivatives.begin();
        std::fill(begin + static_cast<std::ptrdiff_t>(first * variables),
                  begin + static_cast<std::ptrdiff_t>(end * variables), nan);
    };
    const auto& rows = found.rows;
    for (std::size_t row = 0; row < rows.status.size(); ++row) {
        if (rows.status[row].complete()) continue;
        clear(found.values, rows.first[row], rows.first[row + 1]);
        clear(found.metric_values, row * rows.metric_width, (row + 1) * rows.metric_width);
    }
}

/// Takes the derivatives out of rows, and leaves their numbers.
void leave_values(detail::LaneRows& rows) {
    rows.values = values_in(rows.values);
    rows.metric_values = values_in(rows.metric_values);
    rows.metric_width /= 1 + per_pass;
    for (auto& first : rows.first) first /= 1 + per_pass;
}

}  // namespace

detail::DerivedRows detail::run_passes(const std::vector<Subject>& subjects,
                                       const BatchOrder& order,
                                       const std::vector<Variable>& variables,
                                       const SolverOptions& options, int threads) {
    limits::require_output(
        "variables", number_of_values(order, subjects) * static_cast<double>(1 + variables.size()),
        "numbers of the request x (1 + variables); ask for fewer at a time");
    DerivedRows found;
    for (std::size_t first = 0; first < variables.size(); first += per_pass) {
        const std::size_t count = std::min(per_pass, variables.size() - first);
        const std::vector<Variable> some(
            variables.begin() + static_cast<std::ptrdiff_t>(first),
            variables.begin() + static_cast<std::ptrdiff_t>(first + count));
        auto rows = run_lanes<LaneDual>(subjects, order, some, options, {threads, 0, nullptr});
        take_derivatives(rows.values, first, count, variables.size(), found.values);
        take_derivatives(rows.metric_values, first, count, variables.size(), found.metric_values);
        if (first == 0) {
            found.rows = std::move(rows);
            leave_values(found.rows);
        } else {
            keep_faults(rows.status, found.rows.status);
        }
    }
    clear_faults(found, variables.size());
    return found;
}

Sensitivities detail::run_sensitivities(const std::vector<Subject>& subjects,
                                        const BatchRequest& request,
                                        const std::vector<Variable>& variables,
                                        const SolverOptions& options, int threads) {
    check(options);
    const auto order = order_of(request, subjects.size());
    auto found = run_passes(subjects, order, variables, options, threads);
    return {batch_of(std::move(found.rows), request), static_cast<std::int64_t>(variables.size()),
            std::move(found.values), std::move(found.metric_values)};
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
