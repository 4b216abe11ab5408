#include "opiodyn/numerics/step_control.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "opiodyn/numerics/rodas5p.hpp"

namespace od = opiodyn;

namespace {

using Numbers = std::vector<double>;

double squared_error(const od::Tolerances& tolerances, const Numbers& error, const Numbers& y,
                     const Numbers& y_new) {
    return od::squared_error<double>(tolerances, error.size(), error.data(), y.data(),
                                     y_new.data());
}

/// A control that remembers one step of 1 h, accepted with this error.
od::StepControl<double> after(double error) {
    od::StepControl<double> control;
    control.remember(true, error * error, 1.0);
    return control;
}

}  // namespace

TEST_CASE("the squared error is the mean square of errors over their tolerances") {
    // Scales: 1 + 0.1 x 30 = 4 and 1; shares 1 and 9.
    CHECK(squared_error({0.1, 1.0}, {4.0, 3.0}, {10.0, 0.0}, {-30.0, 0.0}) == 5.0);
    CHECK(squared_error({0.1, 1.0}, {}, {}, {}) == 0.0);
}

TEST_CASE("a squared error with anything not finite in it is infinite") {
    const Numbers fine{1.0, 1.0};
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        CHECK(std::isinf(squared_error({}, {0.0, bad}, fine, fine)));
        CHECK(std::isinf(squared_error({}, fine, fine, {bad, 1.0})));
    }
}

TEST_CASE("steps grow after small errors, shrink after large ones, within bounds") {
    const od::StepControl<double> control;
    CHECK(control.after_acceptance(1e-18, 1.0) == 6.0);
    const double kept = control.after_acceptance(0.59 * 0.59, 1.0);  // 0.9 x 0.59^-0.2 = 1
    CHECK(std::abs(kept - 1.0) < 0.01);
    CHECK(control.after_rejection(1e24) == 0.2);
    CHECK(control.after_rejection(1.0) == 0.9);
    CHECK(control.after_rejection(std::nan("")) == 0.2);
    CHECK(control.after_rejection(std::numeric_limits<double>::infinity()) == 0.2);
    CHECK(std::abs(control.after_rejection(32.0 * 32.0) - 0.45) < 1e-15);  // 0.9 x 32^-0.2
}

TEST_CASE("errors that grow from step to step hold the next step back") {
    const double error = 0.3 * 0.3;
    CHECK(after(0.05).after_acceptance(error, 1.0) < after(0.3).after_acceptance(error, 1.0));
    // 0.9 (0.3^2 / 0.05)^-0.2
    const double predicted = 0.9 * std::pow(1.8, -0.2);
    CHECK(std::abs(after(0.05).after_acceptance(error, 1.0) - predicted) < 1e-14);
}

TEST_CASE("a step that was not accepted is not remembered") {
    auto control = after(0.05);
    control.remember(false, 1.0, 2.0);
    CHECK(control.previous_error == 0.05 * 0.05);
    CHECK(control.previous_h == 1.0);
}

TEST_CASE("dense elimination reports a singular matrix") {
    od::DenseLU dense;
    dense.matrix() = Eigen::MatrixXd::Zero(2, 2);
    CHECK_FALSE(dense.factorize());
    dense.matrix() = Eigen::MatrixXd{{0.0, 2.0}, {1.0, 0.0}};  // needs a pivot
    REQUIRE(dense.factorize());
    Eigen::VectorXd b{{4.0, 3.0}};
    dense.solve(b);
    CHECK(b == Eigen::VectorXd{{3.0, 2.0}});
}
