#include "batch/reducer.hpp"

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
        CHECK(std::abs(od::detail::top(values) - 2.0) < 1e-15);
        // Above 2 - 0.01 within 0.1 of the top, as far as that lies inside.
        const double inside = std::min(1.0, at + 0.1) - std::max(0.0, at - 0.1);
        if (at == 0.3 || at == 0.5 || at == 0.97)  // a point of the five lies within
            CHECK(std::abs(od::detail::share_above(values, 1.99) - inside) < 1e-14);
    }
    CHECK(od::detail::top(sampled([](double s) { return s; })) == 1.0);
    CHECK(od::detail::share_above(sampled([](double s) { return 4.0 * s; }), 1.0) == 0.75);
    CHECK(od::detail::share_above(sampled([](double) { return 1.0; }), 1.0) == 0.0);
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
