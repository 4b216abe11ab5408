#include "dosing/record_order.hpp"

#include <algorithm>

namespace opiodyn::detail {
namespace {

bool is_reset(const Record& record) {
    const auto* dose = std::get_if<Dose>(&record);
    return std::holds_alternative<Reset>(record) ||
           (dose != nullptr && dose->ss == SteadyStateDose::reset);
}

/// Tells whether a reset acts before what a record asks for at `time`. At one instant the list decides, and a reset acts
/// before the repetitions of its own record.
bool acts_before(double reset_time, std::size_t reset_record, double time, std::size_t record) {
    return same_instant(time, reset_time) ? record >= reset_record : time > reset_time;
}

}  // namespace

const char* kind_of(const Record& record) {
    constexpr const char* kinds[] = {"dose", "reset", "change", "stimulus",
                                     "concentration"};  // They stand in Record's order.
    return kinds[record.index()];
}

bool Place::is_cancelled(double time) const {
    return acts_before(reset_time, reset_record, time, record);
}

bool Place::reaches(double time) const {
    return acts_before(last_reset_time, last_reset_record, time, record) && !is_cancelled(time);
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
    Place last;
    for (auto& place : places) {
        if (is_reset(records[place.record])) {
            last.last_reset_time = time(place);
            last.last_reset_record = place.record;
        }
        place.last_reset_time = last.last_reset_time;
        place.last_reset_record = last.last_reset_record;
    }
    return places;
}

}  // namespace opiodyn::detail
