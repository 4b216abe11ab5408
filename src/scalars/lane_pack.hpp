#pragma once
/// A Pack holds W numbers, one of each lane, that go through the same operations: + - * /, comparisons that give
/// masks, and select. It uses the compiler's own vectors and no library's. A library's inline functions would have
/// one name in all units of the kernel, each compiled for another instruction set, and the linker would keep any
/// one of them. Here every name lies in the namespace of its unit (docs/decisions/lanes-by-namespace.md).

#include <limits>

#ifndef OPIODYN_LANE_UNIT
#error "define OPIODYN_LANE_UNIT, the namespace of the unit, before this include"
#endif

namespace opiodyn::OPIODYN_LANE_UNIT {

/// This many doubles fit into one register.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr int native_width = 8;
#elif defined(__AVX2__)
inline constexpr int native_width = 4;
#elif defined(__GNUC__) && (defined(__SSE2__) || defined(__aarch64__))
inline constexpr int native_width = 2;
#else
inline constexpr int native_width = 1;
#endif

inline constexpr double infinity = std::numeric_limits<double>::infinity();

template <int W>
struct Register;
#if defined(__GNUC__)
template <int W>
    requires(W > 1)
struct Register<W> {
    typedef double Real __attribute__((vector_size(8 * W)));
    typedef unsigned long long Bits __attribute__((vector_size(8 * W)));
    typedef long long Truth __attribute__((vector_size(8 * W)));  // Each is 0 or -1.
};
#endif
template <>
struct Register<1> {
    using Real = double;
    using Bits = unsigned long long;
    using Truth = bool;
};

template <int W>
struct Pack;

/// A Mask is a condition of each lane.
template <int W>
struct Mask {
    static constexpr int width = W < native_width ? W : native_width, count = W / width;
    using Truth = typename Register<width>::Truth;
    Truth part[count];

    friend Mask operator&(const Mask& a, const Mask& b) {
        Mask r;
        for (int i = 0; i < count; ++i) r.part[i] = a.part[i] & b.part[i];
        return r;
    }
    friend Mask operator|(const Mask& a, const Mask& b) {
        Mask r;
        for (int i = 0; i < count; ++i) r.part[i] = a.part[i] | b.part[i];
        return r;
    }
    bool lane(int k) const {
        if constexpr (width == 1) return part[k];
        else return part[k / width][k % width] != 0;
    }
    bool all() const {
        auto both = part[0];
        for (int i = 1; i < count; ++i) both = both & part[i];
        if constexpr (width == 1) return both;
        else {
            bool every = true;
            for (int k = 0; k < width; ++k) every = every && both[k] != 0;
            return every;
        }
    }
};

template <int W>
struct alignas(8 * (W < native_width ? W : native_width)) Pack {
    static constexpr int width = Mask<W>::width, count = Mask<W>::count;
    using Real = typename Register<width>::Real;
    Real part[count];

    Pack() = default;
    Pack(double x) {
        for (int i = 0; i < count; ++i) part[i] = Real{} + x;
    }

    double lane(int k) const {
        if constexpr (width == 1) return part[k];
        else return part[k / width][k % width];
    }
    void set_lane(int k, double x) {
        if constexpr (width == 1) part[k] = x;
        else part[k / width][k % width] = x;
    }

#define OPIODYN_LANE_OPERATOR(op)                                           \
    Pack& operator op##=(const Pack & b) {                                  \
        for (int i = 0; i < count; ++i) part[i] = part[i] op b.part[i];     \
        return *this;                                                       \
    }                                                                       \
    friend Pack operator op(const Pack& a, const Pack& b) {                 \
        Pack r;                                                             \
        for (int i = 0; i < count; ++i) r.part[i] = a.part[i] op b.part[i]; \
        return r;                                                           \
    }
    OPIODYN_LANE_OPERATOR(+)
    OPIODYN_LANE_OPERATOR(-)
    OPIODYN_LANE_OPERATOR(*)
    OPIODYN_LANE_OPERATOR(/)
#undef OPIODYN_LANE_OPERATOR

    friend Pack operator-(const Pack& a) {
        Pack r;
        for (int i = 0; i < count; ++i) r.part[i] = -a.part[i];
        return r;
    }

#define OPIODYN_LANE_COMPARISON(op)                                         \
    friend Mask<W> operator op(const Pack & a, const Pack & b) {            \
        Mask<W> r;                                                          \
        for (int i = 0; i < count; ++i) r.part[i] = a.part[i] op b.part[i]; \
        return r;                                                           \
    }
    OPIODYN_LANE_COMPARISON(<)
    OPIODYN_LANE_COMPARISON(<=)
    OPIODYN_LANE_COMPARISON(>)
    OPIODYN_LANE_COMPARISON(>=)
    OPIODYN_LANE_COMPARISON(==)
#undef OPIODYN_LANE_COMPARISON
};

template <int W>
const Pack<W>& value_of(const Pack<W>& x) {
    return x;
}

template <int W>
Pack<W> select(const Mask<W>& condition, const Pack<W>& yes, const Pack<W>& no) {
    Pack<W> r;
    for (int i = 0; i < r.count; ++i) r.part[i] = condition.part[i] ? yes.part[i] : no.part[i];
    return r;
}

/// Returns max(0, x). NaN stays NaN.
template <int W>
Pack<W> positive_part(const Pack<W>& x) {
    return select(x < Pack<W>(0.0), Pack<W>(0.0), x);
}

template <int W>
Pack<W> largest(const Pack<W>& a, const Pack<W>& b) {
    return select(a < b, b, a);
}
template <int W>
Pack<W> smallest(const Pack<W>& a, const Pack<W>& b) {
    return select(b < a, b, a);
}
template <int W>
Pack<W> magnitude(const Pack<W>& a) {
    return select(a < Pack<W>(0.0), -a, a);
}

}  // namespace opiodyn::OPIODYN_LANE_UNIT
