/// Steady states at their limits: none exists, hardly anything leaves, an infusion never ends or is
/// shorter than an instant.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/regimens/schedules.hpp"
#include "support/throws.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::dose, support::steady;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;
constexpr double D = 100.0, ii = 8.0, start = 2.0;

}  // namespace

TEST_CASE("a steady state that does not exist, or cannot be added, is refused") {
    const auto stays = support::pk_model({support::drug("a", 0.0, {40.0})});
    const auto d = steady(dose("a", D, iv, start), ii);
    CHECK_THROWS_AS(od::simulate(stays, d, {start}), od::NotConvergedError);
    CHECK_THROWS_AS(od::steady_state(stays, dose("a", D, iv), od::Time{ii}), od::NotConvergedError);
    auto endless = dose("a", 0.0, iv, start);
    endless.rate = od::MassRate{1.0};
    endless.ss = od::SteadyStateDose::reset;
    CHECK_THROWS_AS(od::simulate(stays, endless, {start}), od::NotConvergedError);

    od::ModelOptions options;
    options.parameters = {{"6-beta-naltrexol.CL", 0.0}};
    auto kinetic = steady(dose("naltrexone", 4.5, po, start), ii);
    CHECK_THROWS_AS(od::simulate(od::Model(options), kinetic, {start}), od::NotConvergedError);

    kinetic.ss = od::SteadyStateDose::add;
    CHECK(support::thrown([&] {
              od::simulate(od::Model(), kinetic, {start});
          }).starts_with("InputError: dose.ss = 2: adds to what is there"));
}

TEST_CASE("a steady state is exact where hardly anything is eliminated in a period") {
    support::Worst worst;
    for (const double CL : {1e-2, 1e-5, 1e-8, 1e-12, 1e-15}) {
        const auto model = support::pk_model({support::drug("a", CL, {10.0})});
        auto dose = support::dose("a", 1.0, od::Route::intravenous);
        dose.ii = od::Time{1.0};
        dose.ss = od::SteadyStateDose::reset;
        const auto run = od::simulate(model, dose, std::vector<double>{0.0});
        const double expected = -1.0 / std::expm1(-CL / 10.0) / 10.0;
        worst.add_relative(run.concentration("a")[0], expected);
    }
    constexpr double limit = 1e-14;  // a few roundings
    support::figure("steady state of one compartment, k ii down to 1e-16", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("a constant infusion with a lag goes on for that lag") {
    const auto model = support::pk_model({support::drug("a", 1.0, {10.0})});
    od::Dose endless = support::dose("a", 0.0, od::Route::intravenous);
    endless.rate = od::MassRate{1.0};
    endless.ss = od::SteadyStateDose::reset;
    endless.lag = od::Time{5.0};
    const std::vector<double> times{0.0, 4.9, 5.0, 10.0};
    const auto run = od::simulate(model, endless, times);
    support::Worst worst;
    for (std::size_t i = 0; i < times.size(); ++i)
        worst.add_relative(run.concentration("a")[static_cast<od::Index>(i)],
                           std::exp(-0.1 * std::max(0.0, times[i] - 5.0)));
    CHECK(worst.value() < 1e-13);  // some hundred roundings of an exponential
}

TEST_CASE("an infusion shorter than an instant is a bolus, at steady state too") {
    const auto model = support::pk_model({support::drug("a", 1.0, {10.0})});
    auto bolus = support::dose("a", 1.0, od::Route::intravenous);
    bolus.ii = od::Time{24.0};
    bolus.ss = od::SteadyStateDose::reset;
    auto quick = bolus;
    quick.rate = od::MassRate{1e14};
    const std::vector<double> times{0.0, 3.0};
    const auto a = od::simulate(model, bolus, times), b = od::simulate(model, quick, times);
    CHECK(a.concentration("a") == b.concentration("a"));
}
