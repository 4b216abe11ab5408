#pragma once
/// This header checks numbers that stand in a sequence.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace opiodyn::detail {

/// Returns a name with an index, e.g. "times[2]".
std::string numbered(std::string_view name, std::size_t index);

/// Returns an index as a place in a sequence. Throws InputError, which names `field`, for one out of range.
std::size_t require_index(std::string_view field, std::int64_t index, std::int64_t count);

/// Throws InputError if the time at an index is before the time at the previous index.
void require_sorted(std::string_view name, std::size_t index, double previous, double time);

}  // namespace opiodyn::detail
