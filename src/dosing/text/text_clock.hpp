#pragma once
/// This header reads when something begins: a time from the start ("at 22h"), or a time of day ("at 22:00").

#include <optional>

#include "dosing/text/text_words.hpp"

namespace opiodyn::detail {

constexpr double day = 24.0, week = 168.0;  ///< [h]
constexpr double bedtime = 22.0;  ///< hour of the day [h] that "qhs" and "at bedtime" mean

/// A Start is a time [h] from the beginning, or an hour of the day.
struct Start {
    double hours{};
    bool of_day{false};
};

/// Takes what follows "at": a time such as 22h, or a time of day such as 22:00 or bedtime.
Start take_start(Words& words);

/// Returns the first time at or after `begin` that is this hour of each period, day or week [h].
double first_at_or_after(double begin, double hour, double period);

}  // namespace opiodyn::detail
