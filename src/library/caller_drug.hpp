#pragma once
/// A caller's Drug and Binding in the common form.

#include <vector>

#include "opiodyn/drug.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Checks the drug's fields; throws InvalidInput.
Substance from_caller(const Drug& drug);
/// K, koff and tau of a caller's Binding.
std::vector<Parameter> parameters_of(const Binding& binding);
/// Checks a substance that the caller made, or read from a file: names and domains.
void check(const Substance& substance);

}  // namespace opiodyn::detail
