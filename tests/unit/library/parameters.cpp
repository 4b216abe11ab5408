#include "opiodyn/parameters.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "support/throws.hpp"

namespace od = opiodyn;
namespace library = opiodyn::library;
using support::thrown;

TEST_CASE("every value of the library lies in its range and names its source") {
    std::set<std::string> keys;
    for (const auto& reference : library::references()) keys.insert(reference.key);
    const std::set<std::string> statuses{"read", "secondary", "derived", "memory", "assumed"};
    REQUIRE(library::parameters().all().size() > 50);
    for (const auto& p : library::parameters().all()) {
        CAPTURE(p.name);
        CHECK(std::isfinite(p.value));
        CHECK(p.low <= p.value);
        CHECK(p.value <= p.high);
        CHECK_FALSE(p.unit.empty());
        CHECK_FALSE(p.meaning.empty());
        CHECK(statuses.contains(p.status));
        CHECK(p.evidence != od::Evidence::caller);
        CHECK_FALSE(p.sources.empty());
        for (const auto& source : p.sources) CHECK(keys.contains(source));
        CHECK(p.unconfirmed() ==
              (p.status == "secondary" || p.status == "memory" || p.status == "assumed"));
    }
}

TEST_CASE("the library holds the pharmacokinetics of naltrexone") {
    const auto value = [](const char* name) { return library::parameters().value(name); };
    CHECK(value("naltrexone.oral.ka") == 1.40);
    CHECK(value("naltrexone.oral.F") == 0.088);
    CHECK(value("naltrexone.CL") == 150.0);
    CHECK(value("naltrexone.V1") == 171.0);
    CHECK(value("naltrexone.Q2") == 59.0);
    CHECK(value("naltrexone.V2") == 599.0);
    CHECK(value("naltrexone.fu") == 0.79);
    CHECK(value("naltrexone.molar_mass") == 341.41);
    CHECK(value("naltrexone.mu.K") == 0.56);
    CHECK(std::abs(value("naltrexone.kappa.K") - 3.2 * 0.56) < 1e-12);
    CHECK(std::abs(value("naltrexone.delta.K") - 79 * 0.56) < 1e-12);
    CHECK(value("6-beta-naltrexol.CL") == 65.1);
    CHECK(value("6-beta-naltrexol.V1") == 180.0);
    CHECK(value("6-beta-naltrexol.Q2") == 125.0);
    CHECK(value("6-beta-naltrexol.V2") == 682.0);
    CHECK(value("6-beta-naltrexol.molar_mass") == 343.42);
}

TEST_CASE("parameters are found by name, replaced on the caller's authority, never doubled") {
    od::ParameterTable table;
    od::Parameter p;
    p.name = "x.CL";
    p.value = 3.0;
    p.unit = "L/h";
    p.evidence = od::Evidence::human;
    p.status = "read";
    p.sources = {"somebody"};
    table.add(p);
    CHECK(table.value("x.CL") == 3.0);
    CHECK(table.contains("x.CL"));
    CHECK_FALSE(table.contains("x.V1"));
    CHECK(table.find("x.CL") == table.all().data());
    CHECK(table.find("x.V1") == nullptr);
    CHECK(thrown([&] { table.add(p); }) == "InputError: parameter = 'x.CL': is given twice");
    table.override_value("x.CL", 4.0);
    CHECK(table.at("x.CL").value == 4.0);
    CHECK(table.at("x.CL").evidence == od::Evidence::caller);
    CHECK(table.at("x.CL").status == "supplied");
    CHECK(table.at("x.CL").note == "replaces 3 L/h");
    CHECK(table.all().size() == 1);
    CHECK(thrown([&] { table.at("x.Cl"); }) ==
          "UnknownNameError: parameter = 'x.Cl': unknown; did you mean 'x.CL'?");
}

TEST_CASE("substances, presets and rows of one substance") {
    const auto drugs = library::drugs(), all = library::substances();
    CHECK(std::find(drugs.begin(), drugs.end(), "naltrexone") != drugs.end());
    CHECK(std::find(drugs.begin(), drugs.end(), "dynorphin") == drugs.end());
    CHECK(std::find(all.begin(), all.end(), "dynorphin") != all.end());
    CHECK(library::presets().size() == 5);
    for (const auto& preset : library::presets()) {
        CHECK_FALSE(preset.matches.empty());
        CHECK_FALSE(preset.fails.empty());
    }
    for (const auto& row : library::parameters_of("naltrexone"))
        CHECK(row.name.starts_with("naltrexone."));
    CHECK(thrown([] { library::parameters_of("naltrexon"); }) ==
          "UnknownNameError: substance = 'naltrexon': unknown; did you mean 'naltrexone'?");
}
