#include "opiodyn/predictor.hpp"

#include <algorithm>
#include <limits>

#include "batch/batch_groups.hpp"
#include "batch/batch_run.hpp"
#include "batch/sensitivity/variation.hpp"
#include "batch/varied_subjects.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/subjects.hpp"

namespace opiodyn {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

using Numbers = std::vector<double>;

void append(const Numbers& from, std::size_t first, std::size_t count, Numbers& to) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first);
    to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
}

/// Returns the outputs of the subjects that could be made.
std::vector<std::vector<Output>> outputs_of(const detail::VariedSubjects& varied,
                                            const std::vector<std::vector<Output>>& outputs) {
    std::vector<std::vector<Output>> found;
    for (std::size_t row = 0; row < varied.size(); ++row)
        if (varied.place_of(row)) found.push_back(outputs[row]);
    return found;
}

}  // namespace

Predictor::Predictor(std::vector<Subject> subjects, std::vector<std::vector<Output>> outputs,
                     std::vector<std::string> columns, std::vector<Variable> variables,
                     SolverOptions options, int threads)
    : subjects_(std::move(subjects)),
      outputs_(std::move(outputs)),
      columns_(std::move(columns)),
      variables_(std::move(variables)),
      options_(std::move(options)),
      threads_(threads) {
    simulate_subjects({}, {}, options_, threads);  // throws what no subject can be asked
    detail::check_variables(variables_);
    if (subjects_.empty()) throw InputError("subjects", "none", "must be one at least");
    if (outputs_.size() != subjects_.size())
        throw InputError(
            "outputs", std::to_string(outputs_.size()) + " lists",
            "must be one for each of the " + std::to_string(subjects_.size()) + " subjects");
    if (columns_.empty()) throw InputError("columns", "none", "must be one at least");
    const auto order = detail::order_of(subjects_, outputs_, columns_);
    for (const auto& subject : subjects_) {
        const detail::Wanted columns_are_there(subject.model, order);
        for (const auto& variable : variables_) detail::own_value(subject, variable);
    }
}

std::size_t Predictor::values() const noexcept {
    std::size_t count = 0;
    for (const auto& outputs : outputs_) count += outputs.size() * columns_.size();
    return count;
}

Predictions Predictor::operator()(std::span<const double> values) const {
    return predict(values, false);
}

Predictions Predictor::derivatives(std::span<const double> values) const {
    return predict(values, true);
}

Predictions Predictor::predict(std::span<const double> values, bool derivatives) const {
    const std::size_t width = variables_.size();
    if (derivatives && width == 0)
        throw InputError("variables", "none", "must be one at least for derivatives");
    if (values.size() != subjects_.size() * width)
        throw InputError("values", std::to_string(values.size()) + " numbers",
                         "must be " + std::to_string(subjects_.size()) + " rows of " +
                             std::to_string(width) + ", one value for each variable");
    bool stopped = false;  // remembered: a signal is told once
    SolverOptions options = options_;
    options.stop = [&] { return stopped = stopped || (options_.stop && options_.stop()); };
    const detail::VariedSubjects varied({subjects_, variables_, columns_, values, subjects_.size()},
                                        detail::threads_for(threads_), options.stop);
    const auto order = detail::order_of(varied.subjects(), outputs_of(varied, outputs_), columns_);
    detail::DerivedRows ran;
    if (derivatives)
        ran = detail::run_passes(varied.subjects(), order, variables_, options, threads_);
    else
        ran.rows = detail::run_lanes<double>(varied.subjects(), order, {}, options,
                                             {threads_, 0, nullptr});
    Predictions found;
    for (std::size_t row = 0; row < subjects_.size(); ++row) {
        found.status.push_back(varied.status_of(row, ran.rows.status));
        const std::size_t count = outputs_[row].size() * columns_.size();
        const std::size_t slopes = derivatives ? count * width : 0;
        if (!found.status.back().complete()) {
            found.values.resize(found.values.size() + count, nan);
            found.derivatives.resize(found.derivatives.size() + slopes, nan);
            continue;
        }
        const std::size_t first = ran.rows.first[*varied.place_of(row)];
        append(ran.rows.values, first, count, found.values);
        if (derivatives) append(ran.values, first * width, slopes, found.derivatives);
    }
    return found;
}

}  // namespace opiodyn
