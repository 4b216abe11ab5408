#include "batch/reducer.hpp"

#include <algorithm>
#include <cmath>

#include "lanes/components.hpp"

namespace opiodyn::detail {
namespace {

double root(double x) { return std::sqrt(x); }
LaneDual root(const LaneDual& x) {
    const double y = std::sqrt(x.value);
    return x.mapped(y, y > 0.0 ? 0.5 / y : 0.0);
}

template <class T>
PieceValues<T> negative(const PieceValues<T>& values) {
    PieceValues<T> result;
    std::transform(values.begin(), values.end(), result.begin(), [](const T& v) { return -v; });
    return result;
}

/// Returns where between 0 and 1 the parabola through (0, a), (1, b) and (x, c) crosses zero. Here x is -1
/// or 2, and a and b have different signs.
template <class T>
T crossing(const T& a, const T& b, double x, const T& c) {
    // The parabola is a + p s + q s (s - 1) with p = b - a.
    const T p = b - a;
    const T q = (c - a - p * x) / (x * (x - 1.0));
    const T linear = p - q;  // The parabola is also a + linear s + q s^2.
    const T square = linear * linear - 4.0 * q * a;
    const T spread = root(value_of(square) > 0.0 ? square : T(0.0));
    // This form of the root between 0 and 1 does not cancel: 2 a / (-linear -+ root).
    const T below = -linear + (value_of(p) > 0.0 ? -spread : spread);
    const T s = value_of(below) == 0.0 ? -a / p : 2.0 * a / below;
    return value_of(s) < 0.0 ? T(0.0) : value_of(s) > 1.0 ? T(1.0) : s;
}

}  // namespace

void WindowWalk::pieces(double begin, double end, std::vector<Piece>& list) {
    const double first = std::max(begin, window_.begin), last = std::min(end, window_.end);
    if (!(first < last)) return;
    if (window_.every == 0.0)
        return list.push_back({first, last, first > window_.begin, last < window_.end});
    const auto at = [&](double hour) { return window_.begin + (count_ * window_.every + hour); };
    for (;; count_ += 1.0) {
        if (at(window_.to) <= first) continue;
        const double from = std::max(window_.begin, at(window_.from));
        const double to = std::min(window_.end, at(window_.to));
        const Piece piece{std::max(first, from), std::min(last, to), first > from, last < to};
        if (!(piece.begin < last)) return;
        if (piece.begin < piece.end) list.push_back(piece);
        if (at(window_.to) >= last) return;
    }
}

template <class T>
T boole(const PieceValues<T>& v, const T& length) {
    return length * (7.0 * (v[0] + v[4]) + 32.0 * (v[1] + v[3]) + 12.0 * v[2]) / 90.0;
}

template <class T>
PieceValues<double> changes(const PieceValues<T>& values) {
    static constexpr double weights[piece_points][piece_points] = {{-25.0, 48.0, -36.0, 16.0, -3.0},
                                                                   {-3.0, -10.0, 18.0, -6.0, 1.0},
                                                                   {1.0, -8.0, 0.0, 8.0, -1.0},
                                                                   {-1.0, 6.0, -18.0, 10.0, 3.0},
                                                                   {3.0, -16.0, 36.0, -48.0, 25.0}};
    PieceValues<double> result{};
    for (std::size_t i = 0; i < piece_points; ++i)
        for (std::size_t k = 0; k < piece_points; ++k)
            result[i] +=
                weights[i][k] * value_of(values[k]) / 3.0;  // The rule divides by 12 h; h = 1/4.
    return result;
}

template <class T>
T top(const PieceValues<T>& v) {
    const auto by_value = [](const T& a, const T& b) { return value_of(a) < value_of(b); };
    const auto largest =
        static_cast<std::size_t>(std::max_element(v.begin(), v.end(), by_value) - v.begin());
    const std::size_t middle = std::clamp<std::size_t>(largest, 1, 3);
    const T slope = 0.5 * (v[middle + 1] - v[middle - 1]);
    const T bend = v[middle + 1] - 2.0 * v[middle] + v[middle - 1];
    if (!(value_of(bend) < 0.0) || std::abs(value_of(slope)) > -value_of(bend))
        return v[largest];  // The top lies outside.
    return std::max(v[largest], v[middle] - 0.5 * slope * slope / bend, by_value);
}

template <class T>
T share_above(const PieceValues<T>& values, double threshold) {
    PieceValues<T> v;
    std::transform(values.begin(), values.end(), v.begin(),
                   [&](const T& value) { return value - threshold; });
    T share(0.0);
    for (std::size_t i = 0; i + 1 < v.size(); ++i) {
        const T &a = v[i], &b = v[i + 1];
        const bool begins = value_of(a) > 0.0, ends = value_of(b) > 0.0;
        if (begins && ends) share += T(1.0);
        if (begins == ends) continue;
        const T s = i > 0 ? crossing(a, b, -1.0, v[i - 1]) : crossing(a, b, 2.0, v[i + 2]);
        share += begins ? s : 1.0 - s;
    }
    return share / static_cast<double>(v.size() - 1);
}

template <class T>
void Reducer<T>::add(const Values& values, const T& length) {
    time_ += value_of(length);
    const auto replaces = [](const T& now, const T& before) {
        return std::isnan(value_of(before)) || value_of(now) > value_of(before);
    };
    switch (statistic_) {
        case Metric::Statistic::area:
        case Metric::Statistic::mean:
            sum_ += boole(values, length);
            break;
        case Metric::Statistic::peak:
            if (const T now = top(values); replaces(now, extreme_)) extreme_ = now;
            break;
        case Metric::Statistic::trough:
            if (const T now = top(negative(values)); replaces(now, -extreme_)) extreme_ = -now;
            break;
        case Metric::Statistic::time_above:
            sum_ += length * share_above(values, threshold_);
            break;
    }
}

template <class T>
T Reducer<T>::result() const {
    switch (statistic_) {
        case Metric::Statistic::mean:
            return sum_ / time_;
        case Metric::Statistic::peak:
        case Metric::Statistic::trough:
            return extreme_;
        default:
            return sum_;
    }
}

#define OPIODYN_REDUCTIONS(T)                                           \
    template class Reducer<T>;                                          \
    template T boole(const PieceValues<T>& values, const T& length);    \
    template PieceValues<double> changes(const PieceValues<T>& values); \
    template T top(const PieceValues<T>& values);                       \
    template T share_above(const PieceValues<T>& values, double threshold);
OPIODYN_REDUCTIONS(double)
OPIODYN_REDUCTIONS(LaneDual)
#undef OPIODYN_REDUCTIONS

}  // namespace opiodyn::detail
