// Names and numbers of compartments are those of the drug, whatever routes a model has.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;

namespace {

/// Returns the compartments as text, such as "1 depot, 2 central"; a compartment without a number has 0.
std::string listed(const od::Model& model, const std::string& drug) {
    std::string text;
    for (const auto& one : model.compartments(drug))
        text += (text.empty() ? "" : ", ") + std::to_string(one.number) + " " + one.name;
    return text;
}

od::Model with_routes(const std::string& drug, std::vector<od::Route> routes) {
    od::ModelOptions options;
    options.drugs = {drug};
    options.routes = std::move(routes);
    options.receptors = {};
    options.endogenous = {};
    return od::Model(std::move(options));
}

/// Returns a caller's drug with two compartments and these inputs by mouth.
od::Drug own(std::vector<od::Absorption> inputs) {
    auto drug = support::drug("own", 1.0, {10.0, 5.0}, {1.0});
    drug.absorption = std::move(inputs);
    return drug;
}

std::string listed(std::vector<od::Absorption> inputs) {
    return listed(support::pk_model({own(std::move(inputs))}), "own");
}

}  // namespace

TEST_CASE("a drug that can be taken by mouth counts as NONMEM's ADVAN4, under any routes") {
    using enum od::Route;
    CHECK(listed(with_routes("naltrexone", {}), "naltrexone") ==
          "1 depot, 0 depot2, 0 depot3, 0 depot4, 0 depot5, 0 depot6, 2 central, 3 peripheral");
    CHECK(listed(with_routes("naltrexone", {oral, intravenous}), "naltrexone") ==
          "1 depot, 2 central, 3 peripheral");
    CHECK(listed(with_routes("naltrexone", {oral_extended_release}), "naltrexone") ==
          "0 depot2, 2 central, 3 peripheral");
    CHECK(listed(with_routes("morphine", {intravenous}), "morphine") ==
          "2 central, 3 peripheral, 4 peripheral2");
}

TEST_CASE("a dose into the central compartment is as large under any routes") {
    using enum od::Route;
    for (const auto& routes :
         std::vector<std::vector<od::Route>>{{}, {oral}, {intramuscular}, {oral, intravenous}}) {
        const auto model = with_routes("naltrexone", routes);
        const auto central = model.entries("naltrexone", "2");
        REQUIRE(central.size() == 1);
        CHECK(central[0].state == model.state("naltrexone.central"));
        CHECK(std::abs(central[0].nmol_per_mg - 1e6 / 341.41) < 1e-9);  // base, as by iv
    }
}

TEST_CASE("a library drug without an oral route has no numbers") {
    CHECK(listed(with_routes("naloxone", {}), "naloxone") ==
          "0 depot, 0 depot2, 0 central, 0 peripheral, 0 peripheral2");
    CHECK(listed(with_routes("fentanyl", {}), "fentanyl") ==
          "0 central, 0 peripheral, 0 peripheral2");
    const auto naloxone = with_routes("naloxone", {});
    CHECK(support::thrown([&] { naloxone.entries("naloxone", "1"); }) ==
          "InputError: cmt = 1: the compartments of naloxone have no numbers: give a route (iv, "
          "im, in) or "
          "a name (depot, depot2, central, peripheral, peripheral2)");
}

TEST_CASE("a caller's drug counts from its only depot, or from the central compartment") {
    CHECK(listed({}) == "1 central, 2 peripheral");
    CHECK(listed({od::ZeroOrder{5.0}}) == "1 central, 2 peripheral");
    CHECK(listed({od::FirstOrder{1.0}}) == "1 depot, 2 central, 3 peripheral");
    CHECK(listed({od::ZeroOrder{5.0, 1.0, 0.0, 0.5}, od::FirstOrder{1.0, 1.0, 0.0, 0.5}}) ==
          "1 depot, 2 central, 3 peripheral");
    CHECK(listed({od::TransitChain{1.0, 3}}) == "1 depot, 2 central, 3 peripheral");
    CHECK(listed({od::FirstOrder{2.0, 1.0, 0.0, 0.5}, od::FirstOrder{1.0, 1.0, 0.0, 0.5}}) ==
          "0 depot, 0 depot2, 0 central, 0 peripheral");
}

TEST_CASE("a number that no compartment has is refused with those that are there") {
    const auto model = support::pk_model({own({od::FirstOrder{1.0}})});
    for (const char* number : {"0", "4", "99999999999999999999"})
        CHECK(support::thrown([&] { model.entries("own", number); }) ==
              std::string("InputError: cmt = ") + number +
                  ": the compartments of own with a number are 1 depot, 2 central, 3 peripheral; "
                  "otherwise give a route (po, iv) or a name (depot, central, peripheral)");
    const auto er = with_routes("naltrexone", {od::Route::oral_extended_release});
    CHECK(support::thrown([&] {
              er.entries("naltrexone", "1");
          }).starts_with("InputError: cmt = 1: "));
}

TEST_CASE("a drug file of a caller with depots of several routes counts from that by mouth") {
    auto naltrexone = od::library::substance("naltrexone", od::LigandKind::drug);
    naltrexone.of_library = false;
    CHECK(listed(support::pk_model({naltrexone}), "naltrexone") ==
          "1 depot, 0 depot2, 0 depot3, 0 depot4, 0 depot5, 0 depot6, 2 central, 3 peripheral");
    auto naloxone = od::library::substance("naloxone", od::LigandKind::drug);
    naloxone.of_library = false;
    CHECK(listed(support::pk_model({naloxone}), "naloxone").starts_with("0 depot, 0 depot2, 0"));
    auto fentanyl = od::library::substance("fentanyl", od::LigandKind::drug);
    fentanyl.of_library = false;
    CHECK(listed(support::pk_model({fentanyl}), "fentanyl") ==
          "1 central, 2 peripheral, 3 peripheral2");
}
