#include "detail/reducer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace opiodyn::detail {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Reducer::Values negative(const Reducer::Values& values) {
    Reducer::Values result;
    std::transform(values.begin(), values.end(), result.begin(), [](double v) { return -v; });
    return result;
}

/// Where between 0 and 1 the parabola through (0, a), (1, b) and (x, c), x = -1 or 2, crosses zero; a and
/// b have different signs.
double crossing(double a, double b, double x, double c) {
    // a + p s + q s (s - 1), p = b - a
    const double p = b - a;
    const double q = (c - a - p * x) / (x * (x - 1.0));
    const double linear = p - q;  // a + linear s + q s^2
    const double root = std::sqrt(std::max(0.0, linear * linear - 4.0 * q * a));
    // The root between 0 and 1, without cancellation: 2 a / (-linear -+ root).
    const double below = -linear + (p > 0.0 ? -root : root);
    const double s = below == 0.0 ? -a / p : 2.0 * a / below;
    return std::clamp(s, 0.0, 1.0);
}

}  // namespace

void WindowWalk::pieces(double begin, double end, std::vector<Piece>& list) {
    const double first = std::max(begin, window_.begin), last = std::min(end, window_.end);
    if (!(first < last)) return;
    if (window_.period == 0.0) return list.push_back({first, last});
    const auto at = [&](double hour) { return window_.begin + (count_ * window_.period + hour); };
    for (;; count_ += 1.0) {
        if (at(window_.to) <= first) continue;
        const Piece piece{std::max(first, at(window_.from)), std::min(last, at(window_.to))};
        if (!(piece.begin < last)) return;
        if (piece.begin < piece.end) list.push_back(piece);
        if (at(window_.to) >= last) return;
    }
}

double boole(const Reducer::Values& v, double length) {
    return length * (7.0 * (v[0] + v[4]) + 32.0 * (v[1] + v[3]) + 12.0 * v[2]) / 90.0;
}

double top(const Reducer::Values& v) {
    const auto largest = static_cast<std::size_t>(std::max_element(v.begin(), v.end()) - v.begin());
    const std::size_t middle = std::clamp<std::size_t>(largest, 1, 3);
    const double slope = 0.5 * (v[middle + 1] - v[middle - 1]);
    const double bend = v[middle + 1] - 2.0 * v[middle] + v[middle - 1];
    if (!(bend < 0.0) || std::abs(slope) > -bend) return v[largest];  // the top lies outside
    return std::max(v[largest], v[middle] - 0.5 * slope * slope / bend);
}

double share_above(const Reducer::Values& values, double threshold) {
    Reducer::Values v;
    std::transform(values.begin(), values.end(), v.begin(),
                   [&](double value) { return value - threshold; });
    double share = 0.0;
    for (std::size_t i = 0; i + 1 < v.size(); ++i) {
        const double a = v[i], b = v[i + 1];
        if (a > 0.0 && b > 0.0) share += 1.0;
        if ((a > 0.0) == (b > 0.0)) continue;
        const double s = i > 0 ? crossing(a, b, -1.0, v[i - 1]) : crossing(a, b, 2.0, v[i + 2]);
        share += a > 0.0 ? s : 1.0 - s;
    }
    return share / static_cast<double>(v.size() - 1);
}

Reducer::Reducer(const Reduction& reduction)
    : kind_(reduction.kind), threshold_(reduction.threshold), extreme_(nan) {}

void Reducer::add(const Values& values, double length) {
    time_ += length;
    switch (kind_) {
        case Reduction::Kind::area:
        case Reduction::Kind::mean:
            sum_ += boole(values, length);
            break;
        case Reduction::Kind::peak:
            extreme_ = std::fmax(extreme_, top(values));
            break;
        case Reduction::Kind::trough:
            extreme_ = -std::fmax(-extreme_, top(negative(values)));
            break;
        case Reduction::Kind::time_above:
            sum_ += length * share_above(values, threshold_);
            break;
    }
}

double Reducer::result() const {
    switch (kind_) {
        case Reduction::Kind::mean:
            return sum_ / time_;
        case Reduction::Kind::peak:
        case Reduction::Kind::trough:
            return extreme_;
        default:
            return sum_;
    }
}

}  // namespace opiodyn::detail
