#include "opiodyn/schedule.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/models.hpp"
#include "support/random.hpp"
#include "support/regimens/schedules.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::dose, support::infusion, support::is_gapless, support::jumps, support::simple,
    support::total;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;

}  // namespace

TEST_CASE("an empty regimen has no segments") { CHECK(od::flatten(od::Regimen{}, simple).empty()); }

TEST_CASE("each dose begins a segment with its jump") {
    const auto schedule = od::flatten(dose("a", 2.0, po, 3.0).every(od::Time{24.0}, 3), simple);
    REQUIRE(schedule.size() == 3);
    is_gapless(schedule);
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(schedule[k].begin == 3.0 + static_cast<double>(k) * 24.0);
        REQUIRE(jumps(schedule[k]).size() == 1);
        CHECK(jumps(schedule[k])[0].state == 0);
        CHECK(jumps(schedule[k])[0].amount == 20.0);
        CHECK(schedule[k].inputs.empty());
    }
}

TEST_CASE("an infusion is an input from its start to its end") {
    const auto schedule = od::flatten(infusion("a", 3.0, 6.0, 2.0), simple);
    REQUIRE(schedule.size() == 2);
    is_gapless(schedule);
    CHECK(schedule[0].begin == 2.0);
    CHECK(schedule[0].end == 8.0);
    REQUIRE(schedule[0].inputs.size() == 1);
    CHECK(schedule[0].inputs[0].state == 1);
    CHECK(schedule[0].inputs[0].rate == 5.0);
    CHECK(jumps(schedule[0]).empty());
}

TEST_CASE("overlapping infusions act together where they overlap") {
    const auto schedule = od::flatten(infusion("a", 3.0, 6.0).every(od::Time{4.0}, 2), simple);
    REQUIRE(schedule.size() == 4);
    is_gapless(schedule);
    REQUIRE(schedule[0].inputs.size() == 1);  // 0-4
    REQUIRE(schedule[1].inputs.size() == 1);  // 4-6, both in one rate
    CHECK(schedule[1].inputs[0].rate == 2.0 * schedule[0].inputs[0].rate);
    CHECK(schedule[1].begin == 4.0);
    CHECK(schedule[1].end == 6.0);
    CHECK(schedule[2].inputs.size() == 1);  // 6-10
    CHECK(schedule[2].end == 10.0);
}

TEST_CASE("what falls on one instant makes one segment, in the order of the records") {
    const auto regimen =
        od::Regimen(dose("a", 1.0, po, 24.0)) + dose("b", 2.0, iv, 24.0) + infusion("c", 3.0, 24.0);
    const auto schedule = od::flatten(regimen, simple);
    REQUIRE(schedule.size() == 2);
    is_gapless(schedule);
    REQUIRE(jumps(schedule[1]).size() == 2);
    CHECK(jumps(schedule[1])[0].amount == 10.0);
    CHECK(jumps(schedule[1])[1].amount == 20.0);
    CHECK(schedule[1].inputs.empty());  // the infusion ended here

    // 0.1 + 2 x 0.1 and 0.3 differ in the last bit, but not for a clock.
    const auto rounded = od::flatten(
        dose("a", 1.0, po, 0.1).every(od::Time{0.1}, 3) + od::Regimen(dose("b", 1.0, po, 0.3)),
        simple);
    CHECK(rounded.size() == 3);
}

TEST_CASE("an entry's lag shifts it and its duration spreads it") {
    const auto lookup = [](const od::Dose&, std::size_t) {
        return std::vector<od::Entry>{{0, 4.0, 0.5, 0.0}, {1, 6.0, 1.5, 2.0}};
    };
    const auto schedule = od::flatten(dose("a", 1.0, po, 10.0), lookup);
    REQUIRE(schedule.size() == 3);
    is_gapless(schedule);
    CHECK(schedule[0].begin == 10.5);
    CHECK(jumps(schedule[0])[0].amount == 4.0);
    CHECK(schedule[1].begin == 11.5);
    CHECK(schedule[1].end == 13.5);
    CHECK(schedule[1].inputs[0].rate == 3.0);
}

TEST_CASE("infusions bring exactly their dose, however they fall") {
    support::Random random(3);
    support::Worst worst;
    for (int set = 0; set < 200; ++set) {
        od::Regimen regimen;
        double dosed = 0.0;
        for (int k = 1 + random.below(5); k > 0; --k) {
            auto d = infusion("a", random.log_uniform(0.1, 10), random.log_uniform(0.01, 50),
                              random.uniform(0.0, 100.0));
            d.ii = od::Time{random.log_uniform(0.5, 50.0)};
            d.addl = random.below(6);
            dosed += 10.0 * d.amount.value * static_cast<double>(1 + d.addl);
            regimen += d;
        }
        const auto schedule = od::flatten(regimen, simple);
        is_gapless(schedule);
        worst.add_relative(total(schedule), dosed);
    }
    // Times near 100 h have 1e-14 of rounding, an infusion of 0.01 h is cut out of them: 1e-12.
    CHECK(worst.value() < 4e-12);
}

TEST_CASE("a short infusion late in a long run keeps its amount") {
    // At 1e5 h, times have a rounding of 1.5e-11 h: a tenth of a millionth of these 0.0003 h.
    const auto schedule = od::flatten(infusion("a", 1.0, 0.0003, 98765.4), simple);
    CHECK(std::abs(total(schedule) / 10.0 - 1.0) < 1e-15);
}

TEST_CASE("100,000 doses of two series are all there") {
    const auto regimen = infusion("a", 1.0, 0.5).every(od::Time{0.1}, 50000) +
                         dose("b", 1.0, po, 0.05).every(od::Time{0.1}, 50000);
    const auto schedule = od::flatten(regimen, simple);
    is_gapless(schedule);
    CHECK(std::abs(total(schedule) / 1e6 - 1.0) < 1e-9);
}
