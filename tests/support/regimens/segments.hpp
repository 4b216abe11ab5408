#pragma once
/// This header reads off segments what they bring and tells whether they are in order.

#include <cmath>
#include <limits>
#include <variant>
#include <vector>

#include "opiodyn/schedule.hpp"

namespace support {

inline std::vector<opiodyn::Jump> jumps(const opiodyn::Segment& segment) {
    std::vector<opiodyn::Jump> list;
    for (const auto& event : segment.events)
        if (const auto* jump = std::get_if<opiodyn::Jump>(&event.action)) list.push_back(*jump);
    return list;
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

/// Tells whether no segment is empty and each begins where the one before ends.
inline bool gapless(const std::vector<opiodyn::Segment>& segments) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!(segments[i].begin < segments[i].end)) return false;
        if (i > 0 && segments[i - 1].end != segments[i].begin) return false;
    }
    return true;
}

/// Tells whether the last segment goes on for ever without an input.
inline bool ends_without_input(const opiodyn::Schedule& schedule) {
    return schedule.back().end == std::numeric_limits<double>::infinity() &&
           schedule.back().inputs.empty();
}

/// Tells whether what segments bring is finite, and nothing is taken out of the body.
inline bool brings_only(const std::vector<opiodyn::Segment>& segments) {
    for (const auto& segment : segments) {
        for (const auto& input : segment.inputs)
            if (!(std::isfinite(input.rate) && input.rate >= 0.0)) return false;
        for (const auto& jump : jumps(segment))
            if (!(std::isfinite(jump.amount) && jump.amount >= 0.0)) return false;
    }
    return true;
}

}  // namespace support
