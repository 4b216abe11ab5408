#pragma once
/// This header knows names that are no slips of the library's drugs, because they mean something else.

#include <string>
#include <vector>

namespace opiodyn::detail {

/// Returns the brands, and drugs that the library does not have.
const std::vector<std::string>& other_names();

/// Throws InputError if a caller's drug has a name that means a drug of the library where it is written: a
/// brand, or the library's name in another case.
void check_own_name(const std::string& field, const std::string& name);

}  // namespace opiodyn::detail
