#pragma once
/// Dual numbers: a value and its derivatives in N directions at once, exact to rounding; over
/// double, or over another number type that has a positive_part, power and select of its own.

#include <array>
#include <cstddef>
#include <type_traits>

#include "opiodyn/scalars/number.hpp"

namespace opiodyn {

template <std::size_t N, class T = double>
struct Dual {
    T value{0.0};
    std::array<T, N> slope{};

    constexpr Dual() = default;
    constexpr Dual(const T& x) : value(x) {}
    template <class C>
        requires std::is_convertible_v<C, T> && (!std::is_same_v<C, T>)
    constexpr Dual(const C& x) : value(x) {}

    /// f(value), with `derivative` of f there.
    constexpr Dual mapped(const T& f, const T& derivative) const {
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

    friend Dual operator-(const Dual& a) { return a.mapped(-a.value, T(-1.0)); }
    friend Dual operator+(Dual a, const Dual& b) { return a += b; }
    friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
    friend Dual operator*(Dual a, const Dual& b) { return a *= b; }
    friend Dual operator/(Dual a, const Dual& b) { return a /= b; }

    // With constants, which have no slope: the greater part of the work in our equations.
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator+(Dual a, const C& b) {
        return a.value += b, a;
    }
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator+(const C& a, Dual b) {
        return b.value = a + b.value, b;
    }
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator-(Dual a, const C& b) {
        return a.value -= b, a;
    }
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator-(const C& a, const Dual& b) {
        return b.mapped(a - b.value, T(-1.0));
    }
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator*(const Dual& a, const C& b) {
        return a.mapped(a.value * b, T(b));
    }
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator*(const C& a, const Dual& b) {
        return b.mapped(a * b.value, T(a));
    }
    template <class C>
        requires std::is_convertible_v<C, T>
    friend Dual operator/(const Dual& a, const C& b) {
        return a.mapped(a.value / b, T(1.0) / b);
    }
};

template <std::size_t N, class T>
decltype(auto) value_of(const Dual<N, T>& x) {
    return value_of(x.value);
}

/// By a condition on values.
template <class Condition, std::size_t N, class T>
Dual<N, T> select(const Condition& condition, const Dual<N, T>& yes, const Dual<N, T>& no) {
    Dual<N, T> result(select(condition, yes.value, no.value));
    for (std::size_t k = 0; k < N; ++k)
        result.slope[k] = select(condition, yes.slope[k], no.slope[k]);
    return result;
}

/// max(0, x). At the kink itself the slope is that of the left side: a drug-free state stands on
/// several kinks, and stays there until something moves it.
template <std::size_t N, class T>
Dual<N, T> positive_part(const Dual<N, T>& x) {
    Dual<N, T> result(positive_part(x.value));
    for (std::size_t k = 0; k < N; ++k)
        result.slope[k] = select(value_of(x.value) <= 0.0, T(0.0), x.slope[k]);
    return result;
}

/// x^p, and 0 for x <= 0.
template <std::size_t N, class T>
Dual<N, T> power(const Dual<N, T>& x, const std::type_identity_t<T>& p) {
    const T lower = power(x.value, p - 1.0);  // 0 for x <= 0
    return x.mapped(lower * x.value, p * lower);
}
/// The same where the exponent varies too. The value is that of the plain numbers, to the bit.
template <std::size_t N, class T>
Dual<N, T> power(const Dual<N, T>& x, const Dual<N, T>& p) {
    const T result = power(x.value, p.value);
    const T by_x = p.value * power(x.value, p.value - 1.0);
    const T by_p = result * logarithm(x.value);
    Dual<N, T> all(result);
    for (std::size_t k = 0; k < N; ++k) all.slope[k] = by_x * x.slope[k] + by_p * p.slope[k];
    return all;
}

template <std::size_t N, class T>
Dual<N, T> exponential(const Dual<N, T>& x) {
    const T result = exponential(x.value);
    return x.mapped(result, result);
}

}  // namespace opiodyn
