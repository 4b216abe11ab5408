#include "dosing/record_order.hpp"

#include <algorithm>

namespace opiodyn::detail {
namespace {

bool is_reset(const Record& record) {
    const auto* dose = std::get_if<Dose>(&record);
    return std::holds_alternative<Reset>(record) ||
           (dose != nullptr && dose->ss == SteadyStateDose::reset);
}

}  // namespace

const char* kind_of(const Record& record) {
    constexpr const char* kinds[] = {"dose", "reset", "change", "stimulus",
                                     "concentration"};  // They stand in Record's order.
    return kinds[record.index()];
}

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
    Place next;  // It is the next reset, as the loop comes from the end.
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        place->reset_time = next.reset_time;
        place->reset_record = next.reset_record;
        if (!is_reset(records[place->record])) continue;
        next.reset_time = time(*place);
        next.reset_record = place->record;
    }
    return places;
}

}  // namespace opiodyn::detail
