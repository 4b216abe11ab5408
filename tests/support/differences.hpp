#pragma once
/// This header makes derivatives by central differences, extrapolated to a step of zero.

#include <cmath>
#include <vector>

#include "support/worst.hpp"

namespace support {

using Numbers = std::vector<double>;

/// Returns pairs of shifts: +-h, +-h/2, +-h/4 and +-h/8.
inline std::vector<double> shifts(double h) {
    std::vector<double> all;
    for (int k = 0; k < 4; ++k)
        for (const double sign : {1.0, -1.0}) all.push_back(sign * std::ldexp(h, -k));
    return all;
}

struct Slopes {
    Numbers value;
    Numbers error;  ///< This is what the last extrapolation changed: more than what is still wrong.
};

/// Returns the slopes of numbers, given for each shift, by Richardson's extrapolation. The cut-off is h^8. Errors of
/// the numbers themselves count some ten times, divided by h.
inline Slopes extrapolated(const std::vector<Numbers>& shifted, double h) {
    Slopes slopes;
    for (std::size_t i = 0; i < shifted[0].size(); ++i) {
        Numbers row;
        for (std::size_t k = 0; 2 * k < shifted.size(); ++k)
            row.push_back((shifted[2 * k][i] - shifted[2 * k + 1][i]) /
                          std::ldexp(2.0 * h, -static_cast<int>(k)));
        double before = 0.0;
        for (double power = 4.0; row.size() > 1; power *= 4.0) {
            before = row.back();
            for (std::size_t k = 0; k + 1 < row.size(); ++k)
                row[k] = (power * row[k + 1] - row[k]) / (power - 1.0);
            row.pop_back();
        }
        slopes.value.push_back(row[0]);
        slopes.error.push_back(std::abs(row[0] - before));
    }
    return slopes;
}

/// Returns the largest absolute value.
inline double largest(const Numbers& numbers) {
    Worst worst;
    for (const double x : numbers) worst.add(x);
    return worst.value();
}

}  // namespace support
