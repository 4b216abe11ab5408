#include "opiodyn/evaluator.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "batch/batch_groups.hpp"
#include "batch/batch_request.hpp"
#include "batch/batch_run.hpp"
#include "batch/sensitivity/variation.hpp"
#include "batch/varied_subjects.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// Rows of each thread that are computed together: they fill its lanes, and their models fit into memory.
constexpr std::size_t rows_of_thread = 256;

std::vector<std::string> columns_of(const BatchRequest& request) {
    std::vector<std::string> names = request.columns;
    for (const auto& metric : request.metrics) names.push_back(metric.column);
    return names;
}

/// Appends the numbers of a subject, `width` of them; NaN for a row without numbers.
void append(const std::vector<double>& from, std::optional<std::size_t> subject, std::size_t width,
            std::vector<double>& to) {
    if (!subject) return void(to.insert(to.end(), width, nan));
    const auto first = from.begin() + static_cast<std::ptrdiff_t>(*subject * width);
    to.insert(to.end(), first, first + static_cast<std::ptrdiff_t>(width));
}

/// Appends the numbers of all rows of a block, and their derivatives if they were asked for.
void append(const Sensitivities& from, const detail::VariedSubjects& varied,
            const BatchRequest& request, Evaluation& found) {
    const std::size_t width = request.times.size() * request.columns.size();
    const auto count = static_cast<std::size_t>(from.variables);
    for (std::size_t row = 0; row < varied.size(); ++row) {
        found.status.push_back(varied.status_of(row, from.batch.status));
        auto subject = varied.place_of(row);
        if (!found.status.back().complete()) subject.reset();
        append(from.batch.values, subject, width, found.values);
        append(from.batch.metric_values, subject, request.metrics.size(), found.values);
        append(from.values, subject, width * count, found.derivatives);
        append(from.metric_values, subject, request.metrics.size() * count, found.derivatives);
    }
}

}  // namespace

Evaluator::Evaluator(Subject subject, std::vector<Variable> variables, BatchRequest request,
                     SolverOptions options, int threads)
    : subject_(std::move(subject)),
      variables_(std::move(variables)),
      request_(std::move(request)),
      options_(std::move(options)),
      threads_(static_cast<int>(detail::threads_for(threads))) {
    if (variables_.empty()) throw InputError("variables", "none", "must be one at least");
    detail::check_variables(variables_);
    for (const auto& variable : variables_) detail::own_value(subject_, variable);
    simulate_batch({}, request_, options_, threads);  // throws what cannot be asked
    const detail::Wanted columns_are_there(subject_.model, detail::order_of(request_, 1));
}

std::size_t Evaluator::outputs() const noexcept {
    return request_.times.size() * request_.columns.size() + request_.metrics.size();
}

Evaluation Evaluator::operator()(std::span<const double> values) const {
    return evaluate(values, false);
}

Evaluation Evaluator::derivatives(std::span<const double> values) const {
    return evaluate(values, true);
}

Evaluation Evaluator::evaluate(std::span<const double> values, bool derivatives) const {
    const std::size_t width = variables_.size();
    if (values.size() % width != 0)
        throw InputError(
            "values", std::to_string(values.size()) + " numbers",
            "must be rows of " + std::to_string(width) + ", one value for each variable");
    const std::size_t rows = values.size() / width;
    const double numbers = static_cast<double>(rows) * static_cast<double>(outputs()) *
                           static_cast<double>(derivatives ? 1 + width : 1);
    limits::require_output("values", numbers, "rows x outputs; give fewer rows at a time");
    bool stopped = false;  // remembered: a signal is told once
    SolverOptions options = options_;
    options.stop = [&] { return stopped = stopped || (options_.stop && options_.stop()); };
    Evaluation found;
    limits::allocate("values", numbers, [&] {
        found.status.reserve(rows);
        found.values.reserve(rows * outputs());
        found.derivatives.reserve(derivatives ? rows * outputs() * width : 0);
    });
    const auto columns = columns_of(request_);
    const std::size_t block = rows_of_thread * static_cast<std::size_t>(threads_);
    for (std::size_t first = 0; first < rows; first += block) {
        const std::size_t count = std::min(rows - first, block);
        const detail::VariedSubjects varied({{&subject_, 1},
                                             variables_,
                                             columns,
                                             values.subspan(first * width, count * width),
                                             count},
                                            static_cast<std::size_t>(threads_), options.stop);
        Sensitivities ran;
        if (derivatives)
            ran = detail::run_sensitivities(varied.subjects(), request_, variables_, options,
                                            threads_);
        else ran.batch = simulate_batch(varied.subjects(), request_, options, threads_);
        append(ran, varied, request_, found);
    }
    return found;
}

}  // namespace opiodyn
