#pragma once
/// Random numbers that are the same on every machine, which the distributions of <random> are not.

#include <cmath>
#include <cstdint>
#include <random>

namespace support {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// In [0, 1).
    double fraction() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
    double uniform(double low, double high) { return low + (high - low) * fraction(); }
    /// Evenly spread in the logarithm.
    double log_uniform(double low, double high) { return low * std::pow(high / low, fraction()); }
    /// In 0 .. n - 1.
    int below(int n) { return static_cast<int>(fraction() * n); }
    bool coin() { return below(2) == 1; }

private:
    std::mt19937_64 engine_;  // its sequence is fixed by the standard
};

}  // namespace support
