#pragma once
/// Derivatives against differences: how far apart, and how far off the differences are themselves.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "support/differences.hpp"
#include "support/figure.hpp"

namespace support {

/// Relative to the largest over time: where a derivative passes through zero, its own size says nothing.
/// Nor does one that hardly is one: below 0.1 % of the number for the whole size of the variable, the error
/// is relative to that.
class Errors {
public:
    void add(const Numbers& own, const Slopes& slopes, double number, double size) {
        const double scale = std::max(largest(slopes.value), 1e-3 * std::abs(number / size));
        for (std::size_t k = 0; k < own.size(); ++k) {
            if (own[k] == slopes.value[k]) continue;  // both 0, or for the scale alone
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
