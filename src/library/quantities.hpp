#pragma once
/// What the last word of a parameter's name says: its unit and what it may be.

#include <string>
#include <string_view>

namespace opiodyn::detail {

/// "L/h" for "naltrexone.CL". Throws InvalidInput for a word that the library does not know.
std::string unit_of(std::string_view name);

/// Throws InvalidInput if the value is impossible for a parameter of that name (a negative volume, a
/// fraction above one).
void check_domain(std::string_view name, double value);

/// True where check_domain() does not throw.
bool is_possible(std::string_view name, double value);

/// True for a parameter that lies between 0 and 1.
bool is_fraction(std::string_view name);

/// The rule of names: one word without '.' and '+'. Throws InvalidInput.
void check_name(const std::string& field, const std::string& name);

}  // namespace opiodyn::detail
