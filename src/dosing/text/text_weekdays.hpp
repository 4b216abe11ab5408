#pragma once
/// This header reads days of the week in a regimen's text.

#include <vector>

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// Takes days such as "mon,wed,fri"; 0 is Monday.
std::vector<int> take_weekdays(Words& words);
/// Returns how many doses follow the first if they are given for a time, which must be whole weeks. Fails if
/// a count is given too. The time counts as a count from here on.
std::int64_t additional_on(const Words& words, Clause& clause);
/// Returns the doses of a clause on its days of the week.
Course on_weekdays(const Clause& clause, double begin);

}  // namespace opiodyn::detail
