#pragma once
/// This header holds the units at the door: doses in mg and times in h. Inside, amounts are in nmol,
/// concentrations in nM, volumes in L and times in h.

#include <compare>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// A quantity is a number with a dimension, in the library's unit for that dimension. A bare number does
/// not become one by itself: `4.5_mg` or `Mass{4.5}` says what it is. Plain data: threads may share it
/// while none writes.
template <class Dimension>
struct Quantity {
    double value{0.0};  ///< The value is in the unit of the dimension: mg, h or mg/h.

    /// Makes the quantity 0.
    constexpr Quantity() = default;
    /// Makes a quantity of a number in the unit of the dimension.
    constexpr explicit Quantity(double number) : value(number) {}

    /// Compares two quantities of one dimension.
    friend constexpr auto operator<=>(Quantity, Quantity) = default;
    /// Returns the sum of two quantities of one dimension.
    friend constexpr Quantity operator+(Quantity a, Quantity b) {
        return Quantity{a.value + b.value};
    }
    /// Returns the difference of two quantities of one dimension.
    friend constexpr Quantity operator-(Quantity a, Quantity b) {
        return Quantity{a.value - b.value};
    }
    /// Returns a quantity k [-] times as large.
    friend constexpr Quantity operator*(double k, Quantity a) { return Quantity{k * a.value}; }
    /// Returns the ratio of two quantities of one dimension [-].
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

/// A mass is the amount of a dose [mg].
using Mass = Quantity<struct MassDimension>;
/// A time is counted from the start of a run, or is a duration [h].
using Time = Quantity<struct TimeDimension>;
/// A mass rate is that of an infusion [mg/h].
using MassRate = Quantity<struct MassRateDimension>;

/// The literals write quantities with their units: 4.5_mg, 250_ug, 1_g, 8_h, 30_min, 7_d, 2_mg_per_h.
/// They become mg, h and mg/h.
namespace literals {
/// Makes a mass in mg.
constexpr Mass operator""_mg(long double v) { return Mass{static_cast<double>(v)}; }
/// Makes a mass in mg.
constexpr Mass operator""_mg(unsigned long long v) { return Mass{static_cast<double>(v)}; }
/// Makes a mass in micrograms.
constexpr Mass operator""_ug(unsigned long long v) { return Mass{static_cast<double>(v) / 1e3}; }
/// Makes a mass in grams.
constexpr Mass operator""_g(unsigned long long v) { return Mass{static_cast<double>(v) * 1e3}; }
/// Makes a time in minutes.
constexpr Time operator""_min(unsigned long long v) { return Time{static_cast<double>(v) / 60.0}; }
/// Makes a time in days.
constexpr Time operator""_d(unsigned long long v) { return Time{static_cast<double>(v) * 24.0}; }
/// Makes a mass in micrograms.
constexpr Mass operator""_ug(long double v) { return Mass{static_cast<double>(v) / 1e3}; }
/// Makes a mass in grams.
constexpr Mass operator""_g(long double v) { return Mass{static_cast<double>(v) * 1e3}; }
/// Makes a time in hours.
constexpr Time operator""_h(long double v) { return Time{static_cast<double>(v)}; }
/// Makes a time in hours.
constexpr Time operator""_h(unsigned long long v) { return Time{static_cast<double>(v)}; }
/// Makes a time in minutes.
constexpr Time operator""_min(long double v) { return Time{static_cast<double>(v) / 60.0}; }
/// Makes a time in days.
constexpr Time operator""_d(long double v) { return Time{static_cast<double>(v) * 24.0}; }
/// Makes a rate in mg/h.
constexpr MassRate operator""_mg_per_h(long double v) { return MassRate{static_cast<double>(v)}; }
/// Makes a rate in mg/h.
constexpr MassRate operator""_mg_per_h(unsigned long long v) {
    return MassRate{static_cast<double>(v)};
}
}  // namespace literals

/// Returns the nanomoles in one milligram [nmol/mg] of a substance of this molar mass [g/mol].
template <class T>
constexpr T nanomoles_per_milligram(const T& molar_mass) {
    return 1e6 / molar_mass;
}

/// Returns the ng/mL in one nM [ng/mL/nM] of a substance of this molar mass [g/mol]. 1 ng/mL is 1 ug/L,
/// and 1 nM is molar_mass ng/L.
constexpr double nanograms_per_millilitre_per_nanomolar(double molar_mass) {
    return molar_mass / 1e3;
}

/// Tells whether two times [h] are the same instant: they differ by at most 1e-13 times the
/// larger of their size and 1 h. This is the one rule for comparing times in C++. It is far above the
/// rounding of t0 + k * ii and far below anything that a clock at a bedside can tell.
constexpr bool same_instant(double a, double b) {
    if (a == b) return true;
    const auto magnitude = [](double x) { return x < 0 ? -x : x; };
    // The smaller magnitude, so that nothing coincides with infinity.
    const double size = magnitude(a) < magnitude(b) ? magnitude(a) : magnitude(b);
    return magnitude(a - b) <= 1e-13 * (size > 1.0 ? size : 1.0);
}

}  // namespace opiodyn
