#include "opiodyn/metrics.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "support/throws.hpp"

namespace metrics = opiodyn::metrics;
using Eigen::VectorXd;
using support::thrown;

namespace {
const VectorXd t{{0.0, 1.0, 2.0, 4.0, 8.0}};
const VectorXd v{{0.0, 4.0, 2.0, 2.0, 0.0}};
}  // namespace

TEST_CASE("peak and trough are the first of their kind") {
    CHECK(metrics::peak(t, v).value == 4.0);
    CHECK(metrics::peak(t, v).time == 1.0);
    CHECK(metrics::trough(t, v).value == 0.0);
    CHECK(metrics::trough(t, v).time == 0.0);
    const VectorXd flat = VectorXd::Constant(5, 3.0);
    CHECK(metrics::peak(t, flat).time == 0.0);
}

TEST_CASE("area and mean follow the trapezoidal rule") {
    CHECK(metrics::area(t, v) == 2.0 + 3.0 + 4.0 + 4.0);
    CHECK(metrics::mean(t, v) == 13.0 / 8.0);
    CHECK(metrics::area(t.head(1), v.head(1)) == 0.0);
    CHECK(metrics::mean(t.segment(1, 1), v.segment(1, 1)) == 4.0);
    // Exact for straight lines on any grid.
    const VectorXd line = 3.0 * t.array() + 1.0;
    CHECK(std::abs(metrics::area(t, line) - (1.5 * 64 + 8)) < 1e-12);
}

TEST_CASE("time above a threshold counts the parts of straight lines above it") {
    CHECK(metrics::time_above(t, v, 1.0) == 0.75 + 1.0 + 2.0 + 2.0);
    CHECK(metrics::time_above(t, v, 3.0) == 0.25 + 0.5);
    CHECK(metrics::time_above(t, v, 4.0) == 0.0);
    CHECK(metrics::time_above(t, v, -1.0) == 8.0);
    CHECK(metrics::time_above(t, v, 2.0) == 0.5 + 1.0);  // at the threshold is not above it
}

TEST_CASE("the time to fall below a threshold is where the line crosses it") {
    CHECK(metrics::time_to_fall_below(t, v, 3.0, 1.0) == 1.5);
    CHECK(metrics::time_to_fall_below(t, v, 1.0, 1.0) == 6.0);
    CHECK(metrics::time_to_fall_below(t, v, 1.0, 0.0) == 0.0);  // it is there at once
    CHECK(metrics::time_to_fall_below(t, v, 1.0, 7.0) == 7.0);
    CHECK_FALSE(metrics::time_to_fall_below(t, v, -1.0, 0.0).has_value());
    CHECK_FALSE(metrics::time_to_fall_below(t, v, 1.0, 9.0).has_value());
}

TEST_CASE("a moment between samples at which the line is below already counts") {
    // From 0.2 on, on the rising line from 0 (0 h) to 4 (1 h): 0.8 <= 1 at 0.2 h itself.
    CHECK(metrics::time_to_fall_below(t, v, 1.0, 0.2) == 0.2);
}

TEST_CASE("time since the latest event") {
    const std::vector<double> events{1.0, 3.0};
    const auto since = metrics::time_since(t, events);
    CHECK(since[0] == std::numeric_limits<double>::infinity());
    CHECK(since[1] == 0.0);
    CHECK(since[2] == 1.0);
    CHECK(since[3] == 1.0);
    CHECK(since[4] == 5.0);
}

TEST_CASE("curves that are none are refused") {
    const VectorXd none(0), two{{0.0, 1.0}}, back{{1.0, 0.0}}, bad{{0.0, std::nan("")}};
    CHECK(thrown([&] { metrics::peak(none, none); }) ==
          "InputError: values = 0 samples: must not be empty");
    CHECK(thrown([&] { metrics::area(two, t); }) ==
          "InputError: values = 2 times and 5 values: must be of equal length");
    CHECK(thrown([&] { metrics::mean(back, two); }) ==
          "InputError: times[1] = 0: must not be before times[0] = 1; sort the times");
    CHECK(thrown([&] { metrics::trough(two, bad); }) ==
          "InputError: values[1] = nan: must be a finite number");
    CHECK(thrown([&] { metrics::trough(bad, two); }) ==
          "InputError: times[1] = nan: must be a finite number");
    CHECK(thrown([&] { metrics::time_above(two, two, std::nan("")); }) ==
          "InputError: threshold = nan: must be a finite number");
    CHECK(thrown([&] { metrics::time_to_fall_below(two, two, 0.5, std::nan("")); }) ==
          "InputError: after = nan: must be a finite number");
    const std::vector<double> unsorted{2.0, 1.0};
    CHECK(thrown([&] { metrics::time_since(two, unsorted); }) ==
          "InputError: events = 2 times: must be ascending");
}
