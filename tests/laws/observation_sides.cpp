/// What an output shows that falls on the very time of a dose, a reset, or several of them.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using od::Output;
using support::dose, support::infusion;

namespace {

constexpr auto iv = od::Route::intravenous;
constexpr double V = 40.0, k = 0.125;

od::Model one_compartment() { return support::pk_model({support::drug("a", k * V, {V})}); }

/// Amounts in the central compartment.
std::vector<double> amounts(const od::Regimen& regimen, const std::vector<Output>& outputs) {
    const auto amount = od::simulate_at(one_compartment(), regimen, outputs).amount("a", "central");
    return {amount.begin(), amount.end()};
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-13 * std::abs(b); }

/// What is left of `amount` after so many hours.
double left(double amount, double hours) { return amount * std::exp(-k * hours); }

}  // namespace

TEST_CASE("an output at a dose shows it or not, as it is told") {
    const auto a = amounts(dose("a", 80.0, iv, 5.0), {{5.0, Output::before}, {5.0, 1}, {5.0}});
    CHECK(a == std::vector{0.0, 80.0, 80.0});
    CHECK(amounts(dose("a", 80.0, iv), {{0.0, 0}, {0.0}}) == std::vector{0.0, 80.0});
    // The way of simulate(): after.
    const auto plain = od::simulate(one_compartment(), dose("a", 80.0, iv, 5.0), {5.0});
    CHECK(plain.amount("a", "central")[0] == 80.0);
}

TEST_CASE("an output stands between two doses at one time") {
    const auto both = od::Regimen(dose("a", 80.0, iv, 5.0)) + dose("a", 7.0, iv, 5.0);
    const std::vector<Output> outputs{{5.0, 0}, {5.0, 1}, {5.0, 1}, {5.0, 2}, {5.0}};
    CHECK(amounts(both, outputs) == std::vector{0.0, 80.0, 80.0, 87.0, 87.0});
    // Numbers count records of the whole regimen, not those at this time.
    const auto later = od::Regimen(dose("a", 1.0, iv, 900.0)) + both;
    CHECK(amounts(later, {{5.0, 1}, {5.0, 2}, {5.0, 3}}) == std::vector{0.0, 80.0, 87.0});
}

TEST_CASE("an additional dose is seen with its record") {
    const auto series = dose("a", 80.0, iv, 1.0).every(od::Time{4.0}, 3) + dose("a", 7.0, iv, 9.0);
    const double before = left(80.0, 8.0) + left(80.0, 4.0);
    const auto a = amounts(series, {{9.0, 0}, {9.0, 1}, {9.0, 2}});
    CHECK(near(a[0], before));
    CHECK(near(a[1], before + 80.0));
    CHECK(near(a[2], before + 87.0));
    // t0 + k ii rounds to another number than the output's 0.3: still the same instant.
    const auto rounded =
        amounts(dose("a", 80.0, iv, 0.1).every(od::Time{0.1}, 3), {{0.3, 0}, {0.3}});
    CHECK(near(rounded[1] - rounded[0], 80.0));
}

TEST_CASE("a lagged dose is seen with its record, when it arrives") {
    auto late = dose("a", 80.0, iv, 1.0);
    late.lag = od::Time{4.0};
    const auto both = od::Regimen(late) + dose("a", 7.0, iv, 5.0);
    CHECK(amounts(both, {{1.0}, {5.0, 0}, {5.0, 1}, {5.0, 2}}) ==
          std::vector{0.0, 0.0, 80.0, 87.0});
}

