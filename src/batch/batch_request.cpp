#include "batch/batch_request.hpp"

#include <algorithm>

#include "foundations/enum_names.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"
#include "solver/outputs.hpp"

namespace opiodyn::detail {
namespace {

void check_times(const std::vector<double>& times) {
    for (std::size_t i = 0; i < times.size(); ++i) {
        require_non_negative(numbered("times", i), times[i]);
        if (i > 0) require_sorted("times", i, times[i - 1], times[i]);
    }
}

void check(const Window& window, const std::string& name) {
    require_non_negative(name + ".begin", window.begin);
    require_finite(name + ".end", window.end);
    if (!is_before(window.begin, window.end))
        throw InputError(name + ".end", to_text(window.end),
                         "must be after begin = " + to_text(window.begin));
    require_non_negative(name + ".every", window.every);
    if (window.every == 0.0) return;
    constexpr auto most = static_cast<double>(limits::window_periods);
    if (!((window.end - window.begin) / window.every <= most))
        throw InputError(name + ".every", to_text(window.every),
                         "makes more than " + to_text(most) +
                             " periods of the window; take a longer period or a shorter window");
    require_non_negative(name + ".from", window.from);
    if (!is_before(window.begin + window.from, window.end))
        throw InputError(name + ".from", to_text(window.from),
                         "leaves no hour of the window from " + to_text(window.begin) + " to " +
                             to_text(window.end) + " h");
    if (!(window.to > window.from) || !(window.to <= window.every))
        throw InputError(name + ".to", to_text(window.to),
                         "must be above from = " + to_text(window.from) +
                             " and at most the period = " + to_text(window.every));
}

}  // namespace

BatchOrder order_of(const BatchRequest& request, std::size_t subjects) {
    if (request.times.empty() && request.metrics.empty())
        throw InputError("request", "empty", "needs output times or metrics");
    if (request.times.empty() != request.columns.empty())
        throw InputError(request.times.empty() ? "times" : "columns", "none",
                         "times and columns go together");
    check_times(request.times);
    for (std::size_t k = 0; k < request.metrics.size(); ++k) {
        const auto& metric = request.metrics[k];
        require_known(numbered("metrics", k) + ".statistic", metric.statistic,
                      Metric::Statistic::steepest);
        check(metric.window, numbered("metrics", k) + ".window");
        require_finite(numbered("metrics", k) + ".threshold", metric.threshold);
    }
    const double a_subject =
        static_cast<double>(request.times.size()) * static_cast<double>(request.columns.size()) +
        static_cast<double>(request.metrics.size());
    limits::require_output("request", static_cast<double>(subjects) * a_subject,
                           "subjects x times x columns, and metrics; ask for fewer at a time");
    return {{{request.times.begin(), request.times.end()}}, request.columns, request.metrics};
}

namespace {

BatchOrder checked(BatchOrder order, const std::vector<Subject>& subjects) {
    const auto& outputs = order.outputs;
    if (outputs.size() != subjects.size() && outputs.size() != 1)
        throw InputError("outputs", std::to_string(outputs.size()) + " lists",
                         "must be one list, or one for each of the " +
                             std::to_string(subjects.size()) + " subjects");
    for (std::size_t k = 0; k < outputs.size(); ++k)
        detail::check(outputs[k], numbered("outputs", k));
    limits::require_output("outputs", number_of_values(order, subjects),
                           "subjects x times x columns; ask for fewer at a time");
    return order;
}

}  // namespace

BatchOrder order_of(const std::vector<Subject>& subjects,
                    const std::vector<std::vector<Output>>& outputs) {
    return checked({outputs, {}, {}, true}, subjects);
}

BatchOrder order_of(const std::vector<Subject>& subjects,
                    const std::vector<std::vector<Output>>& outputs,
                    const std::vector<std::string>& columns) {
    return checked({outputs, columns, {}}, subjects);
}

int checked_threads(int threads) {
    if (threads < 0 || threads > limits::threads)
        throw InputError("threads", std::to_string(threads),
                         "must lie between 0 and " + std::to_string(limits::threads));
    return threads;
}

double number_of_values(const BatchOrder& order, const std::vector<Subject>& subjects) {
    double count = 0.0;
    for (std::size_t row = 0; row < subjects.size(); ++row)
        count += static_cast<double>(order.outputs_of(row).size() *
                                     order.columns_of(subjects[row].model)) +
                 static_cast<double>(order.metrics.size());
    return count;
}

}  // namespace opiodyn::detail

namespace opiodyn {

void require_columns(const Model& model, const std::vector<std::string>& columns) {
    const auto& known = model.columns();
    for (const auto& name : columns)
        if (std::none_of(known.begin(), known.end(),
                         [&](const Column& column) { return column.name() == name; }))
            throw InputError(
                "column", "'" + name + "'",
                std::string("is not reported by a model with these parameters") +
                    (name.starts_with("tone.")
                         ? ": tone is relative to what peptides do without a drug, and none acts "
                           "there; give one a basal level e0, or ask for sigma"
                         : ""));
}

}  // namespace opiodyn
