/// Nothing is lost and nothing appears: of drug, over a year of daily doses, and of receptors.

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/odeint.hpp"
#include "opiodyn/opiodyn.hpp"
#include "support/balance.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

constexpr double limit = 1e-12;  // asked for; only rounding, 2e-16 a step, may enter

const auto year = od::grid(od::Time{0.5}, od::Time{8760.0}, od::Time{6.0});

double doses_until(double t, double dose) { return dose * (std::floor(t / 24.0) + 1.0); }

}  // namespace

TEST_CASE("drug in the body and eliminated adds up to the doses of a year") {
    // Naltrexone and its metabolite, and as their last metabolite what has left the body: a
    // compartment that nothing leaves.
    auto parent = support::drug("parent", 150.0, {171.0, 599.0}, {59.0});
    parent.absorption = {od::FirstOrder{1.4, 0.088}};
    parent.metabolites = {{"metabolite", 1.0, 1.0}};
    auto metabolite = support::drug("metabolite", 65.1, {180.0, 682.0}, {125.0});
    metabolite.metabolites = {{"gone", 1.0, 1.0}};
    const auto model = support::pk_model({parent, metabolite, support::drug("gone", 0.0, {1.0})});

    const double mg = 50.0;  // one nmol each
    const auto regimen = support::dose("parent", mg, od::Route::oral).every(od::Time{24.0}, 365);
    for (const auto method : {od::Method::exact, od::Method::rodas5p, od::Method::dopri5}) {
        const auto run = od::simulate(model, regimen, year, {.method = method});
        support::Worst worst;
        const Eigen::VectorXd sum = support::amount_in_body(run);
        for (od::Index i = 0; i < run.rows(); ++i)
            worst.add_relative(sum[i], doses_until(run.times()[i], mg));
        support::figure("mass balance of a year, " + od::to_string(method), worst.value(), limit);
        CHECK(worst.value() < limit);
        CHECK(run.column("amount.gone.central")[run.rows() - 1] > 0.98 * 365 * mg);
    }
}

TEST_CASE("receptors bound and free add up to all receptors over a year") {
    for (const auto mode : {od::BindingMode::kinetic, od::BindingMode::equilibrium}) {
        od::ModelOptions options;
        options.binding = mode;
        const od::Model model(options);
        const auto regimen =
            support::dose("naltrexone", 4.5, od::Route::oral).every(od::Time{24.0}, 365);
        const auto run = od::simulate(model, regimen, year);
        support::Worst worst;
        for (const auto receptor : od::all_receptors) {
            const Eigen::VectorXd sum = support::free_and_held(run, receptor);
            worst.add((sum.array() - 1.0).abs().maxCoeff());
        }
        support::figure("receptor balance of a year, " + od::to_string(mode), worst.value(), limit);
        CHECK(worst.value() < limit);
    }
}

TEST_CASE("what leaves the default model is what the metabolite's clearance takes") {
    // The model's own right-hand side with one equation more: d(gone)/dt = CL C of the metabolite.
    // Naltrexone becomes 6-beta-naltrexol completely, so nothing leaves in another way.
    const od::Model model;
    const auto n = model.size();
    const auto central = model.state("6-beta-naltrexol.central");
    const double k = model.parameters().value("6-beta-naltrexol.CL") /
                     model.parameters().value("6-beta-naltrexol.V1");
    const auto rates = [&](const Eigen::VectorXd& y, Eigen::VectorXd& dydt, double t) {
        od::State part(n);
        model.derivative(t, y.head(n), part);
        dydt.resize(n + 1);
        dydt << part, k * y[central];
    };
    const auto jacobian = [&](const Eigen::VectorXd& y, Eigen::MatrixXd& J, double t,
                              Eigen::VectorXd& dfdt) {
        od::Jacobian part(n, n);
        model.jacobian(t, y.head(n), part);
        J.setZero(n + 1, n + 1);
        J.topLeftCorner(n, n) = part;
        J(n, central) = k;
        dfdt.setZero(n + 1);
    };
    Eigen::VectorXd y(n + 1);
    y << model.baseline(), 0.0;
    double dosed = 0.0;
    support::Worst worst;
    for (int day = 0; day < 5; ++day) {
        for (const auto& entry : model.entries("naltrexone", od::Route::oral)) {
            y[entry.state] += 50.0 * entry.nmol_per_mg;
            dosed += 50.0 * entry.nmol_per_mg;
        }
        boost::numeric::odeint::integrate_adaptive(od::odeint::rodas5p_controlled(1e-9, 1e-6),
                                                   std::make_pair(rates, jacobian), y, 24.0 * day,
                                                   24.0 * (day + 1), 1e-3);
        double sum = y[n];
        for (od::Index i = 0; i < n; ++i)
            if (model.states()[static_cast<std::size_t>(i)].unit == "nmol") sum += y[i];
        worst.add_relative(sum, dosed);
    }
    support::figure("mass balance of the default model, own elimination integral", worst.value(),
                    limit);
    CHECK(worst.value() < limit);
    CHECK(y[n] > 0.8 * dosed);
}
