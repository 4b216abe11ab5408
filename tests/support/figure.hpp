#pragma once
/// This header prints what a test measured on one line, so that a report can quote it.

#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>

namespace support {

inline std::string short_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

/// Prints a line such as "figure: <what>, worst error 3.1e-10 (limit 1e-08)".
inline void figure(const std::string& what, double worst, double limit) {
    std::cout << "figure: " << what << ", worst error " << short_text(std::abs(worst)) << " (limit "
              << short_text(limit) << ")\n";
}

/// Prints a line such as "figure: <what>: 4.98 (at least 4.8)".
inline void measured(const std::string& what, double value, const std::string& expected) {
    std::cout << "figure: " << what << ": " << short_text(value) << " (" << expected << ")\n";
}

}  // namespace support
