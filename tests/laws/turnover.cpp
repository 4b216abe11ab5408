/// Receptors, peptides and adaptation against their closed forms, each under a constant drive.

#include <catch2/catch_test_macros.hpp>
#include <numbers>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/response.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

// The integrator keeps each step within 1e-10; constants of hours to days leave few hundred of them.
constexpr double limit = 1e-8;
const std::vector<double> hours{0.5, 3.0, 12.0, 24.0, 84.0, 300.0, 1000.0};

double rate(const od::Model& model, const std::string& half_life) {
    return std::numbers::ln2 / model.parameters().value(half_life);
}

/// 1 - e^(-kt)
double risen(double k, double t) { return -std::expm1(-k * t); }

/// h of (9) by the odds of the block, with o50 = 25 and q = 3.
double raised_by(double odds) { return 1.0 / (1.0 + std::pow(25.0 / odds, 3)); }

/// Beta-endorphin at mu alone; a level e0 of zero keeps it from competing with the blocker.
od::Model mu_alone(const od::ResponseOptions& response, double e0, double tau = 0.0) {
    od::ModelOptions options;
    options.receptors = {od::Receptor::mu};
    options.endogenous = {"beta-endorphin"};
    options.response = response;
    options.parameters = {{"beta-endorphin.mu.e0", e0}};
    support::add_steady_ligand(options, od::Receptor::mu, tau);
    return od::Model(options);
}

}  // namespace

TEST_CASE("receptor density follows its closed form under a constant block") {
    const auto model = mu_alone({.peptides = false, .adaptation = false}, 0.0);
    const double k = rate(model, "mu.turnover_half_life");
    support::Worst worst;
    for (const double C : {0.1, 1.0, 10.0, 25.0, 100.0, 1e6}) {
        auto y = model.baseline();
        support::set_ligand(model, y, C);
        const double h = raised_by(C);  // C / K is the odds of the block.
        for (const double t : hours)
            worst.add_relative(support::read(model, support::later(model, y, t), "density.mu"),
                               1.0 + 0.8 * h * risen(k, t));
    }
    support::figure("receptor density under constant block", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("internalisation takes receptors until synthesis holds against it") {
    // dT/dt = kdeg (1 + U h - T) - kint A T, linear as A is constant.
    auto model = mu_alone({.peptides = false, .adaptation = false}, 0.0);
    model = model.with({{"a.mu.kint", 0.3}});
    const double k = rate(model, "mu.turnover_half_life"), A = 0.5, loss = k + 0.3 * A;
    const double end = k * (1.0 + 0.8 * raised_by(1.0)) / loss;
    auto y = model.baseline();
    support::set_ligand(model, y, 1.0);
    support::Worst worst;
    for (const double t : hours)
        worst.add_relative(support::read(model, support::later(model, y, t), "density.mu"),
                           end + (1.0 - end) * std::exp(-loss * t));
    support::figure("receptor density with internalisation", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("precursor and peptide follow their closed forms under a constant drive") {
    const auto model =
        mu_alone({.turnover = false, .adaptation = false}, 0.0).with({{"beta-endorphin.a", 0.3}});
    const double kM = rate(model, "beta-endorphin.precursor_half_life");
    const double kE = rate(model, "beta-endorphin.peptide_half_life");
    support::Worst worst;
    for (const double C : {0.01, 0.5, 20.0}) {
        auto y = model.baseline();
        support::set_ligand(model, y, C);
        const double x = C / (1.0 + C);
        const double gain = 0.6 * x * 1.2 / (0.2 + x), release = 1.0 + 0.3 * x;
        for (const double t : hours) {
            const auto end = support::later(model, y, t);
            const double lag = kE / (kE - kM) * (std::exp(-kM * t) - std::exp(-kE * t));
            const double E =
                release * ((1.0 + gain) * risen(kE, t) - gain * lag) + std::exp(-kE * t);
            worst.add_relative(support::read(model, end, "precursor.beta-endorphin"),
                               1.0 + gain * risen(kM, t));
            worst.add_relative(support::read(model, end, "peptide.beta-endorphin"), E);
        }
    }
    support::figure("precursor and peptide under constant drive", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("a stimulus releases peptide and passes") {
    const auto model = mu_alone({.turnover = false, .adaptation = false}, 0.2);
    const double kX = rate(model, "beta-endorphin.stimulus_half_life");
    const double kE = rate(model, "beta-endorphin.peptide_half_life");
    auto y = model.baseline();
    y[model.state("beta-endorphin.stimulus")] = 4.0;  // as exercise: five times the level
    support::Worst worst;
    for (const double t : hours)
        worst.add_relative(
            support::read(model, support::later(model, y, t), "peptide.beta-endorphin"),
            1.0 + 4.0 * kE / (kE - kX) * (std::exp(-kX * t) - std::exp(-kE * t)));
    support::figure("peptide after a stimulus", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("adaptation follows what a drug adds, and shows as withdrawal once that is gone") {
    // Adaptation feeds back on what the drug adds only by gZ; without it the closed form is a rise.
    const auto model =
        mu_alone({.turnover = false, .peptides = false}, 0.2, 3.0).with({{"mu.gZ", 0.0}});
    const double k = rate(model, "mu.adaptation_half_life");
    auto y = model.baseline();
    support::set_ligand(model, y, 2.0);
    // Complexes x / (1 + sum x): of the peptide 0.2 of tau 10, and of the drug 2 of tau 3, over 3.2.
    const double P = 0.2 * 10.0 / 3.2, S = P + 2.0 * 3.0 / 3.2, P0 = 0.2 * 10.0 / 1.2;
    const double added = S / (1.0 + S) - P / (1.0 + P);
    support::Worst worst;
    for (const double t : hours) {
        auto end = support::later(model, y, t);
        const double Z = added * risen(k, t);
        worst.add_relative(support::read(model, end, "adaptation.mu"), Z);
        worst.add_relative(support::read(model, end, "tone.mu"), S / P0);
        worst.add_relative(support::read(model, end, "sigma.mu"), S / (1.0 + S));
        CHECK(support::read(model, end, "withdrawal") == 0.0);
        support::set_ligand(model, end, 0.0);
        worst.add_relative(support::read(model, end, "withdrawal"), Z);
    }
    support::figure("adaptation and withdrawal", worst.value(), limit);
    CHECK(worst.value() < limit);
    CHECK(support::read(model, model.baseline(), "withdrawal") == 0.0);
}

TEST_CASE("adaptation divides the signal, and settles where it equals what the drug adds") {
    const auto model = mu_alone({.turnover = false, .peptides = false}, 0.0, 3.0);
    auto y = model.baseline();
    support::set_ligand(model, y, 1.0);
    // Without a peptide sigma(S') = Z at rest, with S' = S / (1 + gZ Z) and S = 3/2: a quadratic of Z.
    constexpr double S = 1.5, gZ = 7.0;
    const double Z = (std::sqrt((1.0 + S) * (1.0 + S) + 4.0 * gZ * S) - (1.0 + S)) / (2.0 * gZ);
    const auto end = support::later(model, y, 3000.0);
    support::Worst worst;
    worst.add_relative(support::read(model, end, "adaptation.mu"), Z);
    worst.add_relative(support::read(model, end, "sigma.mu"), Z);
    support::figure("adaptation at rest", worst.value(), limit);
    CHECK(worst.value() < limit);
}
