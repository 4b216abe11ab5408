#pragma once
/// This header has the one rule for the names and numbers of compartments. A drug alone decides them, so that they
/// mean the same whatever routes a model has.
///
/// Example: naltrexone has one depot by mouth (depot), one of extended release (depot2), three in the muscle (depot3 to
/// depot5) and one of Depotrex (depot6). Numbers count as in NONMEM's ADVAN4: 1 depot, 2 central, 3 peripheral. depot2
/// has none.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// The compartments of the body have these names, in the order of V1, V2 and V3.
inline constexpr std::array<const char*, 3> body_compartments{"central", "peripheral",
                                                              "peripheral2"};

/// A Depot belongs to an absorption input that has one. It points into its substance.
struct Depot {
    std::string name;
    const RouteInfo* route;
    const AbsorptionInput* input;
};

/// A Numbering is the start of a drug's numbers: those of NONMEM's ADVAN2, 4 and 12 with a depot, and of ADVAN1, 3 and
/// 11 without one.
struct Numbering {
    std::string depot{};  ///< The name of the depot with number 1; empty: no depot has a number.
    int central{0};       ///< The number of the central compartment; 0: nothing has a number.
};

/// Returns the depots of a drug, in the order of its routes and their inputs.
std::vector<Depot> depots_of(const Substance& s);
Numbering numbering_of(const Substance& s);

/// Tells whether a text names this compartment or gives its number.
bool is_meant(std::string_view text, const Compartment& compartment);
/// Returns the rule for a number that no compartment of the drug has.
std::string rule_of_numbers(const std::string& drug, const std::vector<Compartment>& compartments,
                            const std::vector<Route>& routes);

}  // namespace opiodyn::detail
