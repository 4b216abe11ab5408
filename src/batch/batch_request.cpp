#include "batch/batch_request.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

std::string numbered(const std::string& name, std::size_t k) {
    return name + "[" + std::to_string(k) + "]";
}

void check_times(const std::vector<double>& times) {
    for (std::size_t i = 0; i < times.size(); ++i) {
        require_non_negative(numbered("times", i), times[i]);
        if (i > 0 && times[i] < times[i - 1])
            throw InvalidInput(numbered("times", i), to_text(times[i]),
                               "must not be before " + numbered("times", i - 1) + " = " +
                                   to_text(times[i - 1]) + "; sort the times");
    }
}

void check(const Window& window, const std::string& name) {
    require_non_negative(name + ".begin", window.begin);
    require_finite(name + ".end", window.end);
    if (!(window.end > window.begin))
        throw InvalidInput(name + ".end", to_text(window.end),
                           "must be after the begin = " + to_text(window.begin));
    require_non_negative(name + ".period", window.period);
    if (window.period == 0.0) return;
    require_non_negative(name + ".from", window.from);
    if (!(window.to > window.from) || !(window.to <= window.period))
        throw InvalidInput(name + ".to", to_text(window.to),
                           "must be above from = " + to_text(window.from) +
                               " and at most the period = " + to_text(window.period));
}

}  // namespace

void check(const BatchRequest& request, std::size_t subjects) {
    if (request.times.empty() && request.reductions.empty())
        throw InvalidInput("request", "empty", "needs output times or reductions");
    if (request.times.empty() != request.columns.empty())
        throw InvalidInput(request.times.empty() ? "times" : "columns", "none",
                           "times and columns go together");
    check_times(request.times);
    for (std::size_t k = 0; k < request.reductions.size(); ++k) {
        const auto& reduction = request.reductions[k];
        check(reduction.window, numbered("reductions", k) + ".window");
        require_finite(numbered("reductions", k) + ".threshold", reduction.threshold);
    }
    limits::require_output("request", number_of_values(request, subjects),
                           "subjects x times x columns, and reductions; ask for fewer at a time");
}

double number_of_values(const BatchRequest& request, std::size_t subjects) {
    const double per_subject =
        static_cast<double>(request.times.size()) * static_cast<double>(request.columns.size()) +
        static_cast<double>(request.reductions.size());
    return static_cast<double>(subjects) * per_subject;
}

}  // namespace opiodyn::detail
