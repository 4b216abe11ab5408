/// Competition at equilibrium: Gaddum, Schild, Cheng and Prusoff.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/random.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

const std::vector<std::string> names{"a", "b", "c", "d"};

/// Ligands of the given K at mu, nothing else.
od::Model competitors(const std::vector<double>& K) {
    od::ModelOptions options;
    options.binding = od::BindingMode::equilibrium;
    options.receptors = {od::Receptor::mu};
    options.endogenous = {};
    options.drugs.clear();
    for (std::size_t i = 0; i < K.size(); ++i) {
        options.drugs.emplace_back(support::drug(names[i], 1.0, {1.0}));
        options.bindings.push_back({names[i], od::Receptor::mu, K[i], 60.0});
    }
    return od::Model(options);
}

/// Occupancy by each ligand, then the free fraction, at effect-site concentrations C.
std::vector<double> occupancy(const od::Model& model, const std::vector<double>& C) {
    od::State y = model.baseline();
    for (std::size_t i = 0; i < C.size(); ++i) y[model.state(names[i] + ".effect_site")] = C[i];
    Eigen::VectorXd row;
    model.observe(y, row);
    std::vector<double> found;
    for (std::size_t k = 0; k < model.columns().size(); ++k) {
        const auto& quantity = model.columns()[k].quantity;
        if (quantity == "occupancy" || quantity == "free")
            found.push_back(row[static_cast<od::Index>(k)]);
    }
    return found;
}

/// The concentration of ligand 0 that gives it this occupancy beside fixed others, by bisection.
double concentration_for(const od::Model& model, double wanted, std::vector<double> C) {
    double low = 1e-9, high = 1e9;
    for (int i = 0; i < 200; ++i) {
        C[0] = std::sqrt(low * high);
        (occupancy(model, C)[0] < wanted ? low : high) = C[0];
    }
    return std::sqrt(low * high);
}

}  // namespace

TEST_CASE("any number of ligands share a receptor as Gaddum's equation says") {
    support::Random random(1937);
    support::Worst worst;
    for (int set = 0; set < 1000; ++set) {
        std::vector<double> K, C;
        long double sum = 1;
        for (int i = 1 + random.below(4); i > 0; --i) {
            K.push_back(random.log_uniform(0.05, 500.0));
            C.push_back(random.log_uniform(1e-4, 1e4));
            sum += static_cast<long double>(C.back()) / K.back();
        }
        const auto found = occupancy(competitors(K), C);
        REQUIRE(found.size() == K.size() + 1);
        for (std::size_t i = 0; i < K.size(); ++i)
            worst.add_relative(found[i], static_cast<double>(C[i] / K[i] / sum));
        worst.add_relative(found.back(), static_cast<double>(1 / sum));
    }
    constexpr double limit = 1e-12;  // asked for; a few roundings of 2.2e-16 are all there is
    support::figure("Gaddum, 1000 sets of 1-4 ligands, relative", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("a competitive antagonist has a Schild slope of one and an intercept of log K") {
    const double K_antagonist = 0.56;
    const auto model = competitors({3.0, K_antagonist});
    const double alone = concentration_for(model, 0.5, {0.0, 0.0});
    std::vector<double> x, y;
    for (double B = 0.01; B < 500; B *= 3) {
        x.push_back(std::log10(B));
        y.push_back(std::log10(concentration_for(model, 0.5, {0.0, B}) / alone - 1.0));
    }
    double mean_x = 0, mean_y = 0, sxy = 0, sxx = 0;
    const auto n = static_cast<double>(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) mean_x += x[i] / n, mean_y += y[i] / n;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sxy += (x[i] - mean_x) * (y[i] - mean_y);
        sxx += (x[i] - mean_x) * (x[i] - mean_x);
    }
    const double slope = sxy / sxx, pA2 = mean_y - slope * mean_x;
    // The bisection ends at 2e-16 of the concentration, 1e-14 of a dose ratio of 1.02 minus 1.
    constexpr double limit = 1e-12;
    support::figure("Schild slope 1", slope - 1.0, limit);
    CHECK(std::abs(slope - 1.0) < limit);
    CHECK(std::abs(pA2 + std::log10(K_antagonist)) < limit);
}

TEST_CASE("half displacement happens where Cheng and Prusoff say") {
    support::Random random(1973);
    support::Worst worst;
    for (int set = 0; set < 100; ++set) {
        const double K = random.log_uniform(0.1, 10), K_label = random.log_uniform(0.1, 10);
        const double label = random.log_uniform(0.1, 10);
        const auto model = competitors({K, K_label});
        const double IC50 = K * (1.0 + label / K_label);
        worst.add_relative(occupancy(model, {IC50, label})[1],
                           0.5 * occupancy(model, {0.0, label})[1]);
    }
    constexpr double limit = 1e-14;  // a few roundings
    support::figure("Cheng-Prusoff, 100 sets", worst.value(), limit);
    CHECK(worst.value() < limit);
}
