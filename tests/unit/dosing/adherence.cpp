#include "opiodyn/adherence.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "opiodyn/schedule.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::dose, support::thrown;

namespace {

constexpr auto po = od::Route::oral;
const od::Regimen year = dose("a", 1.0, po, 22.0).every(od::Time{24.0}, 365);

/// Returns the only dose that is taken of a regimen, shifted by up to an hour, for this seed.
od::Dose only_dose(const od::Regimen& ordered, std::uint64_t seed) {
    const auto doses = od::taken(ordered, {0.0, od::Time{1.0}}, seed).doses();
    REQUIRE(doses.size() == 1);
    return doses[0];
}

}  // namespace

TEST_CASE("full adherence takes every dose when it is due") {
    const auto history = od::taken(year, {}, 1);
    REQUIRE(history.count() == 365);
    for (std::int64_t k = 0; k < 365; ++k) {
        const auto& one = std::get<od::Dose>(history.records()[static_cast<std::size_t>(k)]);
        CHECK(one.time.value == 22.0 + 24.0 * static_cast<double>(k));
        CHECK(one.addl == 0);
    }
}

TEST_CASE("doses are missed at the given rate and moved within the given hours") {
    const auto history =
        od::taken(dose("a", 1.0, po, 22.0).every(od::Time{24.0}, 10000), {0.2, od::Time{3.0}}, 7);
    // Five standard deviations of a binomial count: 5 sqrt(10000 x 0.2 x 0.8).
    CHECK(std::abs(static_cast<double>(history.count()) - 8000.0) < 5.0 * 40.0);
    double furthest = 0.0, sum = 0.0;
    for (const auto& record : history.records()) {
        const double time = std::get<od::Dose>(record).time.value - 22.0;
        const double moved = time - 24.0 * std::round(time / 24.0);
        furthest = std::max(furthest, std::abs(moved));
        sum += moved;
    }
    CHECK(furthest <= 3.0);
    CHECK(furthest > 2.9);
    CHECK(std::abs(sum / 8000.0) < 5.0 * 3.0 / std::sqrt(3.0 * 8000.0));
}

TEST_CASE("a history belongs to its seed and subject") {
    const od::Adherence half{0.5, od::Time{1.0}};
    const auto text = [&](std::uint64_t seed, std::uint64_t subject) {
        return od::to_text(od::taken(year, half, seed, subject));
    };
    CHECK(text(1, 0) == text(1, 0));
    CHECK(text(1, 0) != text(2, 0));
    CHECK(text(1, 0) != text(1, 1));
}

TEST_CASE("what came before, resets and changes stay") {
    auto steady = dose("a", 1.0, po);
    steady.ss = od::SteadyStateDose::reset;
    steady.ii = od::Time{24.0};
    steady.addl = 3;
    const auto ordered = od::Regimen(steady) + od::Regimen(od::Reset{od::Time{50.0}}) +
                         od::Regimen(od::Change{od::Time{60.0}, {{"a.CL", 2.0}}});
    const auto history = od::taken(ordered, {1.0, {}}, 1);
    REQUIRE(history.records().size() == 3);
    CHECK(std::get<od::Dose>(history.records()[0]).ss == od::SteadyStateDose::reset);
    CHECK(std::get<od::Dose>(history.records()[0]).addl == 0);
    CHECK(std::get<od::Reset>(history.records()[1]).time.value == 50.0);
}

TEST_CASE("impossible adherence is refused") {
    CHECK(thrown([] { od::taken(year, {1.5, {}}, 1); }) ==
          "InputError: missed = 1.5: must lie between 0 and 1");
    CHECK(thrown([] { od::taken(year, {0.0, od::Time{-1.0}}, 1); }) ==
          "InputError: shift = -1: must be a finite number, at least 0");
    CHECK(thrown([] { od::taken(year, {0.0, od::Time{23.0}}, 1); }) ==
          "InputError: shift = 23: could move the dose at 22 h before the start of the run");
}

