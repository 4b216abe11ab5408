/// Stiff problems that others have published to 16 digits, by our stepper and our step control. The
/// published end values are in data/stiff_problems.json, which make_stiff_reference.py checks.

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "opiodyn/numerics/rodas5p.hpp"
#include "opiodyn/numerics/step_control.hpp"
#include "support/figure.hpp"
#include "support/stiff_problems.hpp"
#include "support/texts/json_numbers.hpp"

namespace od = opiodyn;
using Vector = Eigen::VectorXd;

namespace {

struct Solution {
    Vector y;
    int steps{0}, rejected{0};
};

/// From 0 to the end, landing on it, as the loops of our solvers do.
template <class Problem>
Solution solve(double end, const od::Tolerances& tolerances) {
    constexpr int most_attempts = 100'000;
    const support::StiffSystem<Problem> system;
    od::Rodas5P<od::DenseLU> method{od::DenseLU()};
    od::StepControl<double> control;
    Solution found{Vector::Map(Problem::start.data(), system.n)};
    double t = 0.0, h = 1e-8;
    while (t < end && found.steps + found.rejected < most_attempts) {
        const bool lands = h >= end - t;
        const double step = lands ? end - t : h;
        const double error = method.attempt(system, t, found.y, step)
                                 ? od::squared_error<double>(
                                       tolerances, static_cast<std::size_t>(found.y.size()),
                                       method.error().data(), found.y.data(), method.y_new().data())
                                 : std::numeric_limits<double>::infinity();
        if (error > 1.0) {
            ++found.rejected;
            h = step * control.after_rejection(error);
            continue;
        }
        ++found.steps;
        found.y = method.y_new();
        t = lands ? end : t + step;
        h = step * control.after_acceptance(error, step);
        control.remember(true, error, step);
    }
    REQUIRE(t == end);
    return found;
}

/// Correct significant digits of the worst component.
double digits(const Vector& found, const std::vector<double>& expected) {
    const auto published = Vector::Map(expected.data(), found.size());
    return -std::log10(((found - published).array() / published.array()).abs().maxCoeff());
}

}  // namespace

TEMPLATE_TEST_CASE("stiff problems of the test set are solved to nine digits", "", support::Hires,
                   support::Rober, support::Orego, support::Vdpol, support::Pollu) {
    const support::JsonNumbers reference(OPIODYN_TEST_DATA "/stiff_problems.json");
    const auto published = reference.at({TestType::name, "y"});
    const double end = reference.number({TestType::name, "end"});
    // Components go down to 1e-13 (ROBER) and 4e-18 (POLLU): atol is no part of what is asked.
    const auto digits_at = [&](double rtol) {
        const auto found = solve<TestType>(end, {rtol, 1e-8 * rtol});
        const double correct = digits(found.y, published);
        support::measured(std::string(TestType::name) + " at rtol " + support::short_text(rtol) +
                              " in " + std::to_string(found.steps) + " steps, correct digits",
                          correct, "at least 9 at 1e-10");
        return correct;
    };
    const double coarse = digits_at(1e-8), fine = digits_at(1e-10);
    CHECK(fine >= 9.0);
    CHECK(fine > coarse + 1.0);  // it is the tolerance that decides
}
