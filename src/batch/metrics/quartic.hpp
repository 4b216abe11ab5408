#pragma once
/// A Quartic is the polynomial of degree four through the five points of a piece. The solution within a step is one
/// itself, so that extremes and crossings of the states are those of the solution.

#include <array>
#include <cmath>
#include <cstddef>

#include "lanes/components.hpp"

namespace opiodyn::detail {

/// This many equidistant points give the curve on a piece.
inline constexpr std::size_t piece_points = 5;
template <class T>
using PieceValues = std::array<T, piece_points>;

/// A place on the polynomial counts quarters of the piece from its middle: -2 is the begin, 2 the end.
template <class T>
class Quartic {
public:
    explicit Quartic(const PieceValues<T>& v)
        : c0_(v[2]),
          c1_((v[0] - v[4] + 8.0 * (v[3] - v[1])) / 12.0),
          c2_((16.0 * (v[1] + v[3]) - (v[0] + v[4]) - 30.0 * v[2]) / 24.0),
          c3_((v[4] - v[0] + 2.0 * (v[1] - v[3])) / 12.0),
          c4_((v[0] + v[4] - 4.0 * (v[1] + v[3]) + 6.0 * v[2]) / 24.0) {}

    T at(double x) const { return c0_ + x * (c1_ + x * (c2_ + x * (c3_ + x * c4_))); }
    T slope(double x) const { return c1_ + x * (2.0 * c2_ + x * (3.0 * c3_ + x * (4.0 * c4_))); }
    double bend(double x) const {
        return 2.0 * value_of(c2_) + x * (6.0 * value_of(c3_) + x * (12.0 * value_of(c4_)));
    }

    /// Returns where the curve meets a level between two places, one on each side of it.
    T crossing(double level, double from, double to) const {
        const auto above = [&](double x) { return value_of(at(x)) - level; };
        const double x = root(above, [&](double p) { return value_of(slope(p)); }, from, to);
        return shifted(x, at(x), value_of(slope(x)));
    }
    /// Returns where the slope vanishes between two places at which it has different signs.
    T turning(double from, double to) const {
        const auto rise = [&](double x) { return value_of(slope(x)); };
        const double x = root(rise, [&](double p) { return bend(p); }, from, to);
        return shifted(x, slope(x), bend(x));
    }

private:
    /// Returns a place found by value as a place with derivatives: it moves by -derivative / slope.
    static T shifted(double x, T function, double slope) {
        if (slope == 0.0) return T(x);
        function -= T(value_of(function));
        return x - function / slope;
    }

    /// Returns the root of a function between two places where its signs differ, by Newton's method within a bracket
    /// that bisection halves.
    template <class Function, class Slope>
    static double root(const Function& f, const Slope& slope, double from, double to) {
        constexpr int most = 60;
        const bool rising = f(from) < f(to);
        double x = 0.5 * (from + to);
        for (int k = 0; k < most; ++k) {
            const double y = f(x);
            if (y == 0.0) return x;
            ((y < 0.0) == rising ? from : to) = x;
            const double newton = x - y / slope(x);
            const double next = newton > from && newton < to ? newton : 0.5 * (from + to);
            if (std::abs(next - x) <= 1e-14) return next;
            x = next;
        }
        return x;
    }

    T c0_, c1_, c2_, c3_, c4_;
};

}  // namespace opiodyn::detail
