/// A plasma concentration that the caller gives drives the model as the drug's own kinetics would.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

constexpr double ke0 = 0.7, Kp = 0.8, fu = 0.5;

/// Returns a model of one drug at mu whose concentration is given.
od::Model ramped(od::BindingMode binding) {
    auto drug = support::drug("own", 5.0, {40.0});
    drug.ke0 = ke0;
    drug.Kp = Kp;
    drug.fu = fu;
    auto options = support::held();
    options.drugs = {drug};
    options.receptors = {od::Receptor::mu};
    options.bindings = {{"own", od::Receptor::mu, 1.0, 60.0}};
    options.concentration_given = {"own"};
    options.binding = binding;
    return od::Model(options);
}

/// Falls from 10 nM to 0 in 10 h and stays there.
const od::Concentration ramp{"own", {0.0, 10.0, 20.0}, {10.0, 0.0, 0.0}};

/// Returns the effect site under the ramp a + b t, Kp fu ((a - b/ke0) (1 - e^(-ke0 t)) + b t), and then its decay.
double effect_site(double t) {
    const auto within = [](double u) {
        const double a = 10.0, b = -1.0;
        return Kp * fu * ((a - b / ke0) * -std::expm1(-ke0 * u) + b * u);
    };
    return t <= 10.0 ? within(t) : within(10.0) * std::exp(-ke0 * (t - 10.0));
}

/// Returns the plasma curve of a drug in a run, as a table.
od::Concentration table_of(const od::Trajectory& run, const std::string& drug) {
    const auto C = run.concentration(drug);
    return {drug, {run.times().begin(), run.times().end()}, {C.begin(), C.end()}};
}

/// Returns the largest difference of a column in two runs, relative to its range in the first.
double worst_difference(const od::Trajectory& inside, const od::Trajectory& fed,
                        const std::string& column) {
    const Eigen::VectorXd a = inside.column(column), b = fed.column(column);
    const double range = a.maxCoeff() - a.minCoeff();
    return (a - b).cwiseAbs().maxCoeff() / (range > 0.0 ? range : 1.0);
}

/// Runs a model with the plasma curves of another run, given at every `step` h, and returns the largest difference
/// of any column that both have.
double feeding_error(double step) {
    const od::SolverOptions tight{.method = od::Method::rodas5p, .rtol = 1e-10, .atol = 1e-13};
    od::ModelOptions options;
    options.drugs = {"naltrexone", "morphine"};
    const od::Regimen morphine = support::infusion("morphine", 10.0, 0.5, 12.0);
    const od::Regimen tablet = support::dose("naltrexone", 50.0, od::Route::oral);
    const auto fine = od::grid(od::Time{0.0}, od::Time{24.0}, od::Time{step});
    const auto curves = od::simulate(od::Model(options), tablet + morphine, fine, tight);

    options.drugs = {"naltrexone", "6-beta-naltrexol", "morphine"};
    options.concentration_given = {"naltrexone", "6-beta-naltrexol"};
    const od::Model given(options);
    const auto regimen = od::Regimen(table_of(curves, "naltrexone")) +
                         od::Regimen(table_of(curves, "6-beta-naltrexol")) + morphine;
    const auto times = od::grid(od::Time{0.0}, od::Time{24.0}, od::Time{0.4});
    const auto inside = od::simulate(od::Model({.drugs = {"naltrexone", "morphine"}}),
                                     tablet + morphine, times, tight);
    const auto fed = od::simulate(given, regimen, times, tight);
    support::Worst worst;
    for (const auto& column : given.columns()) {
        const bool zero = inside.column(column.name()).cwiseAbs().maxCoeff() < 1e-9;
        if (!zero) worst.add(worst_difference(inside, fed, column.name()));
    }
    return worst.value();
}

}  // namespace

TEST_CASE("the effect site under a linear ramp follows its closed form") {
    const auto times = od::grid(od::Time{0.0}, od::Time{20.0}, od::Time{0.5});
    for (const auto binding : {od::BindingMode::equilibrium, od::BindingMode::kinetic}) {
        const auto run = od::simulate(ramped(binding), ramp, times, {.rtol = 1e-12, .atol = 1e-15});
        support::Worst site, plasma;
        for (od::Index i = 0; i < run.rows(); ++i) {
            const double t = run.times()[i];
            site.add(run.column("effect_site.own")[i] - effect_site(t));
            plasma.add(run.concentration("own")[i] - std::max(0.0, 10.0 - t));
        }
        support::figure("effect site under a ramp, " + od::to_string(binding), site.value(), 1e-9);
        CHECK(site.value() < 1e-9);
        CHECK(plasma.value() < 1e-9);
    }
}

