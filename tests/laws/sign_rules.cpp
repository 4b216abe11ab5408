/// Whether a small block raises the mean tone: the two sign rules of theory section 7, on both sides,
/// and their size.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/response.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

constexpr double e0 = 0.2, x50 = 0.2, small = 1e-4;

/// Beta-endorphin and a blocker that stays, at mu.
od::Model mu_model(double phi, std::map<std::string, double> parameters) {
    od::ModelOptions options;
    options.receptors = {od::Receptor::mu};
    options.endogenous = {"beta-endorphin"};
    options.response.adaptation = false;
    options.response.phi = phi;
    options.parameters = std::move(parameters);
    support::add_steady_ligand(options, od::Receptor::mu);
    return od::Model(options);
}

}  // namespace

TEST_CASE("feed-forward: a small constant block moves tone by gain over self-occupancy less one") {
    // First order in the block A; what is left out is about A / x50.
    constexpr double limit = 2.0 * small / x50;
    support::Worst worst;
    int gains = 0, losses = 0;
    for (const double G : {0.0, 0.1, 0.19, 0.21, 0.6})
        for (const double q : {1.0, 3.0}) {
            const auto model = mu_model(1.0, {{"beta-endorphin.G", G},
                                              {"beta-endorphin.a", 0.0},
                                              {"beta-endorphin.mu.e0", e0},
                                              {"mu.U", 0.1},
                                              {"mu.o50", 0.5},
                                              {"mu.q", q}});
            auto y = model.baseline();
            support::set_ligand(model, y, small * (1.0 + e0));
            const auto end = support::later(model, y, 5000.0);  // e^-41 of the slowest is left
            const double A = support::read(model, end, "occupancy.a.mu");
            const double slope = (support::read(model, end, "tone.mu") - 1.0) / A;
            const double h_slope = q == 1.0 ? 1.0 / 0.5 : 0.0;  // h'(0) = 1 / o50
            const double rule = G * (1.0 + x50) / (x50 * (1.0 + e0)) + 0.1 * h_slope - 1.0;
            worst.add((slope - rule) / (1.0 + std::abs(rule)));
            CHECK((slope > 0.0) == (rule > 0.0));
            ++(rule > 0.0 ? gains : losses);
        }
    support::figure("slope of tone with a small block, phi 1", worst.value(), limit);
    CHECK(worst.value() < limit);
    CHECK((gains >= 3 && losses >= 3));  // both sides
}

namespace {

/// Mean tone of the last of many days, with a small block for a share f of each.
double mean_of_pulses(const od::Model& model, double f) {
    constexpr int days = 400;
    constexpr double rtol = 1e-8;
    auto y = model.baseline();
    double mean = 0.0;
    for (int day = 0; day < days; ++day) {
        support::set_ligand(model, y, small * (1.0 + e0));
        y = support::later(model, y, 24.0 * f, rtol);
        mean = f * support::read(model, y, "tone.mu");
        support::set_ligand(model, y, 0.0);
        y = support::later(model, y, 24.0 * (1.0 - f), rtol);
        mean += (1.0 - f) * support::read(model, y, "tone.mu");
    }
    return mean;
}

}  // namespace

TEST_CASE("homeostatic: pulses win only if the gain outweighs their duty, a constant block never") {
    support::Worst worst;
    int gains = 0, losses = 0;
    for (const double gain : {0.8, 1.7, 2.5, 8.0})
        for (const double f : {0.2, 0.5, 0.7}) {
            // A precursor much slower than a day, a peptide much faster: tone is as flat within the
            // pulse, and between pulses, as the rule takes it to be.
            const double G = gain * x50 * (1.0 + e0) / (1.0 + x50);
            const auto model = mu_model(0.0, {{"beta-endorphin.G", G},
                                              {"beta-endorphin.mu.e0", e0},
                                              {"beta-endorphin.a", 0.0},
                                              {"mu.U", 0.0},
                                              {"beta-endorphin.precursor_half_life", 1000.0},
                                              {"beta-endorphin.peptide_half_life", 0.02}});
            const double change = (mean_of_pulses(model, f) - 1.0) / small;
            const double rule = f * (gain / (1.0 + gain * f) - 1.0);
            worst.add(change - rule);
            CHECK((change > 0.0) == (gain * (1.0 - f) > 1.0));
            ++(change > 0.0 ? gains : losses);
        }
    // The last day is not the limit yet (e^-6.6 = 0.0013), tone ends each part 1 % from its mean.
    constexpr double limit = 0.02;
    support::figure("change of mean tone per small pulse, phi 0", worst.value(), limit);
    CHECK(worst.value() < limit);
    CHECK((gains >= 3 && losses >= 3));

    for (const double G : {0.6, 10.0, 1000.0}) {
        const auto model = mu_model(0.0, {{"beta-endorphin.G", G}, {"mu.U", 0.0}});
        auto y = model.baseline();
        support::set_ligand(model, y, small);
        CHECK(support::read(model, support::later(model, y, 5000.0), "tone.mu") < 1.0);
    }
}
