#pragma once
/// Room 0. Dual numbers: a value and its derivatives in N directions at once, exact to rounding.

#include <array>
#include <cmath>
#include <cstddef>

namespace opiodyn {

template <std::size_t N>
struct Dual {
    double value{0.0};
    std::array<double, N> slope{};

    constexpr Dual() = default;
    constexpr Dual(double x) : value(x) {}

    /// f(value), with `derivative` of f there.
    constexpr Dual mapped(double f, double derivative) const {
        Dual result(f);
        for (std::size_t k = 0; k < N; ++k) result.slope[k] = derivative * slope[k];
        return result;
    }

    Dual& operator+=(const Dual& b) {
        value += b.value;
        for (std::size_t k = 0; k < N; ++k) slope[k] += b.slope[k];
        return *this;
    }
    Dual& operator-=(const Dual& b) {
        value -= b.value;
        for (std::size_t k = 0; k < N; ++k) slope[k] -= b.slope[k];
        return *this;
    }
    Dual& operator*=(const Dual& b) {
        for (std::size_t k = 0; k < N; ++k) slope[k] = slope[k] * b.value + value * b.slope[k];
        value *= b.value;
        return *this;
    }
    Dual& operator/=(const Dual& b) {
        value /= b.value;
        for (std::size_t k = 0; k < N; ++k) slope[k] = (slope[k] - value * b.slope[k]) / b.value;
        return *this;
    }

    friend Dual operator-(const Dual& a) { return a.mapped(-a.value, -1.0); }
    friend Dual operator+(Dual a, const Dual& b) { return a += b; }
    friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
    friend Dual operator*(Dual a, const Dual& b) { return a *= b; }
    friend Dual operator/(Dual a, const Dual& b) { return a /= b; }

    // With constants, which have no slope: the greater part of the work in our equations.
    friend Dual operator+(Dual a, double b) { return a.value += b, a; }
    friend Dual operator+(double a, Dual b) { return b.value = a + b.value, b; }
    friend Dual operator-(Dual a, double b) { return a.value -= b, a; }
    friend Dual operator-(double a, const Dual& b) { return b.mapped(a - b.value, -1.0); }
    friend Dual operator*(const Dual& a, double b) { return a.mapped(a.value * b, b); }
    friend Dual operator*(double a, const Dual& b) { return b.mapped(a * b.value, a); }
    friend Dual operator/(const Dual& a, double b) { return a.mapped(a.value / b, 1.0 / b); }
};

/// max(0, x). At the kink itself the slope is that of the left side: a drug-free state stands on
/// several kinks, and stays there until something moves it.
template <std::size_t N>
Dual<N> positive_part(const Dual<N>& x) {
    return x.value <= 0.0 ? Dual<N>() : x;
}

/// x^p, and 0 for x <= 0.
template <std::size_t N>
Dual<N> power(const Dual<N>& x, double p) {
    if (x.value <= 0.0) return Dual<N>();
    const double lower = std::pow(x.value, p - 1.0);
    return x.mapped(lower * x.value, p * lower);
}

}  // namespace opiodyn
