#pragma once
/// Days of the week in a regimen's text.

#include <vector>

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// "mon,wed,fri".
std::vector<int> take_weekdays(Words& words);
/// The clause on its days of the week.
Course on_weekdays(const Clause& clause, double begin);

}  // namespace opiodyn::detail
