/// Without a drug nothing moves.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/random.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

TEST_CASE("every derivative is zero at the baseline") {
    support::Random random(0);
    support::Worst worst;
    const std::vector<std::string> varied{
        "naltrexone.mu.K",         "naltrexone.mu.koff",    "beta-endorphin.mu.K",
        "beta-endorphin.mu.e0",    "enkephalin.delta.koff", "enkephalin.delta.e0",
        "dynorphin.kappa.koff",    "dynorphin.kappa.e0",    "6-beta-naltrexol.kappa.koff",
        "beta-endorphin.delta.e0", "naltrexone.CL",         "enkephalin.mu.koff"};
    for (int set = 0; set < 600; ++set) {
        od::ModelOptions options;
        options.biophase = static_cast<od::Biophase>(set % 3);
        options.binding = static_cast<od::BindingMode>(set / 3 % 2);
        if (set >= 6)  // the first six are the presets as they are
            for (const auto& name : varied) {
                const auto& p = od::library::parameters().at(name);
                options.parameters[name] = random.log_uniform(p.low, p.high);
            }
        const od::Model model(options);
        od::State dydt(model.size());
        model.derivative(0.0, model.baseline(), dydt);
        worst.add(dydt.cwiseAbs().maxCoeff());
    }
    constexpr double limit = 1e-12;  // asked for; rounding times koff is 2e-16 x 180 = 4e-14
    support::figure("|dy/dt| at baseline, 600 models", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("the baseline is what equation (7) says of the peptides") {
    const od::Model model(support::held());
    Eigen::VectorXd row;
    model.observe(model.baseline(), row);
    for (std::size_t k = 0; k < model.columns().size(); ++k) {
        const auto& column = model.columns()[k];
        const double value = row[static_cast<od::Index>(k)];
        // Basal C/K: beta-endorphin 0.007 and enkephalin 0.003 at mu, dynorphin 0.05 at kappa.
        if (column.name() == "occupancy.beta-endorphin.mu")
            CHECK(std::abs(value - 0.007 / 1.01) < 1e-15);
        if (column.name() == "occupancy.enkephalin.mu")
            CHECK(std::abs(value - 0.003 / 1.01) < 1e-15);
        if (column.name() == "occupancy.dynorphin.kappa")
            CHECK(std::abs(value - 0.05 / 1.05) < 1e-15);
        if (column.name() == "free.mu") CHECK(std::abs(value - 1.0 / 1.01) < 1e-15);
        if (column.ligand == "naltrexone") CHECK(value == 0.0);
    }
}

TEST_CASE("a run without doses stays at the baseline, and so does the time before the first dose") {
    const od::Model model;
    Eigen::VectorXd row;
    model.observe(model.baseline(), row);
    const auto empty = od::simulate(model, od::Regimen{}, {0.0, 1.0, 1e6});
    const auto late = od::simulate(model, support::dose("naltrexone", 50.0, od::Route::oral, 2e6),
                                   {0.0, 1.0, 1e6});
    for (std::size_t k = 0; k < model.columns().size(); ++k)
        for (const od::Index i : {0, 1, 2}) {
            const auto column = static_cast<od::Index>(k);
            CHECK(empty.column(column)[i] == row[column]);
            CHECK(late.column(column)[i] == row[column]);
        }
}
