/// Names of enumerators: there and back, and what is said of others.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

TEST_CASE("names of enumerators read back") {
    for (const auto r : od::all_receptors) CHECK(od::parse_receptor(od::to_string(r)) == r);
    for (const auto r : {od::Route::oral, od::Route::intravenous}) {
        CHECK(od::parse_route(od::to_string(r)) == r);
        CHECK(od::parse_route(od::abbreviation(r)) == r);
    }
    for (const auto b : {od::Biophase::pet, od::Biophase::transient, od::Biophase::plasma})
        CHECK(od::parse_biophase(od::to_string(b)) == b);
    for (const auto b : {od::BindingMode::kinetic, od::BindingMode::equilibrium})
        CHECK(od::parse_binding_mode(od::to_string(b)) == b);
    for (const auto m :
         {od::Method::automatic, od::Method::exact, od::Method::rodas5p, od::Method::dopri5})
        CHECK(od::parse_method(od::to_string(m)) == m);
}

TEST_CASE("unknown names of enumerators are refused with the choices") {
    CHECK(thrown([] { od::parse_receptor("nu"); }) ==
          "UnknownNameError: receptor = 'nu': unknown; known: mu, delta, kappa");
    CHECK(thrown([] { od::parse_receptor("kapa"); }) ==
          "UnknownNameError: receptor = 'kapa': unknown; did you mean 'kappa'?");
    CHECK(thrown([] { od::parse_receptor("sigma-1"); }) ==
          "UnknownNameError: receptor = 'sigma-1': unknown; known: mu, delta, kappa");
    CHECK(thrown([] { od::parse_route("rectal"); }) ==
          "UnknownNameError: route = 'rectal': unknown; known: po, er, iv, im, sc, in, sl, "
          "depotrex, oral, oral-extended-release, intravenous, intramuscular, subcutaneous, "
          "intranasal, "
          "sublingual");
    CHECK(thrown([] { od::parse_route("intravenus"); }) ==
          "UnknownNameError: route = 'intravenus': unknown; did you mean 'intravenous'?");
    CHECK(od::parse_route("PO") == od::Route::oral);
    CHECK(od::parse_route("Intravenous") == od::Route::intravenous);
    CHECK(thrown([] { od::parse_biophase("transiant"); }) ==
          "UnknownNameError: biophase = 'transiant': unknown; did you mean 'transient'?");
    CHECK(thrown([] { od::parse_binding_mode("steady"); }) ==
          "UnknownNameError: binding = 'steady': unknown; known: kinetic, equilibrium");
    CHECK(thrown([] { od::parse_method("rodas5"); }) ==
          "UnknownNameError: method = 'rodas5': unknown; did you mean 'rodas5p'?");
}

TEST_CASE("units convert") {
    using namespace od::literals;
    CHECK((4.5_mg).value == 4.5);
    CHECK((50_mg).value == 50.0);
    CHECK((500.0_ug).value == 0.5);
    CHECK((1.0_g).value == 1000.0);
    CHECK((30.0_min).value == 0.5);
    CHECK((2.0_d).value == 48.0);
    CHECK((3_h + 4_h).value == 7.0);
    CHECK(od::nanomoles_per_milligram(500.0) == 2000.0);  // 1 mg of 500 g/mol is 2 umol
    CHECK(od::nanograms_per_millilitre_per_nanomolar(500.0) == 0.5);
}

TEST_CASE("the same instant is a matter of rounding, not of minutes") {
    CHECK(od::same_instant(0.0, 0.0));
    CHECK(od::same_instant(0.1 + 0.2, 0.3));
    CHECK(od::same_instant(1e5, 1e5 * (1 + 1e-15)));
    CHECK_FALSE(od::same_instant(1e5, 1e5 + 1e-6));
    CHECK_FALSE(od::same_instant(0.0, 1e-12));
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK_FALSE(od::same_instant(1e300, inf));
    CHECK(od::same_instant(inf, inf));
}
