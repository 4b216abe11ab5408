#include "opiodyn/dosing.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/models.hpp"

namespace od = opiodyn;
using support::dose, support::infusion;
constexpr auto po = od::Route::oral;

TEST_CASE("a dose is repeated by interval and count") {
    const auto regimen = dose("naltrexone", 4.5, po, 22.0).every(od::Time{24.0}, 28);
    REQUIRE(regimen.doses().size() == 1);
    CHECK(regimen.doses()[0].addl == 27);
    CHECK(regimen.count() == 28);
    CHECK(regimen.first_time() == 22.0);
    CHECK(regimen.last_time() == 22.0 + 27 * 24.0);
    CHECK(regimen.default_end() == 22.0 + 28 * 24.0);
}

TEST_CASE("repetition k is at t0 + k ii in one multiplication, without drift") {
    auto d = dose("naltrexone", 1.0, po, 0.1);
    d.ii = od::Time{0.1};
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
    CHECK(dose("a", 1.0, po).every(od::Time{8.0}, 3).default_end() == 24.0);
    const auto two =
        od::Regimen(dose("a", 1.0, po, 50.0)) + dose("a", 1.0, po).every(od::Time{8.0}, 3);
    CHECK(two.default_end() == 74.0);
}

TEST_CASE("doses that a reset cancels are not given") {
    auto week = dose("a", 1.0, po).every(od::Time{24.0}, 7);
    week += od::Regimen(od::Reset{od::Time{60.0}});
    CHECK(week.given() == std::vector<double>{0.0, 24.0, 48.0});
    CHECK(week.next_time("a") == 72.0);
    CHECK(week.default_end() == 72.0);
    auto steady = dose("a", 1.0, po, 48.0);
    steady.ii = od::Time{24.0};
    steady.ss = od::SteadyStateDose::reset;
    const auto replaced = dose("a", 1.0, po).every(od::Time{24.0}, 7) + od::Regimen(steady);
    CHECK(replaced.given() == std::vector<double>{0.0, 24.0, 48.0, 48.0});
    CHECK(replaced.default_end() == 72.0);
}

TEST_CASE("the next dose is that of the record which goes on") {
    const auto days = od::parse_regimen("a 1 mg po on mon,wed,fri at 8h x12");
    CHECK(days.last_time() == 3 * 168.0 + 4 * 24.0 + 8.0);
    CHECK(days.next_time("a") == 4 * 168.0 + 8.0);  // Monday, three days after Friday
    const auto phases = od::parse_regimen("a 1 mg po q8h x3 then 1 mg q24h x7");
    CHECK(phases.next_time("a") == 24.0 + 7 * 24.0);
    CHECK(std::isinf(od::Regimen(dose("a", 1.0, po)).next_time("a")));
}

TEST_CASE("a run ends after the lag and the infusion of its last dose") {
    auto late = dose("a", 1.0, po);
    late.lag = od::Time{48.0};
    CHECK(od::Regimen(late).default_end() == 72.0);
    CHECK(od::Regimen(infusion("a", 1.0, 30.0)).default_end() == 30.0);
}
