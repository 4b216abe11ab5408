#include "batch/batch_request.hpp"

#include <algorithm>

#include "foundations/enum_names.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

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
    if (!(window.end > window.begin) || same_instant(window.begin, window.end))
        throw InputError(name + ".end", to_text(window.end),
                         "must be after begin = " + to_text(window.begin));
    require_non_negative(name + ".every", window.every);
    if (window.every == 0.0) return;
    require_non_negative(name + ".from", window.from);
    if (!(window.to > window.from) || !(window.to <= window.every))
        throw InputError(name + ".to", to_text(window.to),
                         "must be above from = " + to_text(window.from) +
                             " and at most the period = " + to_text(window.every));
}

}  // namespace

void check(const BatchRequest& request, std::size_t subjects) {
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
    limits::require_output("request", number_of_values(request, subjects),
                           "subjects x times x columns, and metrics; ask for fewer at a time");
}

double number_of_values(const BatchRequest& request, std::size_t subjects) {
    const double per_subject =
        static_cast<double>(request.times.size()) * static_cast<double>(request.columns.size()) +
        static_cast<double>(request.metrics.size());
    return static_cast<double>(subjects) * per_subject;
}

}  // namespace opiodyn::detail
