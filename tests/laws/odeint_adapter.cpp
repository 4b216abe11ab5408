/// Rodas5P in Boost.Odeint's integrate functions, controlled and with dense output.

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/integrate/integrate_const.hpp>
#include <boost/numeric/odeint/integrate/integrate_times.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <cmath>

#include "opiodyn/odeint.hpp"
#include "support/figure.hpp"
#include "support/worst.hpp"

namespace odeint = boost::numeric::odeint;
using opiodyn::odeint::rodas5p_controlled, opiodyn::odeint::rodas5p_dense_output;
using Vector = Eigen::VectorXd;

namespace {

// y1' = -y1 y2 cos t, y2' = -y1 y2 cos t - lambda y2 (y2 - y1), y1 = y2 = 1 / (2 + sin t).
constexpr double lambda = 1e6;

double solution(double t) { return 1.0 / (2.0 + std::sin(t)); }

const auto rates = [](const Vector& y, Vector& dydt, double t) {
    const double slow = -y[0] * y[1] * std::cos(t);
    dydt.resize(2);
    dydt << slow, slow - lambda * y[1] * (y[1] - y[0]);
};
const auto jacobian = [](const Vector& y, Eigen::MatrixXd& J, double t, Vector& dfdt) {
    const double by1 = -y[1] * std::cos(t), by2 = -y[0] * std::cos(t);
    J << by1, by2, by1 + lambda * y[1], by2 - lambda * (2.0 * y[1] - y[0]);
    dfdt.setConstant(y[0] * y[1] * std::sin(t));
};
const auto problem = std::make_pair(rates, jacobian);

/// Collects errors, and how often it was called.
struct Observer {
    support::Worst& worst;
    std::vector<double>& times;

    void operator()(const Vector& y, double t) const {
        times.push_back(t);
        worst.add((y.array() - solution(t)).abs().maxCoeff());
    }
};

struct Result {
    double worst;
    std::vector<double> times;
};

template <class Integrate>
Result observed(Integrate integrate) {
    support::Worst worst;
    std::vector<double> times;
    Vector y = Vector::Constant(2, solution(0.0));
    integrate(y, Observer{worst, times});
    return {worst.value(), times};
}

}  // namespace

TEMPLATE_TEST_CASE("Odeint's integrate functions reach the solution with Rodas5P", "",
                   rodas5p_controlled, rodas5p_dense_output) {
    constexpr double tolerance = 1e-9;
    const std::string kind =
        std::is_same_v<TestType, rodas5p_controlled> ? ", controlled" : ", dense output";
    const auto stepper = [] { return TestType(tolerance, tolerance); };

    const auto adaptive = observed([&](Vector& y, auto observer) {
        odeint::integrate_adaptive(stepper(), problem, y, 0.0, 20.0, 1e-3, observer);
    });
    // Errors in 1/y stay: every step adds up to one tolerance, ninefold from y = 1/3 to y = 1.
    const double limit = 9.0 * static_cast<double>(adaptive.times.size()) * tolerance;
    support::figure("integrate_adaptive" + kind, adaptive.worst, limit);
    CHECK(adaptive.worst < limit);
    CHECK(adaptive.times.back() == 20.0);
    CHECK(adaptive.times.size() < 600);  // steps follow the solution, not the stiffness (2e7 / 3)

    const auto constant = observed([&](Vector& y, auto observer) {
        odeint::integrate_const(stepper(), problem, y, 0.0, 20.0, 0.125, observer);
    });
    support::figure("integrate_const" + kind, constant.worst, limit);
    CHECK(constant.worst < limit);
    REQUIRE(constant.times.size() == 161);
    CHECK(constant.times[160] == 20.0);

    const std::vector<double> wanted{0.0, 0.001, 0.5, 3.0, 3.0000001, 11.0, 19.5};
    const auto chosen = observed([&](Vector& y, auto observer) {
        odeint::integrate_times(stepper(), problem, y, wanted.begin(), wanted.end(), 1e-3,
                                observer);
    });
    support::figure("integrate_times" + kind, chosen.worst, limit);
    CHECK(chosen.worst < limit);
    CHECK(chosen.times == wanted);
}

TEST_CASE("the error follows the tolerance") {
    const auto error = [](double tolerance) {
        return observed([=](Vector& y, auto observer) {
                   odeint::integrate_const(rodas5p_dense_output(tolerance, tolerance), problem, y,
                                           0.0, 20.0, 0.1, observer);
               })
            .worst;
    };
    const double coarse = error(1e-5), middle = error(1e-8), fine = error(1e-11);
    CHECK(middle < 1e-2 * coarse);
    CHECK(fine < 1e-2 * middle);
    CHECK(fine < 1e-8);
}

TEST_CASE("dense output does not let outputs change the steps") {
    const auto last = [&](const std::vector<double>& times) {
        Vector y = Vector::Constant(2, solution(0.0)), at;
        odeint::integrate_times(rodas5p_dense_output(1e-6, 1e-6), problem, y, times.begin(),
                                times.end(), 1e-3, [&](const Vector& state, double t) {
                                    if (t == 7.3) at = state;
                                });
        return at;
    };
    const auto a = last({0.0, 7.3, 10.0}), b = last({0.0, 0.1, 5.0, 7.2, 7.3, 8.0});
    CHECK(a == b);
}

TEST_CASE("the same instant may be asked for twice, also the first") {
    const std::vector<double> twice{0.0, 0.0, 1.0, 1.0};
    const auto found = observed([&](Vector& y, auto observer) {
        odeint::integrate_times(rodas5p_dense_output(1e-9, 1e-9), problem, y, twice.begin(),
                                twice.end(), 1e-3, observer);
    });
    CHECK(found.times == twice);
    CHECK(found.worst < 1e-7);
}

TEST_CASE("systems may be passed by reference") {
    auto mine = problem;
    Vector y = Vector::Constant(2, solution(0.0));
    odeint::integrate_adaptive(rodas5p_controlled(1e-9, 1e-9), std::ref(mine), y, 0.0, 1.0, 1e-3);
    CHECK(std::abs(y[0] - solution(1.0)) < 1e-7);
}

TEST_CASE("what cannot be integrated ends in an error, not in an endless loop") {
    int attempts = 0;  // Each attempt asks for the Jacobian once.
    const auto broken = std::make_pair(
        [](const Vector& y, Vector& dydt, double) {
            dydt = Vector::Constant(y.size(), std::numeric_limits<double>::quiet_NaN());
        },
        [&attempts](const Vector&, Eigen::MatrixXd& J, double, Vector& dfdt) {
            ++attempts;
            J.setZero();
            dfdt.setZero();
        });
    Vector y = Vector::Ones(1);
    CHECK_THROWS_AS(
        odeint::integrate_const(rodas5p_dense_output(1e-6, 1e-6), broken, y, 0.0, 1.0, 0.1),
        opiodyn::Error);
    CHECK(attempts == 500);
    CHECK_THROWS_AS(rodas5p_controlled(0.0, 1e-6), opiodyn::InputError);
    CHECK_THROWS_AS(rodas5p_controlled(1e-6, -1.0), opiodyn::InputError);
    CHECK_THROWS_AS(rodas5p_dense_output(1e-6, std::nan("")), opiodyn::InputError);
}
