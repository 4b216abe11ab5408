#pragma once
/// This header reads the options of a dose in a regimen's text.

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// Takes options until something else ends the clause, and settles when and how often the dose is given.
void read_options(Words& words, Clause& clause);

}  // namespace opiodyn::detail
