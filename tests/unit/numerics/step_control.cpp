#include "opiodyn/numerics/step_control.hpp"

#include <catch2/catch_test_macros.hpp>

namespace od = opiodyn;
using Eigen::VectorXd;

TEST_CASE("the error norm is the root mean square of errors over their tolerances") {
    const od::Tolerances tolerances{0.1, 1.0};
    const VectorXd y{{10.0, 0.0}}, y_new{{-30.0, 0.0}}, error{{4.0, 3.0}};
    // Scales: 1 + 0.1 x 30 = 4 and 1; shares 1 and 9.
    od::Index worst = -1;
    CHECK(od::error_norm(tolerances, error, y, y_new, &worst) == std::sqrt(5.0));
    CHECK(worst == 1);
    CHECK(od::error_norm(tolerances, VectorXd(0), VectorXd(0), VectorXd(0)) == 0.0);
}

TEST_CASE("an error norm with anything not finite in it is infinite") {
    const od::Tolerances tolerances{};
    const VectorXd fine{{1.0, 1.0}};
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        od::Index worst = -1;
        CHECK(std::isinf(od::error_norm(tolerances, VectorXd{{0.0, bad}}, fine, fine, &worst)));
        CHECK(worst == 1);
    }
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()})
        CHECK(std::isinf(od::error_norm(tolerances, fine, fine, VectorXd{{bad, 1.0}})));
}

TEST_CASE("steps grow after small errors, shrink after large ones, within bounds") {
    od::StepController controller;
    CHECK(controller.after_acceptance(1e-9, 1.0) == 6.0);
    controller.reset();
    const double kept = controller.after_acceptance(0.59, 1.0);  // 0.9 x 0.59^-0.2 = 1
    CHECK(std::abs(kept - 1.0) < 0.01);
    CHECK(controller.after_rejection(1e12) == 0.2);
    CHECK(controller.after_rejection(1.0) == 0.9);
    CHECK(controller.after_rejection(std::nan("")) == 0.2);
    CHECK(controller.after_rejection(std::numeric_limits<double>::infinity()) == 0.2);
    CHECK(controller.after_rejection(32.0) == 0.45);  // 0.9 x 32^-0.2
}

TEST_CASE("errors that grow from step to step hold the next step back") {
    od::StepController steady, growing;
    steady.after_acceptance(0.3, 1.0);
    growing.after_acceptance(0.05, 1.0);
    CHECK(growing.after_acceptance(0.3, 1.0) < steady.after_acceptance(0.3, 1.0));
}
