/// Asking for other times does not change an answer, not in the last bit.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <iterator>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/random.hpp"

namespace od = opiodyn;

namespace {

/// Random times, of which some are `shared`; begin and end differ from grid to grid.
std::vector<double> random_grid(support::Random& random, const std::vector<double>& shared) {
    auto times = shared;
    for (int k = 1 + random.below(60); k > 0; --k) times.push_back(random.uniform(0.0, 150.0));
    std::sort(times.begin(), times.end());
    return times;
}

bool same_bits(const od::Trajectory& a, od::Index i, const od::Trajectory& b, od::Index j) {
    for (std::size_t k = 0; k < a.columns().size(); ++k) {
        const double x = a.column(static_cast<od::Index>(k))[i];
        const double y = b.column(static_cast<od::Index>(k))[j];
        if (std::memcmp(&x, &y, sizeof x) != 0) return false;
    }
    return true;
}

od::Index row_of(const std::vector<double>& times, double t) {
    return std::find(times.begin(), times.end(), t) - times.begin();
}

}  // namespace

TEST_CASE("results at shared times are bit-identical on 100 random pairs of grids") {
    support::Random random(754);
    int compared = 0, different = 0;
    for (int pair = 0; pair < 100; ++pair) {
        od::ModelOptions model_options;
        model_options.binding = static_cast<od::BindingMode>(random.below(2));
        const bool kinetic = model_options.binding == od::BindingMode::kinetic;
        model_options.biophase = static_cast<od::Biophase>(random.below(kinetic ? 4 : 3));
        const od::Model model(model_options);
        const od::Regimen regimen =
            support::dose("naltrexone", random.log_uniform(0.5, 50), od::Route::oral, 1.0)
                .every(od::Time{24.0}, 1 + random.below(5)) +
            support::infusion("naltrexone", 2.0, 0.25, random.uniform(0.0, 100.0));
        std::vector<double> shared{1.0, 25.0};  // at doses as well
        for (int k = 0; k < 10; ++k) shared.push_back(random.uniform(0.0, 100.0));
        const auto one = random_grid(random, shared), other = random_grid(random, shared);
        const od::SolverOptions options{.rtol = random.log_uniform(1e-9, 1e-4)};
        const auto a = od::simulate(model, regimen, one, options);
        const auto b = od::simulate(model, regimen, other, options);
        for (const double t : shared) {
            ++compared;
            if (!same_bits(a, row_of(one, t), b, row_of(other, t))) ++different;
        }
    }
    support::measured("100 pairs of grids, rows that differ of " + std::to_string(compared),
                      different, "none");
    CHECK(compared == 1200);
    CHECK(different == 0);
}

TEST_CASE("dopri5 does not depend on the grid either") {
    const od::Model model;
    const od::Regimen regimen = support::dose("naltrexone", 50.0, od::Route::oral);
    const od::SolverOptions options{.method = od::Method::dopri5};
    const auto a = od::simulate(model, regimen, {0.5, 1.0, 1.7}, options);
    const auto b = od::simulate(model, regimen, {0.1, 0.2, 1.0, 1.3, 1.7, 2.5}, options);
    CHECK(same_bits(a, 1, b, 2));
    CHECK(same_bits(a, 2, b, 4));
}
