#pragma once
/// The options of a dose in a regimen's text.

#include <cstdint>

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// Takes options until something else ends the clause.
void read_options(Words& words, Clause& clause);

/// "q24h" and "x28".
double read_interval(const Words& words, const Word& word);
std::int64_t read_count(const Words& words, const Word& word);

}  // namespace opiodyn::detail
