#pragma once
/// The order in which the records of a regimen act, and what cancels them.

#include <cstddef>
#include <limits>
#include <vector>

#include "opiodyn/dosing.hpp"

namespace opiodyn::detail {

/// What a record is called in messages: dose, reset, change, stimulus.
const char* kind_of(const Record& record);

/// A record's place among the others, and the next reset after it.
struct Place {
    std::size_t record{};
    double reset_time{std::numeric_limits<double>::infinity()};
    std::size_t reset_record{};

    /// True if a reset comes before what this record asks for at `time`. At the instant of the reset
    /// itself, what earlier records of the list bring is there before it.
    bool is_cancelled(double time) const;
};

/// By time; at one instant as they stand in the list.
std::vector<Place> ordered(const std::vector<Record>& records);

/// The last of the repetitions of a dose or stimulus that happens, counted from 0; -1 if none does.
template <class Repeated>
std::int64_t last_given(const Repeated& record, const Place& place) {
    std::int64_t given = -1, cancelled = record.additional + 1;  // cancellation is monotone in time
    while (cancelled - given > 1) {
        const std::int64_t middle = given + (cancelled - given) / 2;
        (place.is_cancelled(record.time_of(middle)) ? cancelled : given) = middle;
    }
    return given;
}

}  // namespace opiodyn::detail
