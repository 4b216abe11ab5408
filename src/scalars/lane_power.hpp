#pragma once
/// power() computes x^p of every lane by our own arithmetic. The mathematical library's differs in last bits from
/// machine to machine, and a result must not depend on how many lanes there are. The same operations in every
/// width give the same bits (docs/decisions/same-bits.md).

#include "scalars/lane_pack.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

/// The series of 2^r has the coefficients ln(2)^k / k! for k = 1, 2, ....
inline constexpr double exp2_series[13] = {
    0x1.62e42fefa39efp-1,  0x1.ebfbdff82c58fp-3,  0x1.c6b08d704a0c0p-5,  0x1.3b2ab6fba4e77p-7,
    0x1.5d87fe78a6731p-10, 0x1.430912f86c787p-13, 0x1.ffcbfc588b0c7p-17, 0x1.62c0223a5c824p-20,
    0x1.b5253d395e7c4p-24, 0x1.e4cf5158b8ecap-28, 0x1.e8cac7351bb25p-32, 0x1.c3bd650fc2986p-36,
    0x1.816193166d0f9p-40};

/// log2((1 + f) / (1 - f)) is f times a series in f^2, which has the coefficients 2 / (ln(2) (2 k + 1)).
inline constexpr double log2_series[11] = {
    0x1.71547652b82fep+1, 0x1.ec709dc3a03fdp-1, 0x1.2776c50ef9bfep-1, 0x1.a61762a7aded9p-2,
    0x1.484b13d7c02a9p-2, 0x1.0c9a84994022dp-2, 0x1.c68f568d31760p-3, 0x1.89f3b1694cffep-3,
    0x1.5b9ac9b743f0dp-3, 0x1.3703c1f4d0ffep-3, 0x1.1964ec6fc9491p-3};

/// Sums a_0 + a_step s + a_2step s^2 ..., which are `terms` terms.
template <int terms, int step, class Real>
inline Real series(const double* a, const Real& s) {
    Real sum = Real{} + a[(terms - 1) * step];
    for (int k = terms - 2; k >= 0; --k) sum = sum * s + a[k * step];
    return sum;
}

/// Returns 2^(whole + r) for whole numbers `whole` and -1/2 <= r <= 1/2.
template <int width>
inline typename Register<width>::Real register_exp2(const typename Register<width>::Real& whole,
                                                    const typename Register<width>::Real& r) {
    using Real = typename Register<width>::Real;
    using Bits = typename Register<width>::Bits;
    const Real zero{}, r2 = r * r;
    const Real even = 1.0 + r2 * series<6, 2>(exp2_series + 1, r2);
    const Real odd = r * series<7, 2>(exp2_series, r2);
    const Real bounded = whole < -1021.0 ? zero - 1021.0 : (whole > 1023.0 ? zero + 1023.0 : whole);
    const Bits scale_bits = __builtin_bit_cast(Bits, Real(bounded + (0x1p52 + 1023.0))) << 52;
    const Real result = (even + odd) * __builtin_bit_cast(Real, scale_bits);
    const Real not_small = whole < -1021.0 ? zero : result;
    return whole > 1023.0 ? zero + infinity : not_small;
}

/// This number is added to another one and taken away again, to round the other one to a whole number.
inline constexpr double round_to_whole = 0x1.8p52;

/// A RegisterLog2 is log2 x = k + log2m, with k whole and log2m between -1/2 and 1/2.
template <int width>
struct RegisterLog2 {
    typename Register<width>::Real k, log2m;
};
template <int width>
inline RegisterLog2<width> register_log2(const typename Register<width>::Real& x) {
    using Real = typename Register<width>::Real;
    using Bits = typename Register<width>::Bits;
    constexpr unsigned long long top = 0xfff0000000000000ULL, one = 0x3ff0000000000000ULL,
                                 root_half = 0x3fe6a09e667f3bcdULL, two52 = 0x4330000000000000ULL;
    const Real zero{};

    const auto tiny = x < 0x1p-1000;  // Subnormal numbers have no exponent of their own.
    const Bits bits = __builtin_bit_cast(Bits, Real(tiny ? x * 0x1p100 : x));
    const Bits shifted = bits + (one - root_half);
    const Real k = __builtin_bit_cast(Real, Bits((shifted >> 52) | two52)) -
                   (tiny ? zero + (0x1p52 + 1123.0) : zero + (0x1p52 + 1023.0));
    const Real m = __builtin_bit_cast(Real, Bits(bits - (shifted & top) + one));
    const Real f = (m - 1.0) / (m + 1.0), s = f * f;
    return {k, f * series<11, 1>(log2_series, s)};
}

