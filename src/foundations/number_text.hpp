#pragma once
/// Text of a number without std::to_chars.

#include <string>

namespace opiodyn::detail {

/// Writes what std::to_chars writes: the shortest text that reads back as the same number. Some standard
/// libraries that we support lack to_chars for double; where it is there, it is 70 times as fast.
std::string shortest_text(double value);

}  // namespace opiodyn::detail
