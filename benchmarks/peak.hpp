#pragma once
// This header measures how fast the machine multiplies and adds, and divides, in registers of each width [ns per
// vector instruction], when products and sums take turns and nothing waits.

#include <algorithm>
#include <string_view>

#include "clocks.hpp"

namespace peak {

#define OPIODYN_PEAK(name, bytes, options)                                        \
    options inline double name() {                                                \
        typedef double Vector __attribute__((vector_size(bytes)));                \
        constexpr int chains = 6, rounds = 200000;                                \
        Vector a[chains], b[chains];                                              \
        _Pragma("GCC unroll 6") for (int k = 0; k < chains; ++k) {                \
            a[k] = b[k] = Vector{} + 1.0;                                         \
            asm volatile("" : "+x"(a[k]), "+x"(b[k])); /* equal chains are one */ \
        }                                                                         \
        Vector factor = Vector{} + 1.0, term = Vector{} + 1e-9;                   \
        double best = 1e9;                                                        \
        for (int trial = 0; trial < 9; ++trial) {                                 \
            const double begin = clocks::thread();                                \
            for (int i = 0; i < rounds; ++i) {                                    \
                _Pragma("GCC unroll 6") for (int k = 0; k < chains; ++k) {        \
                    a[k] *= factor;                                               \
                    b[k] += term;                                                 \
                }                                                                 \
                asm volatile("" : "+x"(factor), "+x"(term));                      \
            }                                                                     \
            best = std::min(best, clocks::thread() - begin);                      \
        }                                                                         \
        _Pragma("GCC unroll 6") for (int k = 0; k < chains; ++k) {                \
            asm volatile("" : : "x"(a[k]), "x"(b[k]));                            \
        }                                                                         \
        return 1e9 * best / (2.0 * chains * rounds);                              \
    }
#define OPIODYN_PEAK_DIVISION(name, bytes, options)                                        \
    options inline double name() {                                                         \
        typedef double Vector __attribute__((vector_size(bytes)));                         \
        constexpr int chains = 12, rounds = 50000;                                         \
        Vector a[chains], divisor = Vector{} + (1.0 + 1e-9);                               \
        _Pragma("GCC unroll 12") for (int k = 0; k < chains; ++k) {                        \
            a[k] = Vector{} + 1.0;                                                         \
            asm volatile("" : "+x"(a[k]));                                                 \
        }                                                                                  \
        double best = 1e9;                                                                 \
        for (int trial = 0; trial < 9; ++trial) {                                          \
            const double begin = clocks::thread();                                         \
            for (int i = 0; i < rounds; ++i) {                                             \
                _Pragma("GCC unroll 12") for (int k = 0; k < chains; ++k) a[k] /= divisor; \
                asm volatile("" : "+x"(divisor));                                          \
            }                                                                              \
            best = std::min(best, clocks::thread() - begin);                               \
        }                                                                                  \
        _Pragma("GCC unroll 12") for (int k = 0; k < chains; ++k) {                        \
            asm volatile("" : : "x"(a[k]));                                                \
        }                                                                                  \
        return 1e9 * best / (static_cast<double>(chains) * rounds);                        \
    }
/// A Rate belongs to a register of some width.
struct Rate {
    double operation, division;  ///< times [ns]
};
#if defined(__x86_64__)
OPIODYN_PEAK(avx512, 64, __attribute__((target("avx512f"))))
OPIODYN_PEAK(avx2, 32, __attribute__((target("avx2"))))
OPIODYN_PEAK(baseline, 16, )
OPIODYN_PEAK_DIVISION(avx512_division, 64, __attribute__((target("avx512f"))))
OPIODYN_PEAK_DIVISION(avx2_division, 32, __attribute__((target("avx2"))))
OPIODYN_PEAK_DIVISION(baseline_division, 16, )
#else
inline double baseline() { return 0.0; }
inline double baseline_division() { return 0.0; }
#endif
#undef OPIODYN_PEAK
#undef OPIODYN_PEAK_DIVISION

/// Returns the rate per lane, with registers as wide as the lanes and the instruction set allow.
inline Rate per_lane(std::string_view instruction_set, int lanes) {
#if defined(__x86_64__)
    const int widest = instruction_set == "avx512" ? 8 : instruction_set == "avx2" ? 4 : 2;
    const int width = std::min(lanes, widest);
    if (width == 8) return {avx512() / 8.0, avx512_division() / 8.0};
    if (width == 4) return {avx2() / 4.0, avx2_division() / 4.0};
    return {baseline() / width, baseline_division() / width};
#else
    return {baseline(), baseline_division()};
#endif
}

}  // namespace peak
