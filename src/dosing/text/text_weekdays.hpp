#pragma once
/// This header reads days of the week in a regimen's text.

#include <vector>

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// Takes days such as "mon,wed,fri"; 0 is Monday.
std::vector<int> take_weekdays(Words& words);
/// Returns the doses of a clause on its days of the week.
Course on_weekdays(const Clause& clause, double begin);

}  // namespace opiodyn::detail
