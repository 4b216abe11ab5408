#include "opiodyn/numerics/propagator.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <unsupported/Eigen/MatrixFunctions>

#include "support/random.hpp"
#include "support/throws.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

namespace {

/// A random closed or leaking compartment system.
MatrixXd random_system(support::Random& random, Index n) {
    MatrixXd A = MatrixXd::Zero(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            if (i != j && random.coin()) A(i, j) = random.log_uniform(1e-3, 30.0);
    for (Index j = 0; j < n; ++j) {
        A(j, j) = -(A.col(j).sum() - A(j, j));
        if (random.coin()) A(j, j) -= random.log_uniform(1e-3, 10.0);
    }
    return A;
}

/// n compartments in a row, all with rate k: (k t)^i / i! e^(-k t), as confluent as can be.
MatrixXd chain(Index n, double k) {
    MatrixXd A = MatrixXd::Zero(n, n);
    A.diagonal().setConstant(-k);
    A.diagonal(-1).setConstant(k);
    return A;
}

}  // namespace

TEST_CASE("the exponential is that of Eigen's Pade method") {
    support::Random random(5);
    support::Worst worst;
    for (int set = 0; set < 500; ++set) {
        const auto A = random_system(random, 1 + random.below(9));
        const double t = random.log_uniform(1e-3, 10.0);
        const MatrixXd theirs = (t * A).exp();
        worst.add((od::pk::exponential(A, t) - theirs).cwiseAbs().maxCoeff());
    }
    // Elements are at most 1; both square about log2 |A t| < 11 times, doubling rounding each time.
    CHECK(worst.value() < 2048 * 1e-15);
}

TEST_CASE("every element is accurate on its own, however small, where rates coincide") {
    constexpr double k = 0.8;
    support::Worst worst;
    for (const double t : {1e-6, 1e-3, 1.0, 30.0, 800.0}) {
        const auto E = od::pk::exponential(chain(9, k), t);
        long double expected = std::exp(-static_cast<long double>(k) * t);
        for (Index i = 0; i < 9; ++i) {
            worst.add_relative(E(i, 0), static_cast<double>(expected));  // down to 1e-53 and e^-640
            expected *= static_cast<long double>(k) * t / (i + 1);
            if (i > 0) CHECK(E(0, i) == 0.0);
        }
    }
    CHECK(worst.value() < 1e-12);  // 640 x 9 roundings of the squarings
}

TEST_CASE("elements are never negative and columns of closed systems sum to one") {
    support::Random random(6);
    for (int set = 0; set < 200; ++set) {
        MatrixXd A = random_system(random, 5);
        for (Index j = 0; j < 5; ++j) A(j, j) = -(A.col(j).sum() - A(j, j));
        const auto E = od::pk::exponential(A, random.log_uniform(1e-6, 1e3));
        CHECK(E.minCoeff() >= 0.0);
        // Roundings grow with |A t| < 1e5.
        CHECK((E.colwise().sum().array() - 1.0).abs().maxCoeff() < 1e-10);
    }
}

TEST_CASE("a constant input adds its integral") {
    MatrixXd A{{-0.5}};
    const VectorXd start{{3.0}}, input{{2.0}};
    const auto expected = [](double t) {
        return 3.0 * std::exp(-0.5 * t) - 2.0 / 0.5 * std::expm1(-0.5 * t);
    };
    for (const double t : {0.0, 1e-9, 0.1, 4.0, 100.0})
        CHECK(std::abs(od::pk::propagate(A, input, start, t)[0] / expected(t) - 1.0) < 1e-14);
    // Without loss it adds up: a size that would overflow a careless norm.
    CHECK(od::pk::propagate(MatrixXd::Zero(1, 1), VectorXd{{1e200}}, VectorXd{{0.0}}, 1e3)[0] ==
          1e203);
    CHECK(od::pk::propagate(MatrixXd(0, 0), VectorXd(0), VectorXd(0), 1.0).size() == 0);
}

TEST_CASE("what is not a compartment system is refused") {
    using support::thrown;
    const MatrixXd A{{-1.0, -0.1}, {0.0, -1.0}};
    CHECK(thrown([&] { od::pk::exponential(A, 1.0); }) ==
          "InputError: smallest off-diagonal rate = -0.1: must be a finite number, at least 0");
    CHECK(thrown([&] {
              od::pk::exponential(chain(2, 1.0), 1e13);
          }).starts_with("InputError: largest rate times time = "));
    CHECK(thrown([&] { od::pk::exponential(chain(2, 1.0), 1e11); }) == "nothing");
    CHECK(thrown([&] { od::pk::exponential(chain(2, 1.0), -1.0); }) ==
          "InputError: time = -1: must be a finite number, at least 0");
}
