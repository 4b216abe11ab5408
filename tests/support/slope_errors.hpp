#pragma once
/// Errors tell how far derivatives are from differences, and how far off the differences are themselves.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "support/differences.hpp"
#include "support/figure.hpp"

namespace support {

/// Errors are relative to the largest derivative over time: where one passes through zero, its own size says
/// nothing. A derivative that moves the number by less than 0.1 % for the whole size of the variable hardly is one.
/// The error is then relative to that 0.1 %.
class Errors {
public:
    void add(const Numbers& own, const Slopes& slopes, double number, double size) {
        const double scale = std::max(largest(slopes.value), 1e-3 * std::abs(number / size));
        for (std::size_t k = 0; k < own.size(); ++k) {
            if (own[k] == slopes.value[k]) continue;  // Both are 0, or serve the scale alone.
            of_derivatives_.add((own[k] - slopes.value[k]) / scale);
            of_differences_.add(slopes.error[k] / scale);
        }
    }
    double worst() const { return of_derivatives_.value(); }
    void check(const std::string& what) const {
        constexpr double limit = 1e-6, limit_of_differences = 1e-8;
        figure(what, of_derivatives_.value(), limit);
        figure(what + ": the differences", of_differences_.value(), limit_of_differences);
        CHECK(of_derivatives_.value() < limit);
        CHECK(of_differences_.value() < limit_of_differences);
    }

private:
    Worst of_derivatives_, of_differences_;
};

}  // namespace support
