#pragma once
/// files_of() makes the sources that the library gets from its shapes.

#include <map>
#include <string>
#include <vector>

#include "trace/shapes.hpp"

namespace opiodyn::detail::trace {

/// Returns the text of each file by its name. Throws what a shape's model or regimen throws.
std::map<std::string, std::string> files_of(const std::vector<Shape>& shapes);

}  // namespace opiodyn::detail::trace
