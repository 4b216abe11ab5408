#pragma once
/// The last word of a parameter's name tells its kind: the unit and the possible values. The table of
/// kinds is bindings/python/opiodyn/_library/schema.py, from which the build writes the rows.

#include <string>
#include <string_view>

namespace opiodyn::detail {

/// Returns the unit: "L/h" for "naltrexone.CL". Throws InputError for a word that the library does not
/// know.
std::string unit_of(std::string_view name);

/// Throws InputError if the value is impossible for a parameter of that name (a negative volume, a
/// fraction above one).
void check_domain(std::string_view name, double value);

/// Tells whether check_domain() accepts the value.
bool is_possible(std::string_view name, double value);

/// Tells whether the parameter lies between 0 and 1.
bool is_fraction(std::string_view name);

/// Throws InputError unless the name is one word without '.' and '+'.
void check_name(const std::string& field, const std::string& name);

}  // namespace opiodyn::detail
