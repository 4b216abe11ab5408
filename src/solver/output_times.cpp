#include "opiodyn/output_times.hpp"

#include <algorithm>
#include <cmath>

#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

constexpr double minute = 1.0 / 60.0, second = minute / 60.0;

/// Returns the round step that gives a run of this length from 90 to 3000 steps, as far as there is one.
double round_step(double length) {
    constexpr double fewest = 90.0, most = 3000.0, quarter = 0.25;
    if (length < fewest * quarter) {
        for (const double step : {5.0 * minute, minute, 15.0 * second, 5.0 * second})
            if (length >= fewest * step) return step;
        return second;
    }
    for (const double step : {quarter, 0.5, 1.0, 2.0, 4.0, 6.0, 12.0})
        if (length <= most * step) return step;
    return 24.0;
}

/// Returns how long after an event the first output comes [h], as suits events that are so close.
double first_offset(const std::vector<double>& events) {
    constexpr double share_of_gap = 1.0 / 16.0;
    double gap = minute / share_of_gap;
    for (std::size_t k = 1; k < events.size(); ++k) gap = std::min(gap, events[k] - events[k - 1]);
    return std::clamp(share_of_gap * gap, second, minute);
}

/// Appends the times after an event, up to the next one.
void follow(double event, double next, double first, double step, std::vector<double>& times) {
    constexpr double growth = 0.15;  // A peak between two such times is at most 1 % above both.
    for (double offset = first; growth * offset < step; offset *= 1.0 + growth) {
        if (!(event + offset < next)) return;
        times.push_back(event + offset);
    }
}

void require_affordable(double count) {
    if (count > static_cast<double>(limits::output_times))
        throw InputError("grid", to_text(count) + " times",
                         "must be at most " + std::to_string(limits::output_times));
}

}  // namespace

std::vector<double> grid(Time begin, Time end, Time delta) {
    require_finite("begin", begin.value);
    require_finite("end", end.value);
    require_positive("delta", delta.value);
    if (end < begin)
        throw InputError("end", to_text(end.value),
                         "must not be before begin = " + to_text(begin.value));
    double count = std::floor((end - begin) / delta) + 1.0;
    // The last point may miss `end` by rounding.
    if (same_instant(begin.value + count * delta.value, end.value)) count += 1.0;
    require_affordable(count);
    std::vector<double> times(static_cast<std::size_t>(count));
    for (std::size_t k = 0; k < times.size(); ++k)
        times[k] = begin.value + static_cast<double>(k) * delta.value;
    return times;
}

std::vector<double> output_times(const Regimen& regimen, Time end) {
    constexpr std::size_t most_followed = 2000, most_kept = 50'000;
    require_non_negative("end", end.value);
    const double step = round_step(end.value);
    std::vector<double> times = grid(Time{0.0}, end, Time{step});
    std::vector<double> events = regimen.events();
    std::erase_if(events, [&](double time) { return time > end.value; });
    if (events.size() <= most_kept) times.insert(times.end(), events.begin(), events.end());
    times.push_back(end.value);
    if (events.size() <= most_followed) {
        const double first = first_offset(events);
        for (std::size_t k = 0; k < events.size(); ++k)
            follow(events[k], k + 1 < events.size() ? events[k + 1] : end.value, first, step,
                   times);
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end(), same_instant), times.end());
    times.back() = end.value;  // not what rounding made of it
    require_affordable(static_cast<double>(times.size()));
    return times;
}

}  // namespace opiodyn
