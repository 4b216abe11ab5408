#pragma once
/// This header holds the units in which a concentration may be asked for.

#include <string>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// ConcentrationUnit chooses the unit of a plasma concentration.
enum class ConcentrationUnit {
    nanomolar,                  ///< The unit is nM, or nmol/L.
    picomolar,                  ///< The unit is pM, or pmol/L.
    micromolar,                 ///< The unit is uM, or umol/L.
    nanograms_per_millilitre,   ///< The unit is ng/mL, or ug/L.
    picograms_per_millilitre,   ///< The unit is pg/mL, or ng/L.
    micrograms_per_millilitre,  ///< The unit is ug/mL, or mg/L.
};

/// Returns the name of a unit: "nM", "pM", "uM", "ng/mL", "pg/mL" or "ug/mL".
const std::string& to_string(ConcentrationUnit unit);
/// Reads a unit of concentration from one of its names, such as "nM", "nmol/L", "ng/mL", "ug/L" or "mg/L".
/// Micro may be u, the mc of mcg, or the Greek letter. The case matters in nM, pM and uM alone. Throws
/// UnknownNameError.
ConcentrationUnit parse_concentration_unit(std::string_view text);

/// Returns what 1 nM of a substance of this molar mass [g/mol] is in a unit. Throws InputError for a number
/// that is no unit, and for a molar mass that is not above 0 where the unit is one of mass.
double per_nanomolar(ConcentrationUnit unit, double molar_mass);

}  // namespace opiodyn
