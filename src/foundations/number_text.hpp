#pragma once
/// This header writes and reads numbers without std::to_chars and std::from_chars, which some standard libraries lack
/// for double. The locale of the process has no say.

#include <optional>
#include <string>

namespace opiodyn::detail {

/// Writes what std::to_chars writes: the shortest text that reads back as the same number. It is for
/// standard libraries that lack to_chars for double, because it tries many texts and is far slower.
std::string shortest_text(double value);

/// Reads a text that is a number as a whole. Returns nothing for any other text, and for a number that no double holds
/// because it is too large, or so small that it would be 0.
std::optional<double> number_of(const std::string& text);

}  // namespace opiodyn::detail
