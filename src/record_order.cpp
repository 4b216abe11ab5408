#include "detail/record_order.hpp"

#include <algorithm>

namespace opiodyn::detail {
namespace {

bool is_reset(const Record& record) {
    const auto* dose = std::get_if<Dose>(&record);
    return std::holds_alternative<Reset>(record) ||
           (dose != nullptr && dose->steady_state == SteadyState::reset);
}

}  // namespace

bool Place::is_cancelled(double time) const {
    if (same_instant(time, reset_time)) return record > reset_record;
    return time > reset_time;
}

std::vector<Place> ordered(const std::vector<Record>& records) {
    std::vector<Place> places(records.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i].record = i;
    const auto time = [&](const Place& place) { return time_of(records[place.record]); };
    std::stable_sort(places.begin(), places.end(),
                     [&](const Place& a, const Place& b) { return time(a) < time(b); });
    for (auto first = places.begin(); first != places.end();) {
        const auto last = std::find_if_not(first, places.end(), [&](const Place& place) {
            return same_instant(time(place), time(*first));
        });
        std::sort(first, last, [](const Place& a, const Place& b) { return a.record < b.record; });
        first = last;
    }
    Place next;  // the next reset, from the end
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        place->reset_time = next.reset_time;
        place->reset_record = next.reset_record;
        if (!is_reset(records[place->record])) continue;
        next.reset_time = time(*place);
        next.reset_record = place->record;
    }
    return places;
}

std::int64_t last_given(const Dose& dose, const Place& place) {
    std::int64_t given = -1, cancelled = dose.additional + 1;  // cancellation is monotone in time
    while (cancelled - given > 1) {
        const std::int64_t middle = given + (cancelled - given) / 2;
        (place.is_cancelled(dose.time_of(middle)) ? cancelled : given) = middle;
    }
    return given;
}

}  // namespace opiodyn::detail
