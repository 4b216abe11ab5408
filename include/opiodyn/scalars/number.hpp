#pragma once
/// What the equations ask of a number type besides + - * /, for double and for complex
/// numbers; opiodyn/scalars/dual.hpp has the same for dual numbers.

#include <cmath>
#include <complex>

namespace opiodyn {

/// max(0, x); not a number stays so.
inline double positive_part(double x) { return x < 0.0 ? 0.0 : x; }

/// x^p, and 0 for x <= 0: what a step of a solver tries may lie a little below zero.
/// By our own arithmetic, whose last bits no mathematical library decides.
double power(double x, double p);

/// ln x, and 0 for x <= 0, where it stands beside a power that is 0.
inline double logarithm(double x) { return x > 0.0 ? std::log(x) : 0.0; }
inline double exponential(double x) { return std::exp(x); }

/// A number without its derivatives.
inline double value_of(double x) { return x; }

/// Where a number type has many lanes, the condition has too (a mask), and no branch can be taken.
inline double select(bool condition, double yes, double no) { return condition ? yes : no; }

inline std::complex<double> positive_part(const std::complex<double>& x) {
    return x.real() < 0.0 ? 0.0 : x;
}
inline std::complex<double> power(const std::complex<double>& x, double p) {
    return x.real() <= 0.0 ? 0.0 : std::pow(x, p);
}

}  // namespace opiodyn
