#pragma once
/// What may be asked of a batch.

#include <cstddef>

#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// Throws InvalidInput for what cannot be asked of so many subjects.
void check(const BatchRequest& request, std::size_t subjects);

/// Counts the numbers of the result.
double number_of_values(const BatchRequest& request, std::size_t subjects);

}  // namespace opiodyn::detail
