#pragma once
/// Tests of schedules read this off them: their jumps, their only event, what they bring.

#include <catch2/catch_test_macros.hpp>
#include <variant>
#include <vector>

#include "support/regimens/entries.hpp"
#include "support/regimens/segments.hpp"

namespace support {

/// Returns the only event of a segment, which must be of this kind.
template <class Action>
const Action& only(const opiodyn::Segment& segment) {
    REQUIRE(segment.events.size() == 1);
    REQUIRE(std::holds_alternative<Action>(segment.events[0].action));
    return std::get<Action>(segment.events[0].action);
}

/// Requires that each segment begins where the one before ends, and that the last goes on for ever without an
/// input.
inline void is_gapless(const opiodyn::Schedule& schedule) {
    REQUIRE(gapless(schedule));
    REQUIRE(ends_without_input(schedule));
}

/// Requires that no segment is empty, none leaves a gap, and nothing is taken out of the body.
inline void is_sound(const std::vector<opiodyn::Segment>& segments) {
    REQUIRE(gapless(segments));
    REQUIRE(brings_only(segments));
}

/// Returns a dose whose record begins a steady state of one dose every ii hours.
inline opiodyn::Dose steady(opiodyn::Dose d, double ii) {
    d.ii = opiodyn::Time{ii};
    d.ss = opiodyn::SteadyStateDose::reset;
    return d;
}

}  // namespace support
