/// An infusion of three minutes, 500 hours into the run, when steps are long, is not stepped over.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/exponentials.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {
constexpr double D = 7.0, begin = 500.0, duration = 0.05;
}

TEST_CASE("the area under a 0.05 h infusion at 500 h is dose over clearance") {
    // CL times the area is what has left the body: the amount of a metabolite that stays.
    auto a = support::drug("a", 150.0, {171.0, 599.0}, {59.0});
    a.metabolites = {{"gone", 0.0, 1.0}};
    const auto model = support::pk_model({a, support::drug("gone", 0.0, {1.0})});
    // A first tiny dose starts the solver long before, so that its steps have grown.
    const auto regimen = od::Regimen(support::dose("a", 1e-9, od::Route::intravenous)) +
                         support::infusion("a", D, duration, begin);
    const auto form = support::two_compartments(150, 171, 59, 599);
    const std::vector<double> times{500.01, 500.05, 500.5, 510.0, 900.0};
    for (const auto method : {od::Method::exact, od::Method::rodas5p, od::Method::dopri5}) {
        const auto run = od::simulate(model, regimen, times, {.method = method});
        const double area = run.column("amount.gone.central")[4] / 150.0;
        support::Worst curve;
        for (od::Index i = 0; i < 4; ++i)
            curve.add_relative(
                run.concentration("a")[i],
                static_cast<double>(
                    D * form.infusion(duration, times[static_cast<std::size_t>(i)] - begin)));
        // The rest of the curve after 900 h is e^-27 of the dose, the tiny dose 1e-10 of it.
        constexpr double area_limit = 1e-9;
        // rtol 1e-6 a step, times the steps.
        const double limit = method == od::Method::exact ? 1e-9 : 1e-5;
        support::figure("AUC of a 0.05 h infusion at 500 h, " + od::to_string(method),
                        area * 150.0 / D - 1.0, area_limit);
        support::figure("its curve, " + od::to_string(method), curve.value(), limit);
        CHECK(std::abs(area * 150.0 / D - 1.0) < area_limit);
        CHECK(curve.value() < limit);
    }
}

TEST_CASE("the default model, kinetic binding and default tolerances, sees it too") {
    const od::Model model;
    const auto oral = support::dose("naltrexone", 1.0, od::Route::oral);
    const auto late = support::infusion("naltrexone", D, duration, begin);
    const std::vector<double> times{499.9, 501.0, 510.0};
    const auto run = od::simulate(model, od::Regimen(oral) + late, times);
    // Binding feeds nothing back to plasma, so its level is that of the exact, linear model.
    od::ModelOptions options;
    options.binding = od::BindingMode::equilibrium;
    const auto exact = od::simulate(od::Model(options), od::Regimen(oral) + late, times);
    const auto C = run.concentration("naltrexone"), expected = exact.concentration("naltrexone");
    CHECK(C[0] < 1e-6 * C[1]);
    for (const od::Index i : {1, 2})
        CHECK(std::abs(C[i] / expected[i] - 1.0) < 1e-5);  // rtol 1e-6 a step
}
