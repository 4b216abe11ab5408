#include "opiodyn/concentration_unit.hpp"

#include <string>
#include <vector>

#include "foundations/enum_names.hpp"
#include "foundations/words.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn {
namespace {

using Unit = ConcentrationUnit;

constexpr detail::Names<6> own_names{"nM", "pM", "uM", "ng/mL", "pg/mL", "ug/mL"};

/// Each unit has its names.
const std::vector<std::pair<std::string, Unit>>& names() {
    static const std::vector<std::pair<std::string, Unit>> table{
        {"nM", Unit::nanomolar},
        {"nmol/L", Unit::nanomolar},
        {"pM", Unit::picomolar},
        {"pmol/L", Unit::picomolar},
        {"uM", Unit::micromolar},
        {"umol/L", Unit::micromolar},
        {"ng/mL", Unit::nanograms_per_millilitre},
        {"ug/L", Unit::nanograms_per_millilitre},
        {"pg/mL", Unit::picograms_per_millilitre},
        {"ng/L", Unit::picograms_per_millilitre},
        {"ug/mL", Unit::micrograms_per_millilitre},
        {"mg/L", Unit::micrograms_per_millilitre},
    };
    return table;
}

/// Returns a unit as the table writes it but for its case: u for micro, and lower case where a slash is.
std::string plain(std::string_view text) {
    std::string unit = detail::with_plain_micro(text);
    if (unit.find('/') != std::string::npos) unit = detail::lower(unit);
    if (unit.starts_with("mcg")) unit.replace(0, 2, "u");
    return unit;
}

}  // namespace

const std::string& to_string(ConcentrationUnit unit) {
    return detail::name_of<own_names>("unit", unit);
}

ConcentrationUnit parse_concentration_unit(std::string_view text) {
    const std::string unit = plain(text);
    std::vector<std::string> known;
    for (const auto& [name, value] : names()) {
        if (unit == plain(name)) return value;
        known.push_back(name);
    }
    const std::vector<std::string> itself{std::string(text)};  // A letter of a unit is no slip.
    throw UnknownNameError("unit", itself.front(), known, "", itself);
}

double per_nanomolar(ConcentrationUnit unit, double molar_mass) {
    detail::require_known("unit", unit, Unit::micrograms_per_millilitre);
    if (unit == Unit::nanomolar) return 1.0;
    if (unit == Unit::picomolar) return 1e3;
    if (unit == Unit::micromolar) return 1e-3;
    require_positive("molar_mass", molar_mass);
    const double nanograms = nanograms_per_millilitre_per_nanomolar(molar_mass);
    if (unit == Unit::nanograms_per_millilitre) return nanograms;
    return unit == Unit::picograms_per_millilitre ? nanograms * 1e3 : nanograms / 1e3;
}

}  // namespace opiodyn
