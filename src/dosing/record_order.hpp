#pragma once
/// This header knows the order in which the records of a regimen act, and what cancels them.

#include <cstddef>
#include <limits>
#include <vector>

#include "opiodyn/dosing.hpp"

namespace opiodyn::detail {

/// Returns what messages call a record: dose, reset, change, stimulus or concentration.
const char* kind_of(const Record& record);

/// A Place is a record's place among the others, with the resets on both sides of it.
struct Place {
    std::size_t record{};
    double reset_time{
        std::numeric_limits<double>::infinity()};  ///< The next reset is at this time.
    std::size_t reset_record{};
    double last_reset_time{-std::numeric_limits<double>::infinity()};
    std::size_t last_reset_record{};  ///< A record that is a reset is its own last one.

    /// Tells whether a reset comes before what this record asks for at `time`. At the instant of the reset itself,
    /// what earlier records of the list bring is there before it.
    bool is_cancelled(double time) const;

    /// Tells whether `time` lies between the same two resets as this record.
    bool reaches(double time) const;
};

/// Returns the records by time, and those of one instant as they stand in the list.
std::vector<Place> ordered(const std::vector<Record>& records);

/// Returns the last repetition of a dose or stimulus that happens, counted from 0, or -1 if none does.
template <class Repeated>
std::int64_t last_given(const Repeated& record, const Place& place) {
    std::int64_t given = -1, cancelled = record.addl + 1;  // What is cancelled stays so.
    while (cancelled - given > 1) {
        const std::int64_t middle = given + (cancelled - given) / 2;
        (place.is_cancelled(record.time_of(middle)) ? cancelled : given) = middle;
    }
    return given;
}

}  // namespace opiodyn::detail
