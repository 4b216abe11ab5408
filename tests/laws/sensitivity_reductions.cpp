/// Derivatives of extremes and crossings, and of metrics where an event moves.

#include <algorithm>
#include <boost/math/interpolators/barycentric_rational.hpp>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "opiodyn/sensitivity.hpp"
#include "support/models.hpp"
#include "support/slope_errors.hpp"
#include "support/varied.hpp"

namespace od = opiodyn;
using support::by, support::by_amount, support::by_time, support::Numbers, support::tight;

namespace {

/// A curve through outputs of a window in which nothing happens, of an order as high as the solver's error
/// deserves, and what it comes down to: nothing is taken from the metrics of the library.
class Curve {
public:
    Curve(const Numbers& times, const Numbers& values)
        : begin_(times.front()),
          end_(times.back()),
          curve_(times.data(), values.data(), times.size(), 8) {}

    double peak() const {
        return -boost::math::tools::brent_find_minima([&](double t) { return -curve_(t); }, begin_,
                                                      end_, 40)
                    .second;
    }
    double trough() const {
        return boost::math::tools::brent_find_minima(curve_, begin_, end_, 40).second;
    }
    /// Of a curve that crosses the threshold once.
    double time_above(double threshold) const {
        std::uintmax_t most = 200;
        const auto [low, high] = boost::math::tools::toms748_solve(
            [&](double t) { return curve_(t) - threshold; }, begin_, end_,
            boost::math::tools::eps_tolerance<double>(50), most);
        const double crossing = 0.5 * (low + high);
        return curve_(begin_) > threshold ? crossing - begin_ : end_ - crossing;
    }

private:
    double begin_, end_;
    boost::math::interpolators::barycentric_rational<double> curve_;
};

struct Case {
    od::Metric metric;
    double operator()(const Curve& curve) const {
        switch (metric.statistic) {
            case od::Metric::Statistic::peak:
                return curve.peak();
            case od::Metric::Statistic::trough:
                return curve.trough();
            default:
                return curve.time_above(metric.threshold);
        }
    }
};

Numbers grid(const od::Window& window) {
    Numbers times;
    for (int k = 0; k <= 200; ++k)
        times.push_back(window.begin + (window.end - window.begin) * 0.005 * k);
    return times;
}

const od::Subject usual{od::Model(), od::parse_regimen("naltrexone 4.5 mg po q24h x2 at 0.5h"
                                                       " + naltrexone 2 mg iv over 1h at 12h")};
const std::vector<od::Variable> variables{by("naltrexone.CL"),   by("naltrexone.oral.ka"),
                                          by("naltrexone.mu.K"), by("beta-endorphin.mu.e0"),
                                          by_amount(0),          by_time(0)};

}  // namespace

TEST_CASE("derivatives of peaks, troughs and times above are central differences") {
    using Statistic = od::Metric::Statistic;
    const std::vector<Case> cases{
        {{Statistic::peak, "concentration.naltrexone", {0.8, 4.0}, 0.0}},
        {{Statistic::peak, "occupancy.naltrexone.mu", {1.2, 8.0}, 0.0}},
        {{Statistic::trough, "tone.mu", {1.2, 9.0}, 0.0}},
        {{Statistic::peak, "peptide.beta-endorphin", {1.2, 11.0}, 0.0}},
        {{Statistic::time_above, "occupancy.naltrexone.mu", {1.2, 8.0}, 0.3}},
        {{Statistic::time_above, "concentration.naltrexone", {2.0, 11.0}, 0.5}},
    };
    support::Errors errors, at_usual_tolerance;
    for (const auto& one : cases) {
        const auto& metric = one.metric;
        const auto times = grid(metric.window);
        const auto found =
            od::simulate_sensitivities({usual}, {{}, {}, {metric}}, variables, tight);
        const auto rough = od::simulate_sensitivities({usual}, {{}, {}, {metric}}, variables);
        REQUIRE(found.batch.status[0].complete());
        for (std::size_t v = 0; v < variables.size(); ++v) {
            // At an extreme the derivative is one of those of the column over time.
            const bool extreme = metric.statistic != Statistic::time_above;
            auto slopes = support::differences(usual, variables[v], {times, {metric.column}, {}},
                                               [&](const od::Batch& batch, std::int64_t row) {
                                                   auto numbers = support::column_of(0)(batch, row);
                                                   const double number = one(Curve(times, numbers));
                                                   if (!extreme) numbers.clear();
                                                   numbers.push_back(number);
                                                   return numbers;
                                               });
            auto own = slopes.value;
            own.back() = found.metric(0, 0, static_cast<std::int64_t>(v));
            const double number = found.batch.metric_values[0];
            const double size = support::size_of(variables[v], usual);
            errors.add(own, slopes, number, size);
            own.back() = rough.metric(0, 0, static_cast<std::int64_t>(v));
            at_usual_tolerance.add(own, slopes, number, size);
        }
    }
    support::measured("error of derivatives of extremes and crossings at rtol 1e-6",
                      at_usual_tolerance.worst(), "reported");
    errors.check("derivatives of peaks, troughs and times above");
}

TEST_CASE("derivatives of metrics follow events that move") {
    // A jump, the end of an infusion and a reset move within the windows; extremes lie at them, and so
    // does a crossing.
    using Statistic = od::Metric::Statistic;
    const od::Subject subject{
        od::Model(support::held()),
        od::parse_regimen("naltrexone 4.5 mg po at 1h + naltrexone 2 mg iv at 6h"
                          " + naltrexone 2 mg iv over 2h at 12h + reset at 20h")};
    const char* const column = "concentration.naltrexone";
    const od::BatchRequest request{{},
                                   {},
                                   {{Statistic::area, column, {0.0, 24.0}, 0.0},
                                    {Statistic::mean, column, {0.0, 24.0, 12.0, 3.0, 10.0}, 0.0},
                                    {Statistic::peak, column, {3.0, 10.0}, 0.0},
                                    {Statistic::trough, column, {3.0, 8.0}, 0.0},
                                    {Statistic::peak, column, {10.0, 19.0}, 0.0},
                                    {Statistic::trough, column, {9.0, 15.0}, 0.0},
                                    {Statistic::time_above, column, {4.0, 6.5}, 5.0}}};
    const std::vector<od::Variable> moving{by_time(0),         by_time(1),   by_time(2),
                                           by_time(3),         by_amount(1), by_amount(2),
                                           by("naltrexone.CL")};
    const auto found = od::simulate_sensitivities({subject}, request, moving, tight);
    REQUIRE(found.batch.status[0].complete());
    support::Errors errors;
    for (std::size_t v = 0; v < moving.size(); ++v) {
        const auto slopes =
            support::differences(subject, moving[v], request, support::reductions_of);
        for (std::size_t r = 0; r < request.metrics.size(); ++r) {
            const auto own =
                found.metric(0, static_cast<std::int64_t>(r), static_cast<std::int64_t>(v));
            CAPTURE(r, support::name_of(moving[v]), own, slopes.value[r]);
            errors.add({own}, {{slopes.value[r]}, {slopes.error[r]}}, found.batch.metric_values[r],
                       support::size_of(moving[v], subject));
        }
    }
    errors.check("derivatives of metrics where events move");
}
