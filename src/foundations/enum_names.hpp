#pragma once
/// Names of enumerators are a table in the order of the enumeration.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/error.hpp"

namespace opiodyn::detail {

/// Names are constant, so that a Model may be made before main() begins.
template <std::size_t n>
using Names = std::array<std::string_view, n>;

/// Throws InputError for a number that was made into an enumerator and is none.
template <class Enum>
void require_known(const std::string& field, Enum value, Enum last) {
    const auto number = static_cast<std::int64_t>(value);
    const auto most = static_cast<std::int64_t>(last);
    if (number < 0 || number > most)
        throw InputError(field, std::to_string(number),
                         "is no value of its kind, which are 0 to " + std::to_string(most));
}

/// Returns the name of an enumerator from a table at namespace scope. The text lives as long as the program.
/// Throws InputError, which names `field`, for a number that is no enumerator.
template <const auto& names, class Enum>
const std::string& name_of(const char* field, Enum value) {
    static const std::vector<std::string> texts(names.begin(), names.end());
    require_known(field, value, static_cast<Enum>(texts.size() - 1));
    return texts[static_cast<std::size_t>(value)];
}

/// Returns the enumerator of a name. Throws UnknownNameError, which names `field`.
template <class Enum, std::size_t n>
Enum parse_name(const char* field, const Names<n>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        const std::vector<std::string> known(names.begin(), names.end());
        throw UnknownNameError(field, std::string(name), known);
    }
    return static_cast<Enum>(found - names.begin());
}

}  // namespace opiodyn::detail
