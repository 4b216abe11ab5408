/// The order of Rodas5P, measured: the slope of the error against the step, in logarithms, over
/// halvings of the step.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>

#include "opiodyn/numerics/rodas5p.hpp"
#include "support/figure.hpp"

namespace od = opiodyn;
using Vector = Eigen::VectorXd;

namespace {

/// A system of one or two equations, all components with the same solution.
struct Problem {
    std::string name;
    Eigen::Index size;
    std::function<double(double)> solution;
    std::function<Vector(double, const Vector&)> f;
    std::function<Eigen::MatrixXd(double, const Vector&)> J;
    std::function<Vector(double, const Vector&)> dfdt;

    Vector exact(double t) const { return Vector::Constant(size, solution(t)); }
    void derivative(double t, const Vector& y, Vector& out) const { out = f(t, y); }
    void jacobian(double t, const Vector& y, Eigen::MatrixXd& out) const { out = J(t, y); }
    void time_derivative(double t, const Vector& y, Vector& out) const { out = dfdt(t, y); }
};

/// y' = -lambda (y - cos t) - sin t, y = cos t (Prothero and Robinson).
Problem prothero_robinson(double lambda) {
    return {"Prothero-Robinson, lambda " + support::short_text(lambda),
            1,
            [](double t) { return std::cos(t); },
            [=](double t, const Vector& y) {
                return Vector{{-lambda * (y[0] - std::cos(t)) - std::sin(t)}};
            },
            [=](double, const Vector&) { return Eigen::MatrixXd{{-lambda}}; },
            [=](double t, const Vector&) { return Vector{{-lambda * std::sin(t) - std::cos(t)}}; }};
}

/// A slow component driven by the time of day and a fast one that follows it, as binding follows
/// concentration, and acts back on it; non-linear, time-dependent, stiff as lambda:
/// y1' = -y1 y2 cos t, y2' = -y1 y2 cos t - lambda y2 (y2 - y1), y1 = y2 = 1 / (2 + sin t).
Problem fast_and_slow(double lambda) {
    return {"a fast and a slow component, lambda " + support::short_text(lambda),
            2,
            [](double t) { return 1.0 / (2.0 + std::sin(t)); },
            [=](double t, const Vector& y) {
                const double slow = -y[0] * y[1] * std::cos(t);
                return Vector{{slow, slow - lambda * y[1] * (y[1] - y[0])}};
            },
            [=](double t, const Vector& y) {
                const double by1 = -y[1] * std::cos(t), by2 = -y[0] * std::cos(t);
                return Eigen::MatrixXd{{by1, by2},
                                       {by1 + lambda * y[1], by2 - lambda * (2.0 * y[1] - y[0])}};
            },
            [=](double t, const Vector& y) {
                const double slow = y[0] * y[1] * std::sin(t);
                return Vector{{slow, slow}};
            }};
}

struct Errors {
    double at_steps{}, between{};
};

/// Equal steps of 1 / n from 0; the largest errors at the steps and inside them.
Errors integrate(const Problem& problem, int n, int steps) {
    od::Rodas5P<od::DenseLU> method{od::DenseLU()};
    const double h = 1.0 / n;
    Vector y = problem.exact(0.0), inside;
    Errors worst;
    const auto add = [&](double& error, const Vector& found, double t) {
        error = std::max(error, (found - problem.exact(t)).cwiseAbs().maxCoeff());
    };
    for (int k = 0; k < steps; ++k) {
        REQUIRE(method.attempt(problem, k * h, Vector(y), h));
        method.prepare_interpolation();
        for (const double s : {0.1, 0.3, 0.5, 0.7, 0.9}) {
            method.interpolate(s, inside);
            add(worst.between, inside, (k + s) * h);
        }
        y = method.y_new();
        add(worst.at_steps, y, (k + 1) * h);
    }
    return worst;
}

/// Least-squares slopes of log error against log step.
struct Slopes {
    double at_steps{}, between{};
};

Slopes slopes(const Problem& problem, int first, int halvings, bool one_step = false) {
    Vector x(halvings + 1), steps(halvings + 1), between(halvings + 1);
    for (int k = 0, n = first; k <= halvings; ++k, n *= 2) {
        const auto errors = integrate(problem, n, one_step ? 1 : n);
        x[k] = -std::log(n);
        steps[k] = std::log(errors.at_steps);
        between[k] = std::log(errors.between);
    }
    const Vector centred = x.array() - x.mean();
    const auto slope = [&](const Vector& v) { return centred.dot(v) / centred.squaredNorm(); };
    return {slope(steps), slope(between)};
}

void check_order(const std::string& what, double found, double order) {
    // A slope over finite steps still holds a trace of the next order; rounding bends it the other
    // way below 1e-13. A method one order better or worse lies far outside.
    support::measured("Rodas5P, " + what + ", order", found,
                      support::short_text(order) + " within 0.2");
    CHECK(std::abs(found - order) < 0.2);
}

}  // namespace

TEST_CASE("Rodas5P is of order 5 on stiff problems that depend on time") {
    for (const double lambda : {1e2, 1e4, 1e6}) {
        const auto problem = fast_and_slow(lambda);
        check_order(problem.name, slopes(problem, 4, 4).at_steps, 5.0);
    }
    const auto mild = prothero_robinson(10.0);
    check_order(mild.name, slopes(mild, 4, 4).at_steps, 5.0);
}

TEST_CASE("the interpolant of Rodas5P is of order 4 on stiff problems that depend on time") {
    // Order p means an error of h^(p+1) within one step that starts from the solution.
    for (const double lambda : {1e2, 1e4, 1e6}) {
        const auto problem = fast_and_slow(lambda);
        check_order("between steps, " + problem.name, slopes(problem, 4, 4, true).between - 1.0,
                    4.0);
    }
}

TEST_CASE("in the limit of stiffness the interpolant keeps order 4 and steps are better still") {
    // There Rosenbrock methods lose order (Hairer, Wanner 1996, section IV.15): the error at the
    // steps falls as h^3 / lambda, from a level far below that of the interpolant.
    const auto limit = prothero_robinson(1e6);
    check_order("between steps, " + limit.name, slopes(limit, 4, 4).between, 4.0);
    for (const int n : {4, 16, 64}) {
        const auto errors = integrate(limit, n, n);
        CHECK(errors.at_steps < 0.01 * errors.between);
    }
}

TEST_CASE("a transient far faster than the step is gone after one step") {
    // Stiffly accurate and L-stable: R(z) = O(1/z) for z = -1e12.
    const auto problem = prothero_robinson(1e12);
    od::Rodas5P<od::DenseLU> method{od::DenseLU()};
    REQUIRE(method.attempt(problem, 0.0, Vector{{1e3}}, 1.0));  // solution: cos 0 = 1
    CHECK(std::abs(method.y_new()[0] - std::cos(1.0)) < 1e-6);
}
