#include "opiodyn/dosing.hpp"

#include <catch2/catch_test_macros.hpp>

#include "support/models.hpp"

namespace od = opiodyn;
using support::dose, support::infusion;
constexpr auto po = od::Route::oral;

TEST_CASE("a dose is repeated by interval and count") {
    const auto regimen = dose("naltrexone", 4.5, po, 22.0).every({24.0}, 28);
    REQUIRE(regimen.doses().size() == 1);
    CHECK(regimen.doses()[0].additional == 27);
    CHECK(regimen.count() == 28);
    CHECK(regimen.first_time() == 22.0);
    CHECK(regimen.last_time() == 22.0 + 27 * 24.0);
    CHECK(regimen.default_end() == 22.0 + 28 * 24.0);
}

TEST_CASE("repetition k is at t0 + k ii in one multiplication, without drift") {
    auto d = dose("naltrexone", 1.0, po, 0.1);
    d.interval = {0.1};
    CHECK(d.time_of(1000000) == 0.1 + 1000000 * 0.1);
    double added = 0.1;  // what repeated addition would give
    for (int k = 0; k < 1000000; ++k) added += 0.1;
    CHECK(d.time_of(1000000) != added);
}

TEST_CASE("regimens add side by side and name their drugs once") {
    const od::Regimen a = dose("a", 1.0, po, 5.0), b = infusion("b", 2.0, 3.0, 1.0);
    const auto both = a + b + a;
    CHECK(both.doses().size() == 3);
    CHECK(both.count() == 3);
    CHECK(both.drugs() == std::vector<std::string>{"a", "b"});
    CHECK(both.first_time() == 1.0);
    CHECK(both.last_time() == 5.0);
    CHECK((od::Regimen{} + a).count() == 1);
    CHECK(od::Regimen{}.empty());
    CHECK_FALSE(a.empty());
}

TEST_CASE("a run ends an interval after the last dose, and not before an infusion does") {
    CHECK(od::Regimen(dose("a", 1.0, po, 2.0)).default_end() == 26.0);
    CHECK(od::Regimen(infusion("a", 1.0, 100.0, 2.0)).default_end() == 102.0);
    CHECK(dose("a", 1.0, po).every({8.0}, 3).default_end() == 24.0);
    const auto two = od::Regimen(dose("a", 1.0, po, 50.0)) + dose("a", 1.0, po).every({8.0}, 3);
    CHECK(two.default_end() == 74.0);
}
