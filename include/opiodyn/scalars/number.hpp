#pragma once
/// This header has what the equations ask of a number type besides + - * /, for double and for complex
/// numbers; opiodyn/scalars/dual.hpp has it for dual numbers. Threads may call its functions at once.

#include <cmath>
#include <complex>

namespace opiodyn {

/// Returns max(0, x); NaN stays NaN.
inline double positive_part(double x) { return x < 0.0 ? 0.0 : x; }

/// Returns x^p, and 0 for x <= 0: a step of a solver may try what lies a little below zero. The
/// arithmetic is our own, so that no mathematical library decides its last bits.
double power(double x, double p);

/// Returns ln x, and 0 for x <= 0, where it stands beside a power that is 0.
inline double logarithm(double x) { return x > 0.0 ? std::log(x) : 0.0; }
/// Returns e^x.
inline double exponential(double x) { return std::exp(x); }

/// Returns a number without its derivatives.
inline double value_of(double x) { return x; }

/// Returns one of two numbers. A number type of many lanes has a condition of many lanes too (a mask), so
/// that no branch can be taken.
inline double select(bool condition, double yes, double no) { return condition ? yes : no; }

/// Returns the larger of two numbers; `a` where one is NaN.
inline double largest(double a, double b) { return a < b ? b : a; }
/// Returns the smaller of two numbers; `a` where one is NaN.
inline double smallest(double a, double b) { return b < a ? b : a; }
/// Returns the size of a number, without its sign.
inline double magnitude(double a) { return a < 0.0 ? -a : a; }

/// Returns x, and 0 where its real part is below 0.
inline std::complex<double> positive_part(const std::complex<double>& x) {
    return x.real() < 0.0 ? 0.0 : x;
}
/// Returns x^p, and 0 where the real part of x is not above 0.
inline std::complex<double> power(const std::complex<double>& x, double p) {
    return x.real() <= 0.0 ? 0.0 : std::pow(x, p);
}
/// Returns the one of two numbers that has the smaller real part; `a` where one is NaN.
inline std::complex<double> smallest(const std::complex<double>& a, const std::complex<double>& b) {
    return b.real() < a.real() ? b : a;
}

/// Returns x^p, and at most 1e300, so that quotients of it are numbers. It takes any number type.
template <class Number, class T>
Number bounded_power(const Number& x, const T& p) {
    return smallest(Number(power(x, p)), Number(1e300));
}

}  // namespace opiodyn
