#include "batch/metrics/reducer.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "opiodyn/entry.hpp"

namespace opiodyn::detail {
namespace {

template <class T>
PieceValues<T> negative(const PieceValues<T>& values) {
    PieceValues<T> result;
    std::transform(values.begin(), values.end(), result.begin(), [](const T& v) { return -v; });
    return result;
}

/// Tells whether nothing, or no more than an instant, lies between two times.
bool is_instant(double begin, double end) { return !(begin < end) || same_instant(begin, end); }

constexpr double quarters = 4.0;

/// Returns the place of a point on the polynomial.
double place_of(std::size_t point) { return static_cast<double>(point) - 0.5 * quarters; }

/// Returns where a kink between a point and the next one has its top: where the straight line through the two points
/// before it meets the one through the two points after it. Without such a place it is the higher point itself.
template <class T>
Top<T> crest(const PieceValues<T>& v, std::size_t left) {
    const bool falls = value_of(v[left]) > value_of(v[left + 1]);
    const Top<T> point{falls ? v[left] : v[left + 1], T(falls ? 0.0 : 1.0)};
    if (left == 0 || left + 2 == v.size()) return point;
    const T rise = v[left] - v[left - 1], fall = v[left + 1] - v[left + 2];
    if (!(value_of(rise) > 0.0 && value_of(fall) > 0.0)) return point;
    const T share = (v[left + 1] - v[left] + fall) / (rise + fall);
    if (value_of(share) < 0.0 || value_of(share) > 1.0) return point;
    return {v[left] + rise * share, share};
}

/// Returns the maximum of the polynomial between a point and the next one; NaN if it has none there.
template <class T>
Top<T> turn(const Quartic<T>& curve, std::size_t left) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const double from = place_of(left), to = place_of(left + 1);
    if (!(value_of(curve.slope(from)) > 0.0 && value_of(curve.slope(to)) < 0.0))
        return {T(nan), T(nan)};
    const T x = curve.turning(from, to);
    return {curve.at(value_of(x)), x - from};
}

/// Returns the share of the piece between two neighbouring points where the curve lies above the threshold.
template <class T>
T quarters_above(const Quartic<T>& curve, double threshold, double from, double to) {
    const bool begins = value_of(curve.at(from)) > threshold;
    const bool ends = value_of(curve.at(to)) > threshold;
    if (begins != ends) {
        const T x = curve.crossing(threshold, from, to);
        return begins ? x - from : to - x;
    }
    const T whole(begins ? to - from : 0.0);
    if (value_of(curve.slope(from)) * value_of(curve.slope(to)) >= 0.0) return whole;
    const double turn = value_of(curve.turning(from, to));
    if ((value_of(curve.at(turn)) > threshold) == begins) return whole;
    const T first = curve.crossing(threshold, from, turn);
    const T second = curve.crossing(threshold, turn, to);
    return begins ? whole - (second - first) : second - first;
}

}  // namespace

void WindowWalk::pieces(double begin, double end, std::vector<Piece>& list) {
    const double first = std::max(begin, window_.begin), last = std::min(end, window_.end);
    if (is_instant(first, last)) return;
    if (window_.every == 0.0)
        return list.push_back({first, last, first > window_.begin, last < window_.end});
    const auto at = [&](double hour) { return window_.begin + (count_ * window_.every + hour); };
    for (;; count_ += 1.0) {
        if (at(window_.to) <= first) continue;
        const double from = std::max(window_.begin, at(window_.from));
        const double to = std::min(window_.end, at(window_.to));
        const Piece piece{std::max(first, from), std::min(last, to), first > from, last < to};
        if (!(piece.begin < last)) return;
        if (!is_instant(piece.begin, piece.end)) list.push_back(piece);
        if (at(window_.to) >= last) return;
    }
}

template <class T>
bool is_smooth(const PieceValues<T>& values) {
    constexpr double rough = 0.1, rougher = 0.02, flat = 1e-7;
    std::array<double, piece_points> v{};
    std::transform(values.begin(), values.end(), v.begin(),
                   [](const T& value) { return value_of(value); });
    const auto [low, high] = std::minmax_element(v.begin(), v.end());
    const double range = *high - *low;
    const double first = v[3] - v[0] - 3.0 * (v[2] - v[1]);
    const double second = v[4] - v[1] - 3.0 * (v[3] - v[2]);
    const double third = std::max(std::abs(first), std::abs(second));
    const double fourth = std::abs(second - first);
    // What is left of rounding, or of the tolerance, in a curve that hardly changes is no kink.
    if (third <= flat * std::max(std::abs(*low), std::abs(*high))) return true;
    return third <= rough * range && fourth <= rougher * range;
}

