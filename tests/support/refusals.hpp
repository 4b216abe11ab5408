#pragma once
/// This header compares refusals with what they must be, each with the type of the error and every word of it.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "support/throws.hpp"

namespace support {

inline constexpr double inf = std::numeric_limits<double>::infinity();
inline const double NaN = std::nan("");

/// Many fields share these ends of messages.
inline const std::string positive = ": must be a finite number above 0";
inline const std::string non_negative = ": must be a finite number, at least 0";
inline const std::string fraction = ": must lie between 0 and 1";

struct Refusal {
    std::function<void()> call;
    std::string message;
};

inline void check(const std::vector<Refusal>& rows) {
    for (const auto& row : rows) CHECK(thrown(row.call) == row.message);
}

}  // namespace support
