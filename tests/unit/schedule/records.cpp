/// What records beyond the plain dose make of a schedule: rates, lags, resets and changes.

#include "opiodyn/schedule.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/models.hpp"
#include "support/regimens/schedules.hpp"

namespace od = opiodyn;
using support::dose, support::infusion, support::is_gapless, support::jumps, support::only,
    support::simple, support::total;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;

}  // namespace

TEST_CASE("events carry the number of their record, whatever their order in time") {
    const auto schedule =
        od::flatten(dose("a", 1.0, po, 8.0) + od::Regimen(dose("b", 1.0, iv, 3.0)), simple);
    REQUIRE(schedule.size() == 2);
    CHECK(schedule[0].events[0].record == 1);
    CHECK(schedule[1].events[0].record == 0);
}

TEST_CASE("a rate brings the bioavailable amount, and lasts as long as that takes") {
    auto d = dose("a", 8.0, iv, 1.0);
    d.rate = od::MassRate{2.0};
    d.F = 0.5;
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 2);
    CHECK(schedule[0].end == 3.0);
    CHECK(schedule[0].inputs[0].rate == 20.0);

    d.rate = {};
    d.dur = od::Time{4.0};
    CHECK(od::flatten(d, simple)[0].end == 5.0);
    CHECK(od::flatten(d, simple)[0].inputs[0].rate == 10.0);
}

TEST_CASE("a dose's own lag comes on top of that of its entry") {
    auto d = dose("a", 1.0, po, 10.0);
    d.lag = od::Time{2.0};
    const auto schedule = od::flatten(
        d, [](const od::Dose&, std::size_t) { return std::vector<od::Entry>{{0, 4.0, 0.5, 0.0}}; });
    REQUIRE(schedule.size() == 1);
    CHECK(schedule[0].begin == 12.5);
}

TEST_CASE("a reset ends what runs, cancels what is pending, and what is still to be repeated") {
    auto late = dose("b", 1.0, po, 4.0);
    late.lag = od::Time{9.0};
    const auto regimen = infusion("a", 3.0, 6.0) + late +
                         dose("c", 1.0, po).every(od::Time{4.0}, 10) + od::Reset{od::Time{3.0}} +
                         od::Reset{od::Time{5.0}};
    const auto schedule = od::flatten(regimen, simple);
    REQUIRE(schedule.size() == 3);
    is_gapless(schedule);
    CHECK(schedule[0].inputs[0].rate == 5.0);
    CHECK(schedule[0].end == 3.0);
    only<od::ToBaseline>(schedule[1]);
    CHECK(schedule[1].inputs.empty());
    only<od::ToBaseline>(schedule[2]);
    CHECK(schedule[2].begin == 5.0);
    CHECK(std::abs(total(schedule) - (15.0 + 10.0)) < 1e-13);
}

TEST_CASE("a reset leaves what is given after it, also at its own time") {
    const auto after =
        od::flatten(od::Reset{od::Time{5.0}} + od::Regimen(dose("a", 1.0, po, 5.0)), simple);
    REQUIRE(after.size() == 1);
    REQUIRE(after[0].events.size() == 2);
    CHECK(std::holds_alternative<od::ToBaseline>(after[0].events[0].action));
    CHECK(jumps(after[0]).size() == 1);

    const auto before =
        od::flatten(dose("a", 1.0, po, 5.0) + od::Regimen(od::Reset{od::Time{5.0}}), simple);
    REQUIRE(before[0].events.size() == 2);
    CHECK(std::holds_alternative<od::ToBaseline>(before[0].events[1].action));
}

TEST_CASE("records at one instant act as listed, even if rounding puts their times apart") {
    const double rounded = 0.1 + 0.2;  // above 0.3 by a bit
    const auto reset_first =
        od::flatten(od::Reset{od::Time{rounded}} + od::Regimen(dose("a", 1.0, po, 0.3)), simple);
    REQUIRE(reset_first.size() == 1);
    CHECK(jumps(reset_first[0]).size() == 1);
    CHECK(std::holds_alternative<od::ToBaseline>(reset_first[0].events[0].action));

    const auto dose_first =
        od::flatten(dose("a", 1.0, po, rounded) + od::Regimen(od::Reset{od::Time{0.3}}), simple);
    REQUIRE(dose_first.size() == 1);
    REQUIRE(dose_first[0].events.size() == 2);
    CHECK(std::holds_alternative<od::ToBaseline>(dose_first[0].events[1].action));
}

TEST_CASE("a change is a switch, and doses ask for entries with the changes before them") {
    std::vector<std::size_t> asked;
    const auto lookup = [&](const od::Dose& d, std::size_t changes) {
        asked.push_back(changes);
        return simple(d, changes);
    };
    const od::Change faster{od::Time{10.0}, {{"a.CL", 2.0}}},
        slower{od::Time{20.0}, {{"a.CL", 1.0}}};
    const auto schedule = od::flatten(slower + od::Regimen(dose("a", 1.0, po, 15.0)) + faster +
                                          dose("a", 1.0, po).every(od::Time{12.0}, 3),
                                      lookup);
    CHECK(asked == std::vector<std::size_t>{0, 1});  // at 0, with all repetitions, and at 15
    REQUIRE(schedule.size() == 6);                   // 0, 10, 12, 15, 20, 24
    CHECK(only<od::Switch>(schedule[1]).change == 1);
    CHECK(schedule[1].events[0].record == 2);
    CHECK(only<od::Switch>(schedule[4]).change == 2);
}
