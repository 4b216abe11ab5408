#include "batch/metrics/reducer.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace od = opiodyn;
using od::detail::Piece, od::detail::WindowWalk;
using Reducer = od::detail::Reducer<double>;

namespace {

template <class Function>
Reducer::Values sampled(const Function& f) {
    Reducer::Values values;
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = f(0.25 * static_cast<double>(k));
    return values;
}

std::vector<Piece> pieces(WindowWalk& walk, double begin, double end) {
    std::vector<Piece> list;
    walk.pieces(begin, end, list);
    return list;
}

void check(const std::vector<Piece>& list, const std::vector<Piece>& expected) {
    REQUIRE(list.size() == expected.size());
    for (std::size_t k = 0; k < list.size(); ++k) {
        CHECK(list[k].begin == expected[k].begin);
        CHECK(list[k].end == expected[k].end);
    }
}

}  // namespace

TEST_CASE("areas are exact for polynomials up to the fifth degree") {
    for (int degree = 0; degree <= 5; ++degree) {
        const auto values = sampled([&](double s) { return std::pow(s, degree); });
        CHECK(std::abs(od::detail::boole(values, 3.0) - 3.0 / (degree + 1)) < 1e-15);
    }
}

TEST_CASE("rates of change are exact for polynomials up to the fourth degree") {
    for (int degree = 1; degree <= 4; ++degree) {
        const auto found =
            od::detail::changes(sampled([&](double s) { return std::pow(s, degree); }));
        const auto exact = sampled([&](double s) { return degree * std::pow(s, degree - 1); });
        for (std::size_t k = 0; k < exact.size(); ++k) CHECK(std::abs(found[k] - exact[k]) < 1e-13);
    }
}

TEST_CASE("extremes and crossings of a parabola are exact") {
    for (const double at : {0.05, 0.3, 0.5, 0.62, 0.97}) {
        const auto values = sampled([&](double s) { return 2.0 - (s - at) * (s - at); });
        const auto found = od::detail::top(values);
        CHECK(std::abs(found.value - 2.0) < 1e-15);
        CHECK(std::abs(found.place - at) < 1e-13);
        // Above 2 - 0.01 within 0.1 of the top, as far as that lies inside; above 2 - 1e-4 within 0.01, where no
        // point of the five may lie.
        for (const double reach : {0.1, 0.01}) {
            const double inside = std::min(1.0, at + reach) - std::max(0.0, at - reach);
            CHECK(std::abs(od::detail::share_above(values, 2.0 - reach * reach) - inside) < 1e-12);
            const auto negative = sampled([&](double s) { return (s - at) * (s - at); });
            const double outside = od::detail::share_above(negative, reach * reach);
            CHECK(std::abs(outside - (1.0 - inside)) < 1e-12);
        }
    }
    CHECK(od::detail::top(sampled([](double s) { return s; })).value == 1.0);
    CHECK(od::detail::top(sampled([](double s) { return s; })).place == 1.0);
    CHECK(od::detail::top(sampled([](double) { return 3.0; })).place == 0.0);
    CHECK(std::abs(od::detail::share_above(sampled([](double s) { return 4.0 * s; }), 1.0) - 0.75) <
          1e-14);
    CHECK(od::detail::share_above(sampled([](double) { return 1.0; }), 1.0) == 0.0);
}

TEST_CASE("the top of a polynomial of degree four is exact") {
    const auto rise = [](double s) {
        const double x = s - 0.37;
        return 2.0 - x * x * (1.0 - 0.1 * x + 0.05 * x * x);  // the bracket is above 0
    };
    REQUIRE(od::detail::is_smooth(sampled(rise)));
    const auto found = od::detail::top(sampled(rise));
    CHECK(std::abs(found.place - 0.37) < 1e-12);
    CHECK(std::abs(found.value - 2.0) < 1e-15);
}

TEST_CASE("the top of a curve with a kink does not overshoot") {
    for (const double kink : {0.1, 0.3, 0.45, 0.5, 0.8, 0.93})
        for (const double fall : {0.3, 1.0, 5.0}) {
            const auto tent =
                sampled([&](double s) { return s < kink ? s - kink : fall * (kink - s); });
            REQUIRE(!od::detail::is_smooth(tent));
            const auto found = od::detail::top(tent);
            // Between two points on either side the straight lines meet at the kink; elsewhere the highest point counts.
            if (kink > 0.25 && kink < 0.75) {
                CHECK(std::abs(found.value) < 1e-15);
                CHECK(std::abs(found.place - kink) < 1e-15);
            } else {
                CHECK(std::abs(found.value - *std::max_element(tent.begin(), tent.end())) < 1e-15);
            }
        }
    // A curve that leaves zero at a kink does not go below it.
    const auto leaves = sampled([](double s) { return -std::max(0.0, s - 0.1); });
    CHECK(od::detail::top(leaves).value == 0.0);
}

