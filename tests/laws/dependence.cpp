/// Adaptation and the withdrawal index lie in [0, 1) for any opioids, doses and values; both are exactly 0 where nothing
/// but antagonists is taken.

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/random.hpp"

namespace od = opiodyn;

namespace {

/// Returns a value that is 0 in every fifth case.
double perhaps(support::Random& random, double low, double high) {
    return random.below(5) == 0 ? 0.0 : random.log_uniform(low, high);
}

od::ModelOptions random_options(support::Random& random, std::vector<od::DrugChoice> drugs) {
    od::ModelOptions options;
    options.biophase = static_cast<od::Biophase>(random.below(5));
    options.binding = options.biophase == od::Biophase::retention
                          ? od::BindingMode::kinetic
                          : static_cast<od::BindingMode>(random.below(2));
    options.drugs = std::move(drugs);
    // A list in braces is evaluated from left to right.
    options.parameters = {{"mu.gZ", perhaps(random, 0.1, 100.0)},
                          {"mu.adaptation_half_life", random.log_uniform(0.1, 1000.0)},
                          {"beta-endorphin.mu.e0", perhaps(random, 1e-4, 1.0)},
                          {"enkephalin.mu.e0", perhaps(random, 1e-4, 1.0)},
                          {"mu.U", perhaps(random, 0.1, 2.0)}};
    return options;
}

/// Returns doses in mg. They are drawn one by one, because compilers differ in the order of arguments.
std::array<std::string, 4> doses(support::Random& random) {
    std::array<std::string, 4> mg;
    for (auto& one : mg) one = od::to_text(random.log_uniform(0.1, 300.0));
    return mg;
}

/// A Range is what the columns of many runs reach.
struct Range {
    double low{0.0}, high{0.0};
    void add(const Eigen::VectorXd& column) {
        low = std::min(low, column.minCoeff());
        high = std::max(high, column.maxCoeff());
    }
};

od::Trajectory run(const od::ModelOptions& options, const std::string& regimen) {
    return od::simulate(od::Model(options), od::parse_regimen(regimen),
                        od::grid(od::Time{0.0}, od::Time{240.0}, od::Time{0.5}));
}

}  // namespace

TEST_CASE("adaptation and withdrawal lie in [0, 1), and no effect is above 1") {
    support::Random random(1990);
    Range adaptation, withdrawal, effect;
    for (int trial = 0; trial < 60; ++trial) {
        const auto options =
            random_options(random, {"morphine", "fentanyl", "buprenorphine", "naloxone"});
        const auto mg = doses(random);
        const auto found = run(options, "morphine " + mg[0] + " mg iv q6h x20 + fentanyl " + mg[1] +
                                            " mg iv at 3h + buprenorphine " + mg[2] +
                                            " mg sl at 50h + naloxone " + mg[3] + " mg iv at 130h");
        REQUIRE(found.complete());
        adaptation.add(found.column("adaptation.mu"));
        withdrawal.add(found.column("withdrawal"));
        effect.add(found.column("effect.pain"));
    }
    support::measured("largest adaptation of 60 runs", adaptation.high, "below 1");
    support::measured("largest withdrawal index of 60 runs", withdrawal.high, "below 1");
    CHECK(adaptation.low == 0.0);
    CHECK(withdrawal.low == 0.0);
    CHECK((adaptation.high > 0.5 && adaptation.high < 1.0));
    CHECK((withdrawal.high > 0.2 && withdrawal.high < 1.0));
    CHECK(effect.high <= 1.0);
}

TEST_CASE("antagonists alone leave adaptation and withdrawal at exactly 0") {
    support::Random random(1996);
    Range both, ventilation;
    for (int trial = 0; trial < 60; ++trial) {
        const auto options = random_options(random, {"naltrexone", "naloxone"});
        const auto mg = doses(random);
        const auto found = run(options, "naltrexone " + mg[0] + " mg po q24h x8 + naloxone " +
                                            mg[1] + " mg iv at 30h");
        both.add(found.column("adaptation.mu"));
        both.add(found.column("withdrawal"));
        ventilation.add(found.column("ventilation"));
    }
    CHECK((both.low == 0.0 && both.high == 0.0));
    CHECK(ventilation.high > 100.0);
}
