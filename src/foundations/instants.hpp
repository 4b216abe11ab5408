#pragma once
/// This header compares times, of which rounding may have made two of one.

#include "opiodyn/units.hpp"

namespace opiodyn::detail {

/// Tells whether a time comes before another, and is not the same instant.
inline bool is_before(double a, double b) { return a < b && !same_instant(a, b); }

}  // namespace opiodyn::detail