TEST_CASE("a shift that is too large is refused whatever is drawn") {
    for (const char* ss : {"ss", "ss2"}) {
        const auto steady = od::parse_regimen(std::string("x 50 mg po q24h x3 ") + ss);
        for (std::uint64_t seed = 1; seed < 20; ++seed) {
            CHECK(
                thrown([&] { od::taken(steady, {0.0, od::Time{30.0}}, seed); }) ==
                "InputError: shift = 30: could move the dose at 24 h before the start of the run");
            CHECK(thrown([&] { od::taken(steady, {0.0, od::Time{24.0}}, seed); }) == "nothing");
        }
    }
    // The only dose cannot move, and so cannot come before the start.
    const auto alone = od::parse_regimen("x 50 mg po q24h x3 ss + reset at 12h");
    CHECK(od::taken(alone, {0.0, od::Time{30.0}}, 1).given() == std::vector{0.0});
}

TEST_CASE("a dose's history does not depend on how often another record repeats") {
    const od::Adherence some{0.3, od::Time{2.0}};
    const auto last = [&](std::int64_t repeats) {
        const auto ordered =
            dose("a", 1.0, po, 22.0).every(od::Time{24.0}, repeats) + dose("b", 1.0, po, 30.0);
        const auto history = od::taken(ordered, some, 3);
        return od::to_text(od::Regimen({history.records().back()}));
    };
    CHECK(last(4) == last(9));
}

TEST_CASE("doses that a reset cancels are not taken") {
    using Times = std::vector<double>;
    const auto given = [](const char* text) {
        return od::taken(od::parse_regimen(text), {}, 1).given();
    };
    CHECK(given("naltrexone 50 mg po q24h x7 + reset at 60h") == Times{0.0, 24.0, 48.0});
    CHECK(given("naltrexone 50 mg po q24h x7 + naltrexone 4.5 mg po q24h x2 ss at 60h") ==
          Times{0.0, 24.0, 48.0, 60.0, 84.0});
    // At one instant the list decides.
    CHECK(given("x 50 mg po q24h x3 + reset at 24h") == Times{0.0, 24.0});
    CHECK(given("reset at 24h + x 50 mg po q24h x3") == Times{0.0});
}

TEST_CASE("a dose listed before a reset at its own time moves only earlier") {
    const auto ordered = od::parse_regimen("x 10 mg iv at 24h + reset at 24h");
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const double time = only_dose(ordered, seed).time.value;
        CHECK(time < 24.0);
        CHECK(time >= 23.0);
    }
}

TEST_CASE("a dose between two resets stays between them") {
    const auto ordered = od::parse_regimen("reset at 24h + x 10 mg iv at 24h + reset at 24.2h");
    std::size_t moved = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const double time = only_dose(ordered, seed).time.value;
        CHECK(time >= 24.0);
        CHECK(time < 24.2);
        moved += time > 24.0 ? 1 : 0;
    }
    // A fifth of the shifts, early or late, fits: 10 of 50 on average, with a standard deviation below 3.
    CHECK(moved > 0);
}

TEST_CASE("a dose that is taken has the lag of its own time, as a record of its own has") {
    const auto ordered =
        dose("a", 1.0, po).every(od::Time{24.0}, 3) + od::Change{od::Time{30.0}, {{"lag", 5.0}}};
    const auto last_entry = [](const od::Regimen& regimen) {
        const auto entries = [](const od::Dose&, std::size_t changes) {
            return std::vector<od::Entry>{{0, 1.0, changes > 0 ? 5.0 : 0.0, 0.0}};
        };
        return od::flatten(regimen, entries).back().begin;
    };
    CHECK(last_entry(ordered) == 48.0);
    CHECK(last_entry(od::taken(ordered, {}, 1)) == 53.0);
}

TEST_CASE("no dose moves across a reset") {
    for (std::uint64_t subject = 0; subject < 200; ++subject) {
        const auto ordered = dose("a", 1.0, po, 23.0) + od::Regimen(od::Reset{od::Time{24.0}}) +
                             dose("a", 1.0, po, 24.0) + dose("a", 1.0, po, 25.0);
        const auto history = od::taken(ordered, {0.0, od::Time{2.0}}, 1, subject);
        REQUIRE(history.records().size() == 4);
        CHECK(od::time_of(history.records()[0]) < 24.0);
        CHECK(od::time_of(history.records()[2]) >= 24.0);
        CHECK(od::time_of(history.records()[3]) > 24.0);
    }
}
