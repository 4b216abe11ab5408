#include "solver/outputs.hpp"

#include <algorithm>

#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {

void check(const std::vector<Output>& outputs, const std::string& name) {
    if (outputs.empty()) throw InputError(name, "none", "needs at least one output time");
    if (static_cast<double>(outputs.size()) > static_cast<double>(limits::output_times))
        throw InputError(name, std::to_string(outputs.size()) + " times",
                         "must be at most " + std::to_string(limits::output_times));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto [time, seen] = outputs[i];
        require_non_negative(numbered(name, i), time);
        if (i == 0) continue;
        const auto& last = outputs[i - 1];
        require_sorted(name, i, last.time, time);
        if (seen < last.seen && same_instant(time, last.time))
            throw InputError(
                numbered(name, i) + ".seen", std::to_string(seen),
                "must not be below that of " + numbered(name, i - 1) + ", at the same time");
    }
}

std::span<const Output> OutputQueue::pending(double t, double end, std::size_t most) const {
    const auto rest = outputs_.subspan(served_);
    std::size_t count = 0;
    while (count < std::min(most, rest.size()) && rest[count].time <= t &&
           is_before(rest[count].time, end))
        ++count;
    return rest.first(count);
}

bool OutputQueue::none_after(double time) const {
    return done() || !is_before(time, outputs_.back().time);
}

bool OutputQueue::pending_before(double time) const {
    return !done() && is_before(next_time(), time);
}

bool OutputQueue::pending_at(double time, std::size_t seen) const {
    return !done() && same_instant(next_time(), time) && outputs_[served_].seen <= seen;
}

}  // namespace opiodyn::detail
