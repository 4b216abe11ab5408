#pragma once
/// Names of enumerators, as a table in the order of the enumeration.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "opiodyn/error.hpp"

namespace opiodyn::detail {

template <std::size_t n>
using Names = std::array<std::string, n>;

template <class Enum, std::size_t n>
const std::string& name_of(const Names<n>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

/// Throws UnknownName, naming `field`.
template <class Enum, std::size_t n>
Enum parse_name(const char* field, const Names<n>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw UnknownName(field, std::string(name), names);
    return static_cast<Enum>(found - names.begin());
}

}  // namespace opiodyn::detail
