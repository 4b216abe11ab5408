#include "opiodyn/metrics.hpp"

#include <algorithm>
#include <limits>

#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::metrics {
namespace {

using Index = Eigen::Index;

void check(Curve times, Curve values) {
    if (times.size() == 0) throw InputError("values", "0 samples", "must not be empty");
    if (times.size() != values.size())
        throw InputError("values",
                         std::to_string(times.size()) + " times and " +
                             std::to_string(values.size()) + " values",
                         "must be of equal length");
    for (Index i = 0; i < times.size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        require_finite(detail::numbered("times", index), times[i]);
        require_finite(detail::numbered("values", index), values[i]);
        if (i > 0) detail::require_sorted("times", index, times[i - 1], times[i]);
    }
}

/// Returns where the straight line between two samples crosses the threshold, from 0 to 1.
double crossing(double before, double after, double threshold) {
    return (threshold - before) / (after - before);
}

/// Returns the curve at a time on the straight line that ends at sample i.
double line_at(Curve times, Curve values, Index i, double time) {
    if (time <= times[i - 1]) return values[i - 1];
    const double passed = (time - times[i - 1]) / (times[i] - times[i - 1]);
    return values[i - 1] + passed * (values[i] - values[i - 1]);
}

/// Returns the fraction of the straight line between two samples that lies above the threshold.
double fraction_above(double before, double after, double threshold) {
    if (before > threshold && after > threshold) return 1.0;
    if (before <= threshold && after <= threshold) return 0.0;
    const double at = crossing(before, after, threshold);
    return before > threshold ? at : 1.0 - at;
}

}  // namespace

Extremum peak(Curve times, Curve values) {
    check(times, values);
    Index at = 0;
    const double value = values.maxCoeff(&at);
    return {value, times[at]};
}

Extremum trough(Curve times, Curve values) {
    check(times, values);
    Index at = 0;
    const double value = values.minCoeff(&at);
    return {value, times[at]};
}

double area(Curve times, Curve values) {
    check(times, values);
    double sum = 0.0;
    for (Index i = 1; i < times.size(); ++i)
        sum += 0.5 * (values[i - 1] + values[i]) * (times[i] - times[i - 1]);
    return sum;
}

double mean(Curve times, Curve values) {
    const double total = area(times, values);
    const double span = times[times.size() - 1] - times[0];
    return span > 0.0 ? total / span : values.mean();
}

double time_above(Curve times, Curve values, double threshold) {
    check(times, values);
    require_finite("threshold", threshold);
    double sum = 0.0;
    for (Index i = 1; i < times.size(); ++i)
        sum += (times[i] - times[i - 1]) * fraction_above(values[i - 1], values[i], threshold);
    return sum;
}

std::optional<double> time_to_fall_below(Curve times, Curve values, double threshold,
                                         double after) {
    check(times, values);
    require_finite("threshold", threshold);
    require_finite("after", after);
    for (Index i = 0; i < times.size(); ++i) {
        if (times[i] < after) continue;
        // The straight line up to this sample counts from `begin` on.
        double begin = times[i], value = values[i];
        if (i > 0) {
            begin = std::max(times[i - 1], after);
            value = line_at(times, values, i, begin);
        }
        if (value <= threshold) return begin;
        if (values[i] <= threshold)
            return begin + crossing(value, values[i], threshold) * (times[i] - begin);
    }
    return std::nullopt;
}

Eigen::VectorXd time_since(Curve times, std::span<const double> events) {
    check(times, times);
    for (std::size_t k = 0; k < events.size(); ++k)
        require_finite("events[" + std::to_string(k) + "]", events[k]);
    if (!std::is_sorted(events.begin(), events.end()))
        throw InputError("events", std::to_string(events.size()) + " times", "must be ascending");
    Eigen::VectorXd since(times.size());
    for (Index i = 0; i < times.size(); ++i) {
        const auto next = std::upper_bound(events.begin(), events.end(), times[i]);
        since[i] = next == events.begin() ? std::numeric_limits<double>::infinity()
                                          : times[i] - *(next - 1);
    }
    return since;
}

}  // namespace opiodyn::metrics
