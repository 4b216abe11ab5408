/// Steady-state records, and the cycles of doses that they repeat.

#include "opiodyn/schedule.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "support/models.hpp"
#include "support/regimens/schedules.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::dose, support::infusion, support::is_gapless, support::jumps, support::only,
    support::simple, support::steady, support::total;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;
constexpr double inf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("a steady-state record sets the state, then gives its dose") {
    const auto schedule = od::flatten(steady(dose("a", 2.0, po, 3.0), 24.0), simple);
    REQUIRE(schedule.size() == 1);
    REQUIRE(schedule[0].events.size() == 2);
    const auto& first = std::get<od::ToSteadyState>(schedule[0].events[0].action);
    CHECK_FALSE(first.add);
    CHECK(first.cycle->period == 24.0);
    CHECK(jumps(first.cycle->segments[0])[0].amount == 20.0);
    CHECK(jumps(schedule[0])[0].amount == 20.0);
}

TEST_CASE("a steady state forgets earlier records, an added one does not") {
    const auto series = dose("b", 1.0, po).every(od::Time{10.0}, 5);
    auto record = steady(dose("a", 2.0, po, 15.0), 24.0);
    CHECK(od::flatten(series + record, simple).size() == 3);  // 0, 10, 15
    record.ss = od::SteadyStateDose::add;
    const auto added = od::flatten(series + record, simple);
    REQUIRE(added.size() == 6);  // and 20, 30, 40
    CHECK(std::get<od::ToSteadyState>(added[2].events[0].action).add);
}

TEST_CASE("doses before a steady-state record that lag arrive after it") {
    auto d = steady(dose("a", 2.0, po, 100.0), 10.0);
    d.lag = od::Time{24.0};
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 4);  // 100; 104 and 114 from before; 124
    is_gapless(schedule);
    CHECK(schedule[1].begin == 104.0);
    CHECK(schedule[2].begin == 114.0);
    CHECK(schedule[3].begin == 124.0);
    CHECK(total(schedule) == 60.0);
    // In the cycle the dose arrives 4 h after each is taken.
    const auto& cycle = *std::get<od::ToSteadyState>(schedule[0].events[0].action).cycle;
    REQUIRE(cycle.segments.size() == 2);
    CHECK(cycle.segments[1].begin == 4.0);

    d.lag = od::Time{20.0};  // a multiple of ii: one arrives at once
    const auto exact = od::flatten(d, simple);
    REQUIRE(exact.size() == 3);
    CHECK(jumps(exact[0]).size() == 1);
    CHECK(total(exact) == 60.0);
}

TEST_CASE("infusions before a steady-state record finish after it") {
    auto d = steady(infusion("a", 2.5, 25.0, 100.0), 10.0);
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 4);  // 100, 105, 115, 125
    CHECK(schedule[0].inputs[0].rate == 3.0);
    CHECK(schedule[1].begin == 105.0);
    CHECK(schedule[1].inputs[0].rate == 2.0);
    CHECK(schedule[2].begin == 115.0);
    CHECK(schedule[2].inputs[0].rate == 1.0);
    CHECK(std::abs(total(schedule) - (5.0 + 15.0 + 25.0)) < 1e-13);
}

TEST_CASE("an infusion at steady state without amount is one constant input, and ends") {
    auto d = dose("a", 0.0, iv, 7.0);
    d.rate = od::MassRate{3.0};
    d.ss = od::SteadyStateDose::reset;
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 1);
    CHECK(schedule[0].inputs.empty());
    const auto& cycle = *only<od::ToSteadyState>(schedule[0]).cycle;
    CHECK(cycle.period == inf);
    REQUIRE(cycle.segments.size() == 1);
    CHECK(cycle.segments[0].inputs[0].state == 1);
    CHECK(cycle.segments[0].inputs[0].rate == 30.0);
}

TEST_CASE("a cycle holds each dose at its phase") {
    const auto regimen = od::Regimen(dose("a", 1.0, po, 50.0)) + dose("b", 2.0, iv, 24.0);
    const auto cycle = od::cycle_of(regimen, od::Time{24.0}, simple);
    CHECK(cycle.period == 24.0);
    REQUIRE(cycle.segments.size() == 2);
    CHECK(cycle.segments[0].begin == 0.0);
    CHECK(jumps(cycle.segments[0])[0].amount == 20.0);
    CHECK(cycle.segments[1].begin == 2.0);
    CHECK(cycle.segments[1].end == 24.0);
    CHECK(jumps(cycle.segments[1])[0].amount == 10.0);
}

TEST_CASE("an infusion across the end of a cycle goes on at its start") {
    const auto over = od::cycle_of(infusion("a", 6.0, 6.0, 20.0), od::Time{24.0}, simple);
    REQUIRE(over.segments.size() == 3);  // 0-2, 2-20, 20-24
    CHECK(over.segments[0].end == 2.0);
    CHECK(over.segments[0].inputs[0].rate == 10.0);
    CHECK(over.segments[1].inputs.empty());
    CHECK(over.segments[2].begin == 20.0);
    CHECK(over.segments[2].inputs[0].rate == 10.0);

    const auto full = od::cycle_of(infusion("a", 6.0, 24.0, 20.0), od::Time{24.0}, simple);
    REQUIRE(full.segments.size() == 1);
    CHECK(full.segments[0].inputs[0].rate == 2.5);

    const auto twice = od::cycle_of(infusion("a", 6.0, 30.0, 0.0), od::Time{24.0}, simple);
    REQUIRE(twice.segments.size() == 2);  // two run for 6 h, then one
    CHECK(std::abs(twice.segments[0].inputs[0].rate - 4.0) < 1e-14);
    CHECK(std::abs(twice.segments[1].inputs[0].rate - 2.0) < 1e-14);
}

TEST_CASE("a cycle refuses what repeats itself or is no dose") {
    const auto refused = [](const od::Regimen& regimen, double period) {
        return support::thrown([&] { od::cycle_of(regimen, od::Time{period}, simple); });
    };
    const std::string repeats = " = repeats: a period holds single doses, which it repeats itself";
    CHECK(refused(dose("a", 1.0, po).every(od::Time{24.0}, 2), 24.0) ==
          "InputError: record[0]" + repeats);
    CHECK(refused(dose("a", 1.0, po) + od::Regimen(steady(dose("a", 1.0, po), 24.0)), 24.0) ==
          "InputError: record[1]" + repeats);
    CHECK(refused(od::Reset{od::Time{1.0}}, 24.0) ==
          "InputError: record[0] = reset: a period holds single doses, which it "
          "repeats itself");
    CHECK(refused(dose("a", 1.0, po), 0.0).starts_with("InputError: period = 0"));
}
