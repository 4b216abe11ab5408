#include "lanes/step_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "opiodyn/scalars/number.hpp"

namespace opiodyn::detail {

double first_step(double rtol) { return 0.4 * power(rtol, 0.2); }

Progress::Progress(double begin, double end, double h) : t_(begin), end_(end), h_(h) {}

double Progress::time() const { return t_; }

LaneStep Progress::next() const {
    const double rest = end_ - t_;
    if (h_ >= rest) return {t_, rest, end_, true};
    const double h = std::min(h_, 0.5 * rest);
    return {t_, h, t_ + h, false};
}

void Progress::accept(const LaneStep& step, double factor) {
    h_ = step.h * (rejected_ ? std::min(factor, 1.0) : factor);
    t_ = step.end;
    rejected_ = false;
}

bool Progress::reject(const LaneStep& step, double factor) {
    h_ = step.h * factor;
    rejected_ = true;
    // Near time 0 the smallest step is that of a few seconds after it.
    constexpr double earliest = 1e-3;
    return h_ > 16.0 * std::numeric_limits<double>::epsilon() * std::max(std::abs(t_), earliest);
}

LaneFailure reason(bool solved, double squared_error) {
    if (!solved) return LaneFailure::singular;
    if (!std::isfinite(squared_error)) return LaneFailure::not_finite;
    return squared_error > 1.0 ? LaneFailure::inaccurate : LaneFailure::negative;
}

}  // namespace opiodyn::detail
