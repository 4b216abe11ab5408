/// The two forms of binding are limits of each other.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

/// Naltrexone with every koff at mu multiplied by `factor`.
od::Model naltrexone(od::BindingMode mode, double factor = 1.0,
                     od::Biophase biophase = od::Biophase::pet) {
    auto options = support::held(biophase);
    options.binding = mode;
    options.receptors = {od::Receptor::mu};
    if (mode == od::BindingMode::kinetic)
        for (const char* ligand :
             {"naltrexone", "6-beta-naltrexol", "beta-endorphin", "enkephalin"})
            options.parameters[std::string(ligand) + ".mu.koff"] = 72.0 * factor;
    return od::Model(options);
}

Eigen::VectorXd occupancy(const od::Model& model, const od::Regimen& regimen,
                          const std::vector<double>& times) {
    return od::simulate(model, regimen, times, {.rtol = 1e-10, .atol = 1e-13})
        .occupancy("naltrexone", od::Receptor::mu);
}

}  // namespace

TEST_CASE("at a steady concentration kinetic binding settles at Gaddum's equilibrium") {
    // An infusion for 2000 h: 87 half-lives of the slowest process, the effect site (30 h, `pet`),
    // would leave 1e-26; both then stand still.
    const od::Regimen steady = support::infusion("naltrexone", 50.0, 2000.0);
    const std::vector<double> late{1900.0, 1950.0, 1999.0};
    const auto kinetic = occupancy(naltrexone(od::BindingMode::kinetic), steady, late);
    const auto settled = occupancy(naltrexone(od::BindingMode::equilibrium), steady, late);
    const double apart = (kinetic - settled).cwiseAbs().maxCoeff();
    constexpr double limit =
        1e-10;  // rtol of the kinetic run; a fixed point does not add up errors
    support::figure("kinetic against equilibrium at steady state", apart, limit);
    CHECK(settled.minCoeff() > 0.5);
    CHECK(apart < limit);
}

TEST_CASE("kinetic binding tends to equilibrium as 1 / koff") {
    const od::Regimen tablet = support::dose("naltrexone", 50.0, od::Route::oral);
    const auto times = od::grid(od::Time{0.5}, od::Time{48.0}, od::Time{0.5});
    const auto limit_curve = occupancy(naltrexone(od::BindingMode::equilibrium), tablet, times);
    std::vector<double> apart;
    for (const double factor : {1.0, 10.0, 100.0, 1000.0})
        apart.push_back(
            (occupancy(naltrexone(od::BindingMode::kinetic, factor), tablet, times) - limit_curve)
                .cwiseAbs()
                .maxCoeff());
    // The error is about (rate of change of occupancy) / koff. Occupancy rises by about 0.7 per hour at
    // 0.5 h, the first of these times, and 0.7 / 72 is 1e-2.
    support::figure("equilibrium instead of koff 72 /h, any time", apart[0], 1e-2);
    CHECK(apart[0] < 1e-2);
    // First order in 1/koff: each factor of 10 gains 10, to a few per cent of second order at first.
    for (std::size_t i = 1; i < apart.size(); ++i) {
        const double gain = apart[i - 1] / apart[i];
        support::measured("gain of ten times the koff", gain, "10 within 5 %");
        CHECK(std::abs(gain - 10.0) < 0.5);
    }
}

TEST_CASE("at the times of the occupancy table both forms agree to half a per cent") {
    const od::Regimen tablet = support::dose("naltrexone", 50.0, od::Route::oral);
    const std::vector<double> times{1, 4, 24, 48, 72, 120, 168};
    // The error is about (rate of change of occupancy) / koff. Occupancy changes by at most 0.2 per
    // hour at 1 h, and by less at the later times; 0.2 / 72 is 3e-3.
    constexpr double limit = 5e-3;
    for (const auto preset : {od::Biophase::pet, od::Biophase::transient, od::Biophase::plasma}) {
        const auto kinetic =
            occupancy(naltrexone(od::BindingMode::kinetic, 1.0, preset), tablet, times);
        const auto settled =
            occupancy(naltrexone(od::BindingMode::equilibrium, 1.0, preset), tablet, times);
        const double apart = (kinetic - settled).cwiseAbs().maxCoeff();
        support::figure("equilibrium instead of koff 72 /h, table, " + od::to_string(preset), apart,
                        limit);
        CHECK(apart < limit);
    }
}
