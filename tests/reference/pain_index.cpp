/// The set `illustrative` does what it was set to do, and `mechanism` nothing.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

namespace {

/// Mean from 8 to 24 h after the last of twelve weeks of 4.5 mg a night, in per cent of no drug.
double waking_pain(od::EffectWeights weights) {
    od::ModelOptions options;
    options.biophase = od::Biophase::transient;
    options.response = od::ResponseOptions::all();
    options.response.weights = weights;
    const auto nights = support::dose("naltrexone", 4.5, od::Route::oral).every(od::Time{24.0}, 84);
    const auto times = od::grid(od::Time{83 * 24.0 + 8.0}, od::Time{84 * 24.0}, od::Time{0.1});
    const auto run = od::simulate(od::Model(options), nights, times);
    return od::metrics::mean(run.times(), run.column("pain"));
}

}  // namespace

TEST_CASE("4.5 mg a night lowers the illustrative pain index by 13 % in waking hours") {
    constexpr double limit = 0.1;  // w_s has four digits: 0.01 % of 13; samples every 0.1 h
    const double apart = waking_pain(od::EffectWeights::illustrative) - 87.0;
    support::figure("illustrative pain index after 4.5 mg a night, per cent", apart, limit);
    CHECK(std::abs(apart) < limit);
    CHECK(waking_pain(od::EffectWeights::mechanism) == 100.0);
}
