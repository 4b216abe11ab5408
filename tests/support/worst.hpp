#pragma once
/// A Worst is the largest of many errors. A NaN counts as infinite, so that it cannot pass unseen.

#include <algorithm>
#include <cmath>
#include <limits>

namespace support {

class Worst {
public:
    void add(double error) {
        const double size =
            std::isnan(error) ? std::numeric_limits<double>::infinity() : std::abs(error);
        value_ = std::max(value_, size);
        ++count_;
    }
    void add_relative(double actual, double expected) { add((actual - expected) / expected); }
    double value() const { return value_; }
    int count() const { return count_; }

private:
    double value_{0.0};
    int count_{0};
};

}  // namespace support
