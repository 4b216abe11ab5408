/// The periodic and the constant steady state with the slow states of the response: where a long series
/// of doses leads.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "opiodyn/steady_state.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

const od::SolverOptions tight{.rtol = 1e-9, .atol = 1e-12};
constexpr double day = 24.0;
// Each of the two is within rtol a step; a period has some hundred of them.
constexpr double limit = 1e-6;

od::Model full(od::Biophase biophase, od::BindingMode mode, double phi) {
    od::ModelOptions options;
    options.biophase = biophase;
    options.binding = mode;
    options.response = od::ResponseOptions::all();
    options.response.phi = phi;
    options.response.weights = od::EffectWeights::illustrative;
    options.parameters = {{"activation.half_life", 168.0}};  // months would ask for longer runs
    return od::Model(options);
}

/// Largest difference of any column that is not vanishingly small.
double difference(const od::Model& model, const od::State& y, const od::Trajectory& run) {
    Eigen::VectorXd row;
    model.observe(y, row);
    support::Worst worst;
    for (od::Index k = 0; k < row.size(); ++k) {
        const double expected = run.column(k)[run.rows() - 1];
        worst.add((row[k] - expected) / (std::abs(expected) + 1e-3));
    }
    return worst.value();
}

}  // namespace

TEST_CASE("nightly doses reach the steady state that a year and a half of them does") {
    // The slowest process, half-life 7 days, has fallen to e^-54 in 550 days.
    constexpr int days = 550;
    for (const auto biophase : {od::Biophase::transient, od::Biophase::pet})
        for (const auto mode : {od::BindingMode::kinetic, od::BindingMode::equilibrium})
            for (const double phi : {1.0, 0.5}) {
                const auto model = full(biophase, mode, phi);
                const auto night = support::dose("naltrexone", 4.5, od::Route::oral);
                const auto run = od::simulate_at(model, night.every(od::Time{day}, days + 1),
                                                 {{day * days, od::Output::before}}, tight);
                const auto steady = od::steady_state(model, night, od::Time{day}, tight);
                const std::string name = od::to_string(biophase) + ", " + od::to_string(mode) +
                                         ", phi " + support::short_text(phi);
                const double apart = difference(model, steady.state, run);
                support::figure("steady state with response, " + name, apart, limit);
                support::measured("periods, " + name, static_cast<double>(steady.periods),
                                  "below 100");
                CHECK(apart < limit);
                CHECK(steady.periods < 100);
            }
}

TEST_CASE("a constant infusion reaches the steady state that a long one does") {
    const auto model = full(od::Biophase::pet, od::BindingMode::kinetic, 1.0);
    const auto run =
        od::simulate(model, support::infusion("naltrexone", 6000.0, 12000.0), {12000.0}, tight);
    auto endless = support::dose("naltrexone", 0.0, od::Route::intravenous);
    endless.rate = od::MassRate{0.5};
    endless.ss = od::SteadyStateDose::reset;
    const auto steady = od::simulate_at(model, endless, {{0.0, od::Output::after}}, tight);
    support::Worst worst;
    for (od::Index k = 0; k < static_cast<od::Index>(model.columns().size()); ++k)
        worst.add((steady.column(k)[0] - run.column(k)[0]) / (std::abs(run.column(k)[0]) + 1e-3));
    support::figure("constant infusion with response", worst.value(), limit);
    CHECK(worst.value() < limit);
}
