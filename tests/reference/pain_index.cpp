/// The set `illustrative` does what it was set to do, and `mechanism` nothing.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

namespace {

/// Mean of the last three days of twelve weeks of 4.5 mg a night, in per cent of no drug.
double pain_after_twelve_weeks(od::EffectWeights weights, od::Biophase biophase) {
    od::ModelOptions options;
    options.biophase = biophase;
    options.response = od::ResponseOptions::all();
    options.response.weights = weights;
    const auto nights = support::dose("naltrexone", 4.5, od::Route::oral).every(od::Time{24.0}, 84);
    const auto times = od::grid(od::Time{81 * 24.0}, od::Time{84 * 24.0}, od::Time{0.1});
    const auto run = od::simulate(od::Model(options), nights, times);
    return od::metrics::mean(run.times(), run.column("pain"));
}

}  // namespace

TEST_CASE("4.5 mg a night lowers the illustrative pain index by 13 % after twelve weeks") {
    constexpr double limit = 0.2;  // w_O is a round number that gives 13 % to this
    for (const auto biophase : {od::Biophase::pet, od::Biophase::transient, od::Biophase::slow}) {
        const double apart =
            pain_after_twelve_weeks(od::EffectWeights::illustrative, biophase) - 87.0;
        support::figure("illustrative pain index, " + od::to_string(biophase) + ", per cent", apart,
                        limit);
        CHECK(std::abs(apart) < limit);
    }
    CHECK(pain_after_twelve_weeks(od::EffectWeights::mechanism, od::Biophase::pet) == 100.0);
}
