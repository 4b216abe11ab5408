#pragma once
/// Tests of schedules read this off them: their jumps, their only event, what they bring.

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <variant>
#include <vector>

#include "opiodyn/schedule.hpp"

namespace support {

/// Lets oral doses enter state 0 and all others state 1. One mg is ten nmol.
inline std::vector<opiodyn::Entry> simple(const opiodyn::Dose& dose, std::size_t) {
    return {{dose.route == opiodyn::Route::oral ? 0 : 1, 10.0}};
}

inline std::vector<opiodyn::Jump> jumps(const opiodyn::Segment& segment) {
    std::vector<opiodyn::Jump> list;
    for (const auto& event : segment.events)
        if (const auto* jump = std::get_if<opiodyn::Jump>(&event.action)) list.push_back(*jump);
    return list;
}

/// Returns the only event of a segment, which must be of this kind.
template <class Action>
const Action& only(const opiodyn::Segment& segment) {
    REQUIRE(segment.events.size() == 1);
    REQUIRE(std::holds_alternative<Action>(segment.events[0].action));
    return std::get<Action>(segment.events[0].action);
}

/// Returns the amount that segments bring into the body.
inline double total(const std::vector<opiodyn::Segment>& segments) {
    double sum = 0.0;
    for (const auto& segment : segments) {
        for (const auto& jump : jumps(segment)) sum += jump.amount;
        for (const auto& input : segment.inputs) sum += input.rate * (segment.end - segment.begin);
    }
    return sum;
}

/// Requires that each segment begins where the one before ends, and that the last goes on for ever without an
/// input.
inline void is_gapless(const opiodyn::Schedule& schedule) {
    for (std::size_t i = 1; i < schedule.size(); ++i) {
        REQUIRE(schedule[i].begin == schedule[i - 1].end);
        REQUIRE(schedule[i].begin > schedule[i - 1].begin);
    }
    REQUIRE(schedule.back().end == std::numeric_limits<double>::infinity());
    REQUIRE(schedule.back().inputs.empty());
}

/// Requires that no segment is empty, none leaves a gap, and nothing is taken out of the body.
inline void is_sound(const std::vector<opiodyn::Segment>& segments) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& segment = segments[i];
        bool sound = segment.begin < segment.end;
        if (i > 0) sound = sound && segments[i - 1].end == segment.begin;
        for (const auto& input : segment.inputs) sound = sound && input.rate >= 0.0;
        for (const auto& jump : jumps(segment)) sound = sound && jump.amount >= 0.0;
        REQUIRE(sound);
    }
}

/// Returns the ways of a dose into the body, of different lag and length: four in all. One mg is ten nmol.
inline std::vector<opiodyn::Entry> four_entries(const opiodyn::Dose& dose, std::size_t) {
    if (dose.route == opiodyn::Route::intravenous) return {{2, 10.0}};
    return {{0, 4.0, 0.5, 0.0}, {1, 5.0, 1.5, 2.0}, {2, 1.0, 0.0, 3.3}};
}

/// Returns a dose whose record begins a steady state of one dose every ii hours.
inline opiodyn::Dose steady(opiodyn::Dose d, double ii) {
    d.ii = opiodyn::Time{ii};
    d.ss = opiodyn::SteadyStateDose::reset;
    return d;
}

}  // namespace support
