#pragma once
/// A Wide number has the digits of a double and an exponent that cannot overflow or underflow.

#include <cmath>
#include <cstdint>
#include <utility>

namespace opiodyn::detail {

/// A Wide stands for one number. Example: Wide(1e300) * Wide(1e300) / Wide(1e300) is 1e300, where doubles would give
/// infinity.
class Wide {
public:
    Wide(double x = 0.0) : Wide(x, 0) {}

    /// Returns the nearest double, which may be 0 or infinite.
    double value() const { return at(0); }
    /// Returns the exponent of the power of two next above this number.
    std::int64_t exponent() const { return exponent_; }
    static Wide power_of_two(std::int64_t exponent) { return {1.0, exponent}; }

    friend Wide operator+(Wide a, Wide b) {
        if (a.digits_ == 0.0 || (b.digits_ != 0.0 && a.exponent_ < b.exponent_)) std::swap(a, b);
        return {a.digits_ + b.at(a.exponent_), a.exponent_};
    }
    friend Wide operator-(const Wide& a) { return {-a.digits_, a.exponent_}; }
    friend Wide operator-(const Wide& a, const Wide& b) { return a + -b; }
    friend Wide operator*(const Wide& a, const Wide& b) {
        return {a.digits_ * b.digits_, a.exponent_ + b.exponent_};
    }
    friend Wide operator/(const Wide& a, const Wide& b) {
        return {a.digits_ / b.digits_, a.exponent_ - b.exponent_};
    }
    friend bool operator>(const Wide& a, const Wide& b) { return (a - b).digits_ > 0.0; }

private:
    Wide(double x, std::int64_t exponent) {
        int shift = 0;
        digits_ = std::frexp(x, &shift);
        exponent_ = digits_ == 0.0 ? 0 : exponent + shift;
    }

    /// Returns this number in units of a power of two.
    double at(std::int64_t exponent) const {
        constexpr std::int64_t most = 3000;  // beyond any double
        const auto shift = exponent_ - exponent;
        return std::ldexp(digits_, static_cast<int>(shift > most    ? most
                                                    : shift < -most ? -most
                                                                    : shift));
    }

    double digits_;  ///< This is 0, or its size is from 0.5 to below 1.
    std::int64_t exponent_;
};

}  // namespace opiodyn::detail
