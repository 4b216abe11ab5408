#pragma once
/// Random gives numbers that are the same on every machine, which the distributions of <random> are not.

#include <cmath>
#include <cstdint>
#include <random>

namespace support {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// Returns a number in [0, 1).
    double fraction() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
    double uniform(double low, double high) { return low + (high - low) * fraction(); }
    /// Returns a number evenly spread in the logarithm.
    double log_uniform(double low, double high) { return low * std::pow(high / low, fraction()); }
    /// Returns a whole number from 0 to n - 1.
    int below(int n) { return static_cast<int>(fraction() * n); }
    bool coin() { return below(2) == 1; }

private:
    std::mt19937_64 engine_;  // The standard fixes its sequence.
};

}  // namespace support
