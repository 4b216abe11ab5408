#pragma once
/// This header holds dual numbers: a value and its derivatives in N directions at once, exact to
/// rounding. They are over double, or over another number type that has a positive_part, power and select
/// of its own.

#include <array>
#include <cstddef>
#include <type_traits>

#include "opiodyn/scalars/number.hpp"

namespace opiodyn {

/// A dual number is a value and its N derivatives. Plain data: threads may share it while none writes.
template <std::size_t N, class T = double>
struct Dual {
    T value{0.0};              ///< The value is that of the plain number.
    std::array<T, N> slope{};  ///< The slopes are its derivatives, one per direction.

    /// Makes the constant 0.
    constexpr Dual() = default;
    /// Makes a constant, whose slopes are 0.
    constexpr Dual(const T& x) : value(x) {}
    /// Makes a constant of a number that converts to T.
    template <class C>
        requires std::is_convertible_v<C, T> && (!std::is_same_v<C, T>)
    constexpr Dual(const C& x) : value(x) {}

    /// Returns the dual number of a function with this value f and this derivative at `value`.
    constexpr Dual mapped(const T& f, const T& derivative) const {
        Dual result(f);
        for (std::size_t k = 0; k < N; ++k) result.slope[k] = derivative * slope[k];
        return result;
    }

    /// Adds a dual number, slope by slope.
    Dual& operator+=(const Dual& b) {
        value += b.value;
        for (std::size_t k = 0; k < N; ++k) slope[k] += b.slope[k];
        return *this;
    }
    /// Subtracts a dual number, slope by slope.
    Dual& operator-=(const Dual& b) {
        value -= b.value;
        for (std::size_t k = 0; k < N; ++k) slope[k] -= b.slope[k];
        return *this;
    }
    /// Takes the product with a dual number; the slopes follow the product rule.
    Dual& operator*=(const Dual& b) {
        for (std::size_t k = 0; k < N; ++k) slope[k] = slope[k] * b.value + value * b.slope[k];
        value *= b.value;
        return *this;
    }
    /// Takes the quotient by a dual number; the slopes follow the quotient rule.
    Dual& operator/=(const Dual& b) {
        const T per = T(1.0) / b.value;  // One quotient serves all slopes.
        value /= b.value;
        for (std::size_t k = 0; k < N; ++k) slope[k] = (slope[k] - value * b.slope[k]) * per;
        return *this;
    }

    /// Returns the negative of a dual number.
    friend Dual operator-(const Dual& a) { return a.mapped(-a.value, T(-1.0)); }
    /// Returns a sum; slopes add.
    friend Dual operator+(Dual a, const Dual& b) { return a += b; }
    /// Returns a difference; slopes subtract.
    friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
    /// Returns a product, with slopes by the product rule.
    friend Dual operator*(Dual a, const Dual& b) { return a *= b; }
    /// Returns a quotient, with slopes by the quotient rule.
    friend Dual operator/(Dual a, const Dual& b) { return a /= b; }

    // Operations with constants are the greater part of the work in our equations.
    /// Returns the sum with a constant, which has no slope.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator+(Dual a, const C& b) {
        return a.value += b, a;
    }
    /// Returns the sum of a constant and a dual number.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator+(const C& a, Dual b) {
        return b.value = a + b.value, b;
    }
    /// Returns the difference to a constant.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator-(Dual a, const C& b) {
        return a.value -= b, a;
    }
    /// Returns the difference of a constant and a dual number.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator-(const C& a, const Dual& b) {
        return b.mapped(a - b.value, T(-1.0));
    }
    /// Returns the product with a constant.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator*(const Dual& a, const C& b) {
        return a.mapped(a.value * b, T(b));
    }
    /// Returns the product of a constant and a dual number.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator*(const C& a, const Dual& b) {
        return b.mapped(a * b.value, T(a));
    }
    /// Returns the quotient by a constant.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator/(const Dual& a, const C& b) {
        return a.mapped(a.value / b, T(1.0) / b);
    }
};

/// Returns the value of a dual number without its derivatives.
template <std::size_t N, class T>
decltype(auto) value_of(const Dual<N, T>& x) {
    return value_of(x.value);
}

/// Returns one of two dual numbers, by a condition on values.
template <class Condition, std::size_t N, class T>
Dual<N, T> select(const Condition& condition, const Dual<N, T>& yes, const Dual<N, T>& no) {
    Dual<N, T> result(select(condition, yes.value, no.value));
    for (std::size_t k = 0; k < N; ++k)
        result.slope[k] = select(condition, yes.slope[k], no.slope[k]);
    return result;
}

/// Returns the smaller of two dual numbers; `a` where one is NaN.
template <std::size_t N, class T>
Dual<N, T> smallest(const Dual<N, T>& a, const Dual<N, T>& b) {
    return select(value_of(b) < value_of(a), b, a);
}

/// Returns max(0, x). At the kink itself the slope is that of the left side: a drug-free state stands on
/// several kinks, and stays there until something moves it (docs/theory.md, section 7).
template <std::size_t N, class T>
Dual<N, T> positive_part(const Dual<N, T>& x) {
    Dual<N, T> result(positive_part(x.value));
    for (std::size_t k = 0; k < N; ++k)
        result.slope[k] = select(value_of(x.value) <= 0.0, T(0.0), x.slope[k]);
    return result;
}

/// Returns x^p, and 0 for x <= 0.
template <std::size_t N, class T>
Dual<N, T> power(const Dual<N, T>& x, const std::type_identity_t<T>& p) {
    const T lower = power(x.value, p - 1.0);  // 0 for x <= 0
    return x.mapped(lower * x.value, p * lower);
}
/// Returns x^p where the exponent varies too. The value is that of the plain numbers, to the bit.
template <std::size_t N, class T>
Dual<N, T> power(const Dual<N, T>& x, const Dual<N, T>& p) {
    const T result = power(x.value, p.value);
    const T by_x = p.value * power(x.value, p.value - 1.0);
    const T by_p = result * logarithm(x.value);
    Dual<N, T> all(result);
    for (std::size_t k = 0; k < N; ++k) all.slope[k] = by_x * x.slope[k] + by_p * p.slope[k];
    return all;
}

/// Returns e^x.
template <std::size_t N, class T>
Dual<N, T> exponential(const Dual<N, T>& x) {
    const T result = exponential(x.value);
    return x.mapped(result, result);
}

}  // namespace opiodyn
