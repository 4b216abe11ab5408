#pragma once
/// Draw makes values of the bytes of an input. Each value takes few bytes, so that the fuzzer finds its way from one to
/// the next.

#include <FuzzedDataProvider.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace fuzz {

class Draw {
public:
    Draw(const std::uint8_t* data, std::size_t size) : bytes_(data, size) {}

    bool empty() { return bytes_.remaining_bytes() == 0; }
    bool coin() { return below(2) == 1; }
    /// Tells whether this time is one of so many.
    bool once_in(int n) { return below(n) == n - 1; }
    /// Returns a whole number from 0 to n - 1; 0 when the bytes are used up.
    int below(int n) { return bytes_.ConsumeIntegralInRange(0, n - 1); }
    std::int64_t integer() { return bytes_.ConsumeIntegral<std::int64_t>(); }
    std::string text(std::size_t longest) { return bytes_.ConsumeRandomLengthString(longest); }

    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
    }

    /// Returns a number from 0 to 63 in quarters, which often coincides with others.
    double quarters() { return 0.25 * below(256); }
    /// Returns a number evenly spread in the logarithm, with three digits or so.
    double between(double low, double high) {
        constexpr int steps = 4096;
        return low * std::pow(high / low, below(steps + 1) / double{steps});
    }
    /// Returns any number at all: often a usual one, at times one at the edge of what a double holds, or none.
    double number() {
        constexpr int kinds = 8;
        switch (below(kinds)) {
            case 0:
                return 0.0;
            case 1:
                return edge();
            case 2:
                return std::bit_cast<double>(bytes_.ConsumeIntegral<std::uint64_t>());
            case 3:
                return between(1e-300, 1e300);
            case 4:
                return between(1e-8, 1e8);
            default:
                return quarters();
        }
    }

private:
    double edge() {
        using limits = std::numeric_limits<double>;
        constexpr double edges[] = {limits::quiet_NaN(),
                                    limits::infinity(),
                                    -limits::infinity(),
                                    limits::max(),
                                    limits::lowest(),
                                    limits::denorm_min(),
                                    limits::min(),
                                    -0.0,
                                    limits::epsilon(),
                                    1e-13,
                                    -1.0,
                                    0x1p53,
                                    0x1p63,
                                    1e308,
                                    1e-308,
                                    1e160};
        return one_of(edges);
    }

    FuzzedDataProvider bytes_;
};

}  // namespace fuzz