template <class T>
T boole(const PieceValues<T>& v, const T& length) {
    return length * (7.0 * (v[0] + v[4]) + 32.0 * (v[1] + v[3]) + 12.0 * v[2]) / 90.0;
}

template <class T>
PieceValues<T> changes(const PieceValues<T>& values) {
    const Quartic<T> curve(values);
    PieceValues<T> result;
    for (std::size_t k = 0; k < result.size(); ++k) result[k] = quarters * curve.slope(place_of(k));
    return result;
}

template <class T>
Top<T> top(const PieceValues<T>& v) {
    const auto by_value = [](const T& a, const T& b) { return value_of(a) < value_of(b); };
    const auto largest =
        static_cast<std::size_t>(std::max_element(v.begin(), v.end(), by_value) - v.begin());
    Top<T> best{v[largest], T(static_cast<double>(largest) / quarters)};
    const bool smooth = is_smooth(v);
    const Quartic<T> curve(v);
    for (std::size_t left = std::max<std::size_t>(largest, 1) - 1; left <= largest; ++left) {
        if (left + 1 == v.size()) break;
        const Top<T> found = smooth ? turn(curve, left) : crest(v, left);
        if (!by_value(best.value, found.value)) continue;
        best = {found.value, (found.place + static_cast<double>(left)) / quarters};
    }
    return best;
}

template <class T>
T share_above(const PieceValues<T>& values, double threshold) {
    const Quartic<T> curve(values);
    T sum(0.0);
    for (std::size_t k = 0; k + 1 < values.size(); ++k)
        sum += quarters_above(curve, threshold, place_of(k), place_of(k + 1));
    return sum / quarters;
}

template <class T>
T bottom(const PieceValues<T>& values) {
    const auto by_value = [](const T& a, const T& b) { return value_of(a) < value_of(b); };
    const T lowest = *std::min_element(values.begin(), values.end(), by_value);
    const T found = -top(negative(values)).value;
    // The polynomial may dip below zero where a curve starts from nothing.
    return value_of(found) < 0.0 && value_of(lowest) >= 0.0 ? lowest : found;
}

template <class T>
void Reducer<T>::raise(const T& value, const T& time) {
    if (!std::isnan(value_of(extreme_)) && !(value_of(value) > value_of(extreme_))) return;
    extreme_ = value;
    at_ = time;
}

template <class T>
void Reducer<T>::add(const Values& values, const T& begin, const T& length) {
    time_ += value_of(length);
    switch (statistic_) {
        case Metric::Statistic::area:
        case Metric::Statistic::mean:
            sum_ += boole(values, length);
            break;
        case Metric::Statistic::peak:
        case Metric::Statistic::t_peak: {
            const Top<T> found = top(values);
            raise(found.value, begin + found.place * length);
            break;
        }
        case Metric::Statistic::trough:
            raise(-bottom(values), begin);
            break;
        case Metric::Statistic::time_above:
            sum_ += length * share_above(values, threshold_);
            break;
        case Metric::Statistic::steepest:
            for (const T& change : changes(values))
                raise((value_of(change) < 0.0 ? -change : change) / length, begin);
            break;
    }
}

template <class T>
T Reducer<T>::result() const {
    switch (statistic_) {
        case Metric::Statistic::mean:
            return sum_ / time_;
        case Metric::Statistic::peak:
        case Metric::Statistic::steepest:
            return extreme_;
        case Metric::Statistic::trough:
            return -extreme_;
        case Metric::Statistic::t_peak:
            return at_ - origin_;
        case Metric::Statistic::area:
        case Metric::Statistic::time_above:
            return sum_;
    }
    throw std::logic_error("no such statistic");
}

#define OPIODYN_REDUCTIONS(T)                                        \
    template class Reducer<T>;                                       \
    template bool is_smooth(const PieceValues<T>& values);           \
    template T boole(const PieceValues<T>& values, const T& length); \
    template PieceValues<T> changes(const PieceValues<T>& values);   \
    template T bottom(const PieceValues<T>& values);                 \
    template Top<T> top(const PieceValues<T>& values);               \
    template T share_above(const PieceValues<T>& values, double threshold);
OPIODYN_REDUCTIONS(double)
OPIODYN_REDUCTIONS(LaneDual)
#undef OPIODYN_REDUCTIONS

}  // namespace opiodyn::detail