/// Returns x^p for one register. The product p k is kept exact, so that the error stays a few units in the last
/// place for any size of x.
template <int width>
inline typename Register<width>::Real register_power(const typename Register<width>::Real& x,
                                                     const typename Register<width>::Real& p) {
    using Real = typename Register<width>::Real;
    using Bits = typename Register<width>::Bits;
    constexpr double round = round_to_whole;
    const Real zero{};
    const auto [k, log2m] = register_log2<width>(x);
    const Real p_high =
        __builtin_bit_cast(Real, Bits(__builtin_bit_cast(Bits, p) & 0xfffffffff8000000ULL));
    const Real a = p_high * k;
    const Real whole = (a + round) - round;
    const Real rest = (a - whole) + ((p - p_high) * k + p * log2m);
    const Real more = (rest + round) - round;
    Real result = register_exp2<width>(whole + more, rest - more);
    // Infinity and NaN do not go through the series.
    const Real unbounded = p > 0.0 ? x : (x == x ? zero : x);
    result = x < infinity ? result : unbounded;
    return x <= 0.0 ? zero : result;
}

/// Returns ln x, and 0 for x <= 0.
template <int W>
Pack<W> logarithm(const Pack<W>& x) {
    Pack<W> result;
    for (int i = 0; i < result.count; ++i) {
        const auto [k, log2m] = register_log2<Pack<W>::width>(x.part[i]);
        result.part[i] = (k + log2m) * 0x1.62e42fefa39efp-1;
    }
    return select(x > Pack<W>(0.0), result, Pack<W>(0.0));
}

/// Returns e^x. A result below 2^-1021 is 0.
template <int W>
Pack<W> exponential(const Pack<W>& x) {
    using Real = typename Pack<W>::Real;
    // ln 2 stands in two parts. The first times a whole number is exact.
    constexpr double per_ln2 = 0x1.71547652b82fep+0, ln2 = 0x1.62e42fee00000p-1,
                     ln2_rest = 0x1.a39ef35793c76p-33;
    Pack<W> result;
    for (int i = 0; i < result.count; ++i) {
        const Real whole = (x.part[i] * per_ln2 + round_to_whole) - round_to_whole;
        const Real rest = (x.part[i] - whole * ln2) - whole * ln2_rest;
        result.part[i] = register_exp2<Pack<W>::width>(whole, rest * per_ln2);
    }
    return result;
}

/// Returns x^p for any p, and 0 for x <= 0. A result below 2^-1021 is 0.
template <int W>
Pack<W> power_of_any(const Pack<W>& x, const Pack<W>& p) {
    Pack<W> r;
    for (int i = 0; i < r.count; ++i)
        r.part[i] = register_power<Pack<W>::width>(x.part[i], p.part[i]);
    return r;
}

/// Returns x^p, by multiplication where p is 2, 3 or 4. The way of a lane depends on its own p alone. The dear way
/// is left out where no lane needs it. That saves a tenth of a run, as 3 is the usual steepness and 2 that of its
/// slope.
template <int W>
Pack<W> power(const Pack<W>& x, const Pack<W>& p) {
    const Pack<W> positive = positive_part(x), square = positive * positive;
    const auto two = p == Pack<W>(2.0), three = p == Pack<W>(3.0), four = p == Pack<W>(4.0);
    const Pack<W> product = square * select(four, square, select(three, positive, Pack<W>(1.0)));
    const auto cheap = two | three | four;
    return cheap.all() ? product : select(cheap, product, power_of_any(x, p));
}
/// Takes a plain p, so that power(x, 2.0) compiles.
template <int W>
Pack<W> power(const Pack<W>& x, double p) {
    return power(x, Pack<W>(p));
}

}  // namespace opiodyn::OPIODYN_LANE_UNIT
