#pragma once
/// This header has ways of doses into a body that is no model.

#include <cstddef>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/entry.hpp"

namespace support {

/// Lets oral doses enter state 0 and all others state 1. One mg is ten nmol.
inline std::vector<opiodyn::Entry> simple(const opiodyn::Dose& dose, std::size_t) {
    return {{dose.route == opiodyn::Route::oral ? 0 : 1, 10.0}};
}

/// Returns the ways of a dose into the body, of different lag and length: four in all. One mg is ten nmol.
inline std::vector<opiodyn::Entry> four_entries(const opiodyn::Dose& dose, std::size_t) {
    if (dose.route == opiodyn::Route::intravenous) return {{2, 10.0}};
    return {{0, 4.0, 0.5, 0.0}, {1, 5.0, 1.5, 2.0}, {2, 1.0, 0.0, 3.3}};
}

}  // namespace support
