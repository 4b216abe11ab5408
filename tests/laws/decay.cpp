/// What only decays does so exactly, at any rate, and what it drains into gets all of it.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
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