TEST_CASE("a run fed with the plasma curves of a run inside is that run") {
    const double coarse = feeding_error(0.1), fine = feeding_error(0.025);
    // A straight line errs by h^2 / 8 of the second derivative, which the peak after absorption makes large.
    support::figure("a run fed with its own plasma curves, every 1.5 min", fine, 1e-3);
    support::measured("the error falls with the square of the step, 16 times", coarse / fine,
                      "above 10");
    CHECK(fine < 1e-3);
    CHECK(coarse / fine > 10.0);
}

TEST_CASE("batches take concentrations as single runs do, and reduce them exactly") {
    const auto model = ramped(od::BindingMode::kinetic);
    const od::Concentration peaked{"own", {0.0, 1.0, 3.0, 20.0}, {0.0, 8.0, 2.0, 1.0}};
    const std::vector<od::Subject> subjects{{model, ramp}, {model, peaked}};
    const od::BatchRequest request{
        .times = {0.5, 9.5, 20.0},
        .columns = {"occupancy.own.mu", "concentration.own"},
        .metrics = {
            {od::Metric::Statistic::area, "concentration.own", {.begin = 0.0, .end = 20.0}}}};
    const od::SolverOptions options{.method = od::Method::rodas5p};
    const auto batch = od::simulate_batch(subjects, request, options);
    CHECK(std::abs(batch.metric(0, 0) - 50.0) < 1e-8);
    CHECK(std::abs(batch.metric(1, 0) - (4.0 + 10.0 + 25.5)) < 1e-8);
    for (int k = 0; k < 2; ++k) {
        const auto& regimen = subjects[static_cast<std::size_t>(k)].regimen;
        const auto alone = od::simulate(model, regimen, request.times, options);
        for (int i = 0; i < 3; ++i)
            CHECK(batch.value(k, i, 0) == alone.occupancy("own", od::Receptor::mu)[i]);
    }
}

TEST_CASE("a table in ng/mL is the one in nM by the molar mass") {
    auto options = support::held();
    options.concentration_given = {"Naltrexone"};  // as any name of a drug, in any case
    const od::Model model(options);
    od::Concentration nanomolar{"naltrexone", {0.0, 12.0}, {3.0, 1.0}};
    auto mass = nanomolar;
    mass.unit = od::ConcentrationUnit::nanograms_per_millilitre;
    for (auto& value : mass.values) value *= 0.34141;  // 341.41 g/mol
    const auto a = od::simulate(model, nanomolar), b = od::simulate(model, mass);
    CHECK(std::abs(b.concentration("naltrexone")[0] / 3.0 - 1.0) < 1e-12);
    CHECK(
        (a.occupancy("naltrexone", od::Receptor::mu) - b.occupancy("naltrexone", od::Receptor::mu))
            .cwiseAbs()
            .maxCoeff() < 1e-9);
}

TEST_CASE("a host's own solver writes the concentration, and reads effects off its state") {
    const auto model = ramped(od::BindingMode::kinetic);
    const auto plasma = model.concentration_state("own");
    od::State y = model.baseline(), dydt(model.size());
    y[plasma] = 4.0;
    y[model.state("own.effect_site")] = 0.3;
    model.derivative(0.0, y, dydt);
    CHECK(dydt[plasma] == 0.0);
    CHECK(std::abs(dydt[model.state("own.effect_site")] - ke0 * (Kp * fu * 4.0 - 0.3)) < 1e-14);
    CHECK(model.states()[static_cast<std::size_t>(plasma)].unit == "nM");
    Eigen::VectorXd row;
    model.observe(y, row);
    for (std::size_t k = 0; k < model.columns().size(); ++k)
        if (model.columns()[k].name() == "concentration.own")
            CHECK(row[static_cast<od::Index>(k)] == 4.0);
}
