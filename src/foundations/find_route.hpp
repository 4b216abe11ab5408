#pragma once
/// A route may be looked for without an error where a word may also be something else.

#include <optional>
#include <string_view>

#include "opiodyn/entry.hpp"

namespace opiodyn::detail {

/// Returns the route that a word names, in full or as an abbreviation, in any case of its letters; or nothing.
std::optional<Route> find_route(std::string_view word);

}  // namespace opiodyn::detail
