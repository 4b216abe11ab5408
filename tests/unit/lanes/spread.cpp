#include "lanes/spread.hpp"

#include <Eigen/Dense>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/worst.hpp"

using opiodyn::detail::Spread;
using opiodyn::detail::SpreadPlan;

namespace {

// Two depots (0, 1) and a place that nothing reaches (2), then plasma (3), a second compartment (4), what has left
// (5), and an effect site (6), which holds no amount. The first depot sends a third past the plasma.
const std::vector<SpreadPlan::Entry> entries{{0, 0}, {1, 1}, {2, 2}, {3, 0}, {3, 1}, {3, 3},
                                             {3, 4}, {4, 3}, {4, 4}, {5, 0}, {5, 3}, {6, 3}};
const std::vector<double> rates{-3.0, -1.0,  -1.0, 2.0, 1.0,   -900.0,
                                0.2,  400.0, -0.2, 1.0, 500.0, 7.0};
const std::vector<bool> is_amount{true, true, true, true, true, true, false};

Eigen::MatrixXd matrix() {
    Eigen::MatrixXd J = Eigen::MatrixXd::Zero(7, 7);
    for (std::size_t e = 0; e < entries.size(); ++e)
        J(entries[e].row, entries[e].column) = rates[e];
    return J;
}

/// Returns what becomes of a content of 1 in a depot, for one hour.
Eigen::VectorXd spread(const SpreadPlan& plan, double h, std::size_t depot) {
    Spread<double> numbers(plan);
    numbers.prepare(rates, 1.0 / h);
    Eigen::VectorXd y = Eigen::VectorXd::Zero(7);
    numbers.add(depot, 1.0, y.data());
    return y;
}

}  // namespace

TEST_CASE("what a depot delivers follows one step of the implicit Euler method") {
    const SpreadPlan plan({0, 1}, entries, is_amount);
    support::Worst worst;
    for (const double h : {1e-6, 1e-3, 0.1, 24.0})
        for (const int depot : {0, 1}) {
            // Places 3 to 5 alone, solved densely.
            const Eigen::MatrixXd J = matrix().block(3, 3, 3, 3);
            const Eigen::VectorXd u = matrix().block(3, depot, 3, 1);
            const Eigen::MatrixXd W = Eigen::MatrixXd::Identity(3, 3) - h * J;
            const Eigen::VectorXd expected = W.partialPivLu().solve(u);
            const auto found = spread(plan, h, static_cast<std::size_t>(depot));
            worst.add((found.segment(3, 3) - expected).cwiseAbs().maxCoeff() / u.maxCoeff());
            CHECK(found.head(3).isZero(0.0));
            CHECK(found[6] == 0.0);
        }
    CHECK(worst.value() < 1e-13);  // rounding
}

TEST_CASE("a spread loses nothing") {
    const SpreadPlan plan({0, 1}, entries, is_amount);
    for (const double h : {1e-6, 1e-3, 0.1, 24.0}) {
        CHECK(std::abs(spread(plan, h, 0).sum() - 3.0) < 1e-13);
        CHECK(std::abs(spread(plan, h, 1).sum() - 1.0) < 1e-13);
    }
}

TEST_CASE("a fast compartment keeps little of it") {
    // Plasma loses 900 of what it has in an hour, and a part of this comes back within the hour.
    const SpreadPlan plan({1}, entries, is_amount);
    const double kept = spread(plan, 1.0, 0)[3];
    CHECK(kept > 1.0 / 901.0);
    CHECK(kept < 1.0 / (901.0 - 400.0 * 0.2));
}

TEST_CASE("a depot that feeds no compartment has no spread") {
    const SpreadPlan plan({2}, entries, is_amount);
    CHECK(plan.states.empty());
    CHECK(spread(plan, 1.0, 0).isZero(0.0));
    CHECK(SpreadPlan({}, entries, is_amount).states.empty());
}