TEST_CASE("where a ramp meets a plateau, no piece that counts as smooth overshoots") {
    // The ramp begins at 0; the plateau is at 1 and declines a little.
    const auto ramp = [](double t) { return t < 1.0 ? std::max(0.0, t) : 1.0 - 0.001 * (t - 1.0); };
    for (int begin = -40; begin < 40; ++begin)
        for (int length = 1; length < 120; ++length) {
            const auto values =
                sampled([&](double s) { return ramp(0.025 * begin + 0.025 * length * s); });
            CHECK(od::detail::top(values).value <= 1.0 + 1e-12);
        }
}

TEST_CASE("a curve that starts from nothing does not fall below it") {
    const auto dips =
        sampled([](double s) { return s * (s - 0.2); });  // below zero between two points
    const auto points = Reducer::Values{0.0, dips[1], dips[2], dips[3], dips[4]};
    REQUIRE(*std::min_element(points.begin(), points.end()) == 0.0);
    CHECK(od::detail::bottom(points) == 0.0);
    // Where a point is below zero, so is the trough.
    CHECK(std::abs(od::detail::bottom(sampled([](double s) { return s * (s - 0.5); })) + 0.0625) <
          1e-15);
}

TEST_CASE("exponentials over a step are smooth, and tents are not") {
    for (const double rate : {-1.5, -0.5, 1e-3, 1.0})
        CHECK(od::detail::is_smooth(sampled([&](double s) { return std::exp(rate * s); })));
    CHECK(od::detail::is_smooth(sampled([](double) { return 1.0; })));
    CHECK(od::detail::is_smooth(sampled([](double) { return 0.0; })));
    CHECK(!od::detail::is_smooth(sampled([](double s) { return std::max(0.0, s - 0.4); })));
}

TEST_CASE("a dose at either end of a window is on its right side, however times are rounded") {
    const double begin = 29 * 0.1, written = 2.9;
    REQUIRE(begin != written);
    WindowWalk walk({written, 3.0});
    check(pieces(walk, 2.0, begin), {});
    check(pieces(walk, begin, 3.0), {{begin, 3.0}});
    check(pieces(walk, 3.0, 4.0), {});
}

TEST_CASE("the fastest change is that of the steepest point, per hour") {
    Reducer reducer({od::Metric::Statistic::steepest, "", {0.0, 4.0}});
    reducer.add(sampled([](double s) { return -s * s; }), 0.0, 2.0);
    reducer.add(sampled([](double) { return -1.0; }), 2.0, 2.0);
    CHECK(std::abs(reducer.result() - 1.0) < 1e-14);  // -2 s / 2 h at s = 1
}

TEST_CASE("the time of a peak counts from the start of the window") {
    Reducer reducer({od::Metric::Statistic::t_peak, "", {10.0, 14.0}});
    reducer.add(sampled([](double s) { return s; }), 10.0, 2.0);
    reducer.add(sampled([](double s) { return 1.0 + 0.1 * s * (1.0 - s); }), 12.0, 2.0);
    CHECK(std::abs(reducer.result() - 3.0) < 1e-12);
}

TEST_CASE("a window with a period yields the hours of each") {
    WindowWalk walk({0.0, 60.0, 24.0, 8.0, 24.0});
    check(pieces(walk, 0.0, 7.0), {});
    check(pieces(walk, 7.0, 9.0), {{8.0, 9.0}});
    check(pieces(walk, 9.0, 24.0), {{9.0, 24.0}});
    check(pieces(walk, 24.0, 57.0), {{32.0, 48.0}, {56.0, 57.0}});
    check(pieces(walk, 57.0, 100.0), {{57.0, 60.0}});
    check(pieces(walk, 100.0, 200.0), {});
}

TEST_CASE("a window without a period is all between its ends") {
    WindowWalk walk({5.0, 10.0});
    check(pieces(walk, 0.0, 5.0), {});
    check(pieces(walk, 4.0, 6.0), {{5.0, 6.0}});
    check(pieces(walk, 6.0, 11.0), {{6.0, 10.0}});
}

TEST_CASE("extremes over nothing are not a number") {
    CHECK(std::isnan(Reducer({od::Metric::Statistic::peak, "", {}}).result()));
    CHECK(std::isnan(Reducer({od::Metric::Statistic::mean, "", {}}).result()));
    CHECK(Reducer({od::Metric::Statistic::area, "", {}}).result() == 0.0);
}

TEST_CASE("pieces know which of their ends are those of the window") {
    const auto ends = [](const od::Window& window, double begin, double end) {
        WindowWalk walk(window);
        const auto list = pieces(walk, begin, end);
        REQUIRE(list.size() == 1);
        return std::pair(list[0].begins_inside, list[0].ends_inside);
    };
    CHECK(ends({0.0, 24.0}, 3.0, 4.0) == std::pair(true, true));
    CHECK(ends({3.0, 24.0}, 3.0, 4.0) == std::pair(false, true));
    CHECK(ends({0.0, 4.0}, 3.0, 5.0) == std::pair(true, false));
    CHECK(ends({0.0, 60.0, 24.0, 8.0, 20.0}, 32.0, 44.0) == std::pair(false, false));
    CHECK(ends({0.0, 60.0, 24.0, 8.0, 20.0}, 33.0, 43.0) == std::pair(true, true));
    CHECK(ends({0.0, 60.0, 24.0, 8.0, 20.0}, 57.0, 60.0) == std::pair(true, false));
}
