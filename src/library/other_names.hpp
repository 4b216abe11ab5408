#pragma once
/// This header knows names beside those of drugs: words that are no slips of them, and literature sets.

#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn::detail {

/// Returns the brands, and drugs that the library does not have.
const std::vector<std::string>& other_names();

/// Tells whether a name is that of a literature set of a drug, such as nalmefene/laffont of nalmefene.
bool is_set_of(std::string_view drug, std::string_view name);

/// Returns the names of the literature sets of a drug that have this route.
std::vector<std::string> sets_with_route(std::string_view drug, Route route);

/// Throws InputError if a caller's drug has a name that means a drug of the library where it is written: a
/// brand, or the library's name in another case.
void check_own_name(const std::string& field, const std::string& name);

}  // namespace opiodyn::detail
