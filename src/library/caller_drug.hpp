#pragma once
/// This header brings a caller's Drug and Binding into the common form.

#include <vector>

#include "opiodyn/drug.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Returns a caller's drug as a substance. Throws InputError for an impossible field.
Substance from_caller(const Drug& drug);
/// Returns K, koff and tau of a caller's Binding.
std::vector<Parameter> parameters_of(const Binding& binding);
/// Checks names and domains of a substance that the caller made, or read from a file.
void check(const Substance& substance);

}  // namespace opiodyn::detail
