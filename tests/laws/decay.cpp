/// What only decays does so exactly, at any rate, and what it drains into gets all of it.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/exponentials.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

constexpr double rates[] = {0.0, 1e-12, 1e-6, 1e-4, 1e-3, 0.1, 1.0, 30.0, 1e3};  // 1/h

/// Drug-free but for one that leaves at the rate k from one litre and, asked for, binds.
od::Model leaving(double k, bool binds) {
    auto options = support::held(od::Biophase::plasma);
    options.drugs = {support::drug("drug", k, {1.0})};
    options.endogenous = {};
    options.receptors = {};
    if (binds) {
        options.receptors = {od::Receptor::mu};
        options.bindings = {{"drug", od::Receptor::mu, 1.0, 100.0}};
    }
    return od::Model(options);
}

}  // namespace

TEST_CASE("one compartment empties by e^(-kt), from not at all to at once") {
    support::Worst worst;
    double most = 0.0;
    for (const double k : rates)
        for (const bool binds : {false, true}) {
            const auto run =
                od::simulate(leaving(k, binds), support::dose("drug", 1.0, od::Route::intravenous),
                             od::grid(od::Time{0.0}, od::Time{48.0}, od::Time{0.37}),
                             {.method = od::Method::rodas5p, .max_steps = 5000});
            const auto amount = run.column("amount.drug.central");
            for (od::Index i = 0; i < run.rows(); ++i)
                worst.add(std::abs(amount[i] - std::exp(-k * run.times()[i])));
            most = std::max(most, static_cast<double>(run.counts().steps));
        }
    support::figure("decay at nine rates", worst.value(), 1e-12);
    support::measured("most steps for two days", most, "at most 5000");
    CHECK(worst.value() < 1e-12);  // rounding, once for each step
}

TEST_CASE("one compartment fills at a constant rate and empties by its closed form") {
    support::Worst worst;
    for (const double k : rates) {
        if (k == 0.0) continue;  // The closed form divides by k.
        const auto run = od::simulate(leaving(k, true), support::infusion("drug", 1.0, 1.7),
                                      od::grid(od::Time{0.0}, od::Time{48.0}, od::Time{0.37}),
                                      {.method = od::Method::rodas5p});
        const auto body = support::one_compartment(k, 1.0);
        const auto amount = run.column("amount.drug.central");
        for (od::Index i = 0; i < run.rows(); ++i)
            worst.add(
                std::abs(amount[i] - static_cast<double>(body.infusion(1.7, run.times()[i]))) /
                amount.maxCoeff());
    }
    support::figure("filling at eight rates", worst.value(), 1e-12);
    CHECK(worst.value() < 1e-12);  // rounding, once for each step
}

TEST_CASE("what a depot delivers is right to the tolerance in a fast compartment too") {
    // A compartment with k of up to 3500 /h holds a thousandth of what the depot still has. The rest of the error of the
    // depot must not end there: left there at once, it made 54 times the tolerance.
    support::Worst worst;
    const double rtol = 1e-6;
    for (const double CL : {0.1, 1.0, 10.0, 100.0, 461.0})
        for (const double ka : {0.1, 0.7, 3.0}) {
            auto drug = support::drug("drug", CL, {0.131});
            drug.absorption = {od::FirstOrder{ka, 1.0}};
            const auto run =
                od::simulate(support::pk_model({drug}), support::dose("drug", 1.0, od::Route::oral),
                             od::grid(od::Time{0.0}, od::Time{24.0}, od::Time{0.07}),
                             {.method = od::Method::rodas5p, .rtol = rtol});
            const auto found = run.column("concentration.drug");
            const auto body = support::one_compartment(CL, 0.131);
            for (od::Index i = 0; i < run.rows(); ++i)
                worst.add(std::abs(found[i] - static_cast<double>(body.oral(ka, run.times()[i]))) /
                          found.maxCoeff() / rtol);
        }
    support::figure("largest error behind a depot, in tolerances", worst.value(), 10.0);
    CHECK(worst.value() < 10.0);  // the goal of every model (docs/theory.md, section 5)
}
