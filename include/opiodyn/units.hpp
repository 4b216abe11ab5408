#pragma once
/// Units at the door: doses in mg, times in h; inside nmol, nM, L, h.

#include <compare>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// A number with a dimension, in the library's unit for that dimension. A bare number does not become
/// one by itself: `4.5_mg` or `Mass{4.5}` says what it is.
template <class Dimension>
struct Quantity {
    double value{0.0};

    constexpr Quantity() = default;
    constexpr explicit Quantity(double number) : value(number) {}

    friend constexpr auto operator<=>(Quantity, Quantity) = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) {
        return Quantity{a.value + b.value};
    }
    friend constexpr Quantity operator-(Quantity a, Quantity b) {
        return Quantity{a.value - b.value};
    }
    friend constexpr Quantity operator*(double k, Quantity a) { return Quantity{k * a.value}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

using Mass = Quantity<struct MassDimension>;          ///< mg
using Time = Quantity<struct TimeDimension>;          ///< h
using MassRate = Quantity<struct MassRateDimension>;  ///< mg/h

namespace literals {
constexpr Mass operator""_mg(long double v) { return Mass{static_cast<double>(v)}; }
constexpr Mass operator""_mg(unsigned long long v) { return Mass{static_cast<double>(v)}; }
constexpr Mass operator""_ug(unsigned long long v) { return Mass{static_cast<double>(v) / 1e3}; }
constexpr Mass operator""_g(unsigned long long v) { return Mass{static_cast<double>(v) * 1e3}; }
constexpr Time operator""_min(unsigned long long v) { return Time{static_cast<double>(v) / 60.0}; }
constexpr Time operator""_d(unsigned long long v) { return Time{static_cast<double>(v) * 24.0}; }
constexpr Mass operator""_ug(long double v) { return Mass{static_cast<double>(v) / 1e3}; }
constexpr Mass operator""_g(long double v) { return Mass{static_cast<double>(v) * 1e3}; }
constexpr Time operator""_h(long double v) { return Time{static_cast<double>(v)}; }
constexpr Time operator""_h(unsigned long long v) { return Time{static_cast<double>(v)}; }
constexpr Time operator""_min(long double v) { return Time{static_cast<double>(v) / 60.0}; }
constexpr Time operator""_d(long double v) { return Time{static_cast<double>(v) * 24.0}; }
constexpr MassRate operator""_mg_per_h(long double v) { return MassRate{static_cast<double>(v)}; }
constexpr MassRate operator""_mg_per_h(unsigned long long v) {
    return MassRate{static_cast<double>(v)};
}
}  // namespace literals

/// nmol in one mg of a substance of this molar mass (g/mol).
template <class T>
constexpr T nanomoles_per_milligram(const T& molar_mass) {
    return 1e6 / molar_mass;
}

/// ng/mL in one nM (1 ng/mL = 1 ug/L; 1 nM = molar_mass ng/L).
constexpr double nanograms_per_millilitre_per_nanomolar(double molar_mass) {
    return molar_mass / 1e3;
}

/// The one rule for comparing times: two times are the same instant when they differ by less than
/// 1e-13 of their size (at least of one hour). That is far above the rounding of t0 + k * ii and
/// far below anything a clock at a bedside can tell.
constexpr bool same_instant(double a, double b) {
    if (a == b) return true;
    const auto magnitude = [](double x) { return x < 0 ? -x : x; };
    // The smaller magnitude, so that nothing coincides with infinity.
    const double size = magnitude(a) < magnitude(b) ? magnitude(a) : magnitude(b);
    return magnitude(a - b) <= 1e-13 * (size > 1.0 ? size : 1.0);
}

}  // namespace opiodyn
