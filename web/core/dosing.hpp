#pragma once
/// This header shows regimens to scripts.

#include <emscripten/val.h>

#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"

namespace opiodyn::web {

/// An interval lasts from a dose to just before the next one [h].
struct Interval {
    double begin{}, end{};
};

/// Returns the last dosing interval of a drug in a run that ends at `end` [h]; the whole run if the drug is not given.
Interval last_interval(const Regimen& regimen, const std::string& drug, double end);

/// Returns a regimen with every dose of a drug replaced by this amount [mg].
Regimen with_dose(const Regimen& regimen, const std::string& drug, double amount);

/// Returns {text, drugs, count, end, doses: [{drug, route, amount, time}], more}. At most 2,000 single doses are
/// listed, the first ones of each record, and `more` tells whether there are others.
emscripten::val described(const Regimen& regimen);

}  // namespace opiodyn::web
