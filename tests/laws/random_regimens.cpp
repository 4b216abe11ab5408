/// Whatever is dosed, no amount is negative and no occupancy leaves [0, 1].

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/random.hpp"

namespace od = opiodyn;
using support::Random;

namespace {

/// The default model, or one with some parameters drawn from their plausible ranges.
od::Model random_model(Random& random) {
    od::ModelOptions options;
    options.binding = static_cast<od::BindingMode>(random.below(2));
    // Retention, the last of them, needs kinetic binding.
    const bool kinetic = options.binding == od::BindingMode::kinetic;
    options.biophase = static_cast<od::Biophase>(random.below(kinetic ? 5 : 3));
    if (random.coin())
        for (const char* name : {"naltrexone.CL", "naltrexone.V1", "naltrexone.oral.ka",
                                 "naltrexone.oral.F", "naltrexone.mu.koff", "naltrexone.mu.K",
                                 "naltrexone.kappa.koff", "6-beta-naltrexol.CL"}) {
            const auto& p = od::library::parameters().at(name);
            options.parameters[name] = random.log_uniform(p.low, p.high);
        }
    return od::Model(options);
}

od::Dose random_dose(Random& random) {
    od::Dose dose;
    dose.drug = "naltrexone";
    dose.amount = od::Mass{random.log_uniform(1e-3, 1e3)};
    dose.time = od::Time{random.uniform(0.0, 30.0)};
    dose.route = random.coin() ? od::Route::oral : od::Route::intravenous;
    if (dose.route == od::Route::intravenous && random.coin())
        dose.dur = od::Time{random.log_uniform(1e-3, 30.0)};
    if (random.coin()) {
        dose.ii = od::Time{random.log_uniform(0.1, 24.0)};
        dose.addl = random.below(6);
    }
    return dose;
}

od::Regimen random_regimen(Random& random) {
    od::Regimen regimen;
    for (int k = 1 + random.below(4); k > 0; --k) regimen += random_dose(random);
    return regimen;
}

od::Method random_method(Random& random, const od::Model& model) {
    // dopri5 crawls where binding is kinetic: there it has its turn in the short runs.
    const int choice = random.below(8);
    if (choice == 0) return od::Method::dopri5;
    return choice < 5 ? od::Method::rodas5p
                      : (model.linear() ? od::Method::exact : od::Method::automatic);
}

}  // namespace

TEST_CASE("no state is negative and no occupancy leaves 0 to 1 in 1,000 random regimens") {
    Random random(20240229);
    double lowest = 0.0, highest = 0.0;
    int values = 0;
    for (int run = 0; run < 1000; ++run) {
        const auto model = random_model(random);
        const auto method = random_method(random, model);
        const auto regimen = random_regimen(random);
        const double span = method == od::Method::dopri5 ? 2.0 : 72.0;
        std::vector<double> times;
        for (double t = regimen.first_time(); t < regimen.first_time() + span;
             t += random.log_uniform(1e-4, 4.0))
            times.push_back(t);
        od::SolverOptions options{.method = method};
        options.rtol = random.log_uniform(1e-9, 1e-3);
        options.atol = options.rtol * random.log_uniform(1e-6, 1.0);
        CAPTURE(run, od::to_text(regimen), od::to_string(method), options.rtol, options.atol);
        const auto trajectory = od::simulate(model, regimen, times, options);
        REQUIRE(trajectory.complete());
        for (std::size_t k = 0; k < trajectory.columns().size(); ++k) {
            const auto column = trajectory.column(static_cast<od::Index>(k));
            REQUIRE(column.allFinite());
            const auto& quantity = trajectory.columns()[k].quantity;
            // An effect is below zero where an antagonist takes what peptides do.
            if (quantity != "effect") lowest = std::min(lowest, column.minCoeff());
            if (quantity == "occupancy" || quantity == "free")
                highest = std::max(highest, column.maxCoeff());
            values += static_cast<int>(column.size());
        }
    }
    support::measured("1,000 random regimens, smallest of " + std::to_string(values) + " values",
                      lowest, "at least 0");
    support::measured("1,000 random regimens, largest occupancy", highest, "at most 1");
    CHECK(lowest >= 0.0);
    CHECK(highest > 0.9);  // the regimens do reach high occupancies
    // Free receptors are 1 - sum of complexes, never below 0; one rounding may sit on the other side.
    CHECK(highest <= 1.0);
}