TEST_CASE("reset and dose at one time act in the order of the list") {
    const od::Regimen earlier = dose("a", 50.0, iv), given = dose("a", 80.0, iv, 5.0);
    const od::Regimen reset = od::Reset{od::Time{5.0}};
    const std::vector<Output> outputs{{5.0, 0}, {5.0, 1}, {5.0, 2}, {5.0, 3}, {7.0}};

    const auto reset_first = amounts(earlier + reset + given, outputs);
    CHECK(near(reset_first[0], left(50.0, 5.0)));
    CHECK(near(reset_first[1], left(50.0, 5.0)));
    CHECK(reset_first[2] == 0.0);
    CHECK(reset_first[3] == 80.0);
    CHECK(near(reset_first[4], left(80.0, 2.0)));

    const auto dose_first = amounts(earlier + given + reset, outputs);
    CHECK(near(dose_first[1], left(50.0, 5.0)));
    CHECK(near(dose_first[2], left(50.0, 5.0) + 80.0));
    CHECK(dose_first[3] == 0.0);
    CHECK(dose_first[4] == 0.0);
}

TEST_CASE("what arrives just when a reset acts is there before it and gone after it") {
    auto late = dose("a", 80.0, iv, 1.0);
    late.lag = od::Time{4.0};
    const std::vector<Output> outputs{{5.0, 0}, {5.0, 1}, {5.0, 2}, {7.0}};
    CHECK(amounts(late + od::Regimen(od::Reset{od::Time{5.0}}), outputs) ==
          std::vector{0.0, 80.0, 0.0, 0.0});
    // The other way round in the list: the reset comes first, and cancels what is pending.
    CHECK(amounts(od::Reset{od::Time{5.0}} + od::Regimen(late), outputs) ==
          std::vector{0.0, 0.0, 0.0, 0.0});

    const auto series = dose("a", 80.0, iv, 1.0).every(od::Time{4.0}, 5);
    const auto a = amounts(series + od::Regimen(od::Reset{od::Time{5.0}}), outputs);
    CHECK(near(a[0], left(80.0, 4.0)));
    CHECK(near(a[1], left(80.0, 4.0) + 80.0));
    CHECK(a[2] == 0.0);
    CHECK(a[3] == 0.0);
}

TEST_CASE("a steady state is seen with its record, dose included") {
    auto steady = dose("a", 80.0, iv, 5.0);
    steady.ii = od::Time{8.0};
    steady.ss = od::SteadyStateDose::reset;
    const double trough = 80.0 * std::exp(-1.0) / -std::expm1(-1.0);
    const auto both = od::Regimen(dose("a", 9.0, iv, 5.0)) + steady;
    const auto a = amounts(both, {{5.0, 0}, {5.0, 1}, {5.0, 2}});
    CHECK(a[0] == 0.0);
    CHECK(a[1] == 9.0);  // which the steady state then forgets
    CHECK(near(a[2], trough + 80.0));

    steady.ss = od::SteadyStateDose::add;
    const auto added = amounts(od::Regimen(dose("a", 9.0, iv, 5.0)) + steady, {{5.0, 2}});
    CHECK(near(added[0], trough + 89.0));
}

TEST_CASE("a change is seen on its side, too") {
    // The concentration is the amount over the volume in force.
    const auto regimen = od::Regimen(dose("a", 80.0, iv, 5.0)) +
                         od::Regimen(od::Change{od::Time{5.0}, {{"a.V1", 20.0}}});
    const auto C =
        od::simulate_at(one_compartment(), regimen, {{5.0, 0}, {5.0, 1}, {5.0, 2}, {5.0}})
            .concentration("a");
    CHECK(C[0] == 0.0);
    CHECK(C[1] == 2.0);
    CHECK(C[2] == 4.0);
    CHECK(C[3] == 4.0);
}

TEST_CASE("the end of an infusion has but one side") {
    const auto a = amounts(infusion("a", 80.0, 4.0, 1.0), {{5.0, 0}, {5.0, 1}, {5.0}});
    CHECK(a[0] == a[1]);
    CHECK(a[0] == a[2]);
    CHECK(near(a[0], 20.0 / k * -std::expm1(-4.0 * k)));
}

TEST_CASE("outputs at one time come in the order of what they see") {
    const auto d = dose("a", 80.0, iv, 5.0);
    CHECK(support::thrown([&] { amounts(d, {{5.0}, {5.0, 0}}); }) ==
          "InputError: times[1].seen = 0: must not be below that of times[0], at the same time");
}
