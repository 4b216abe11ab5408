#include "opiodyn/adherence.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::dose, support::thrown;

namespace {

constexpr auto po = od::Route::oral;
const od::Regimen year = dose("a", 1.0, po, 22.0).every(od::Time{24.0}, 365);

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
