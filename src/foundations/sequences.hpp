#pragma once
/// This header checks numbers that stand in a sequence, and compares times.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "opiodyn/units.hpp"

namespace opiodyn::detail {

/// Tells whether a time comes before another, and is not the same instant.
inline bool is_before(double a, double b) { return a < b && !same_instant(a, b); }

/// Returns a name with an index, e.g. "times[2]".
std::string numbered(std::string_view name, std::size_t index);

/// Returns an index as a place in a sequence. Throws InputError, which names `field`, for one out of range.
std::size_t require_index(std::string_view field, std::int64_t index, std::int64_t count);

/// Throws InputError if the time at an index is before the time at the previous index.
void require_sorted(std::string_view name, std::size_t index, double previous, double time);

}  // namespace opiodyn::detail
