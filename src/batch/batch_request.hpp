#pragma once
/// check() decides what may be asked of a batch.

#include <cstddef>

#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// Throws InputError for a request that so many subjects cannot answer.
void check(const BatchRequest& request, std::size_t subjects);

/// Counts the numbers that the result will hold.
double number_of_values(const BatchRequest& request, std::size_t subjects);

}  // namespace opiodyn::detail
