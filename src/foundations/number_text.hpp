#pragma once
/// shortest_text() makes the text of a number without std::to_chars.

#include <string>

namespace opiodyn::detail {

/// Writes what std::to_chars writes: the shortest text that reads back as the same number. It is for
/// standard libraries that lack to_chars for double, because it tries many texts and is far slower.
std::string shortest_text(double value);

}  // namespace opiodyn::detail
