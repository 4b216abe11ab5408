#include "opiodyn/concentration_unit.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/throws.hpp"

namespace od = opiodyn;
using Unit = od::ConcentrationUnit;

TEST_CASE("units of concentration are read in their usual spellings") {
    for (const auto& [text, unit] : std::vector<std::pair<const char*, Unit>>{
             {"nM", Unit::nanomolar},
             {"nmol/L", Unit::nanomolar},
             {"nmol/l", Unit::nanomolar},
             {"pM", Unit::picomolar},
             {"pmol/L", Unit::picomolar},
             {"uM", Unit::micromolar},
             {"\xC2\xB5M", Unit::micromolar},
             {"\xCE\xBCmol/L", Unit::micromolar},
             {"ng/mL", Unit::nanograms_per_millilitre},
             {"ng/ml", Unit::nanograms_per_millilitre},
             {"ug/L", Unit::nanograms_per_millilitre},
             {"mcg/L", Unit::nanograms_per_millilitre},
             {"\xC2\xB5g/L", Unit::nanograms_per_millilitre},
             {"pg/mL", Unit::picograms_per_millilitre},
             {"ng/L", Unit::picograms_per_millilitre},
             {"mg/L", Unit::micrograms_per_millilitre},
             {"mcg/mL", Unit::micrograms_per_millilitre},
         }) {
        CAPTURE(text);
        CHECK(od::parse_concentration_unit(text) == unit);
    }
}

TEST_CASE("1 nM of 250 g/mol is 250 ng/L, by definition of the units") {
    const std::vector<std::pair<const char*, double>> values{
        {"nM", 1.0},     {"pM", 1000.0}, {"uM", 0.001},     {"ng/L", 250.0},   {"pg/mL", 250.0},
        {"ng/mL", 0.25}, {"ug/L", 0.25}, {"mg/L", 0.00025}, {"ug/mL", 0.00025}};
    for (const auto& [text, value] : values) {
        CAPTURE(text);
        const double found = od::per_nanomolar(od::parse_concentration_unit(text), 250.0);
        CHECK(std::abs(found / value - 1.0) < 1e-15);
    }
}

TEST_CASE("other units are refused with those that there are") {
    using support::thrown;
    for (const std::string unit : {"g/dL", "ng/dL", "mmol/L", "mg"})
        CHECK(
            thrown([&] { od::parse_concentration_unit(unit); }) ==
            "UnknownNameError: unit = '" + unit +
                "': unknown; known: nM, nmol/L, pM, pmol/L, uM, umol/L, ng/mL, ug/L, pg/mL, ng/L, "
                "ug/mL, mg/L");
    CHECK(thrown([] { od::parse_concentration_unit("nm"); }) ==
          "UnknownNameError: unit = 'nm': unknown; did you mean 'nM'?");
    CHECK(thrown([] { od::per_nanomolar(static_cast<Unit>(17), 1.0); }) ==
          "InputError: unit = 17: is no value of its kind, which are 0 to 5");
}
