#pragma once
/// A Reducer gathers one number from a curve, step by step. No curve is stored.

#include <limits>
#include <vector>

#include "batch/metrics/quartic.hpp"
#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// A Piece is a stretch of a step that lies in a window, from `begin` to `end` [h]. The flags tell which of
/// its ends are ends of the step inside the window.
struct Piece {
    double begin, end;
    bool begins_inside{true}, ends_inside{true};
};

/// A WindowWalk gives the pieces of a window, as steps come by in order of time.
class WindowWalk {
public:
    explicit WindowWalk(const Window& window) : window_(window) {}
    /// Appends the pieces that lie in [begin, end]. A piece that is no longer than an instant is none: a dose at
    /// the start of a window counts, and one at its end does not, however their times were rounded.
    void pieces(double begin, double end, std::vector<Piece>& list);

private:
    Window window_;
    double count_{0.0};  ///< Counts the periods that are over.
};

/// A Reducer computes one metric over double, or over LaneDual with derivatives. The derivatives are
/// those of a window that stays where it is.
template <class T>
class Reducer {
public:
    using Values = PieceValues<T>;

    explicit Reducer(const Metric& metric)
        : statistic_(metric.statistic),
          threshold_(metric.threshold),
          origin_(metric.window.begin) {}
    /// Adds a piece that begins at a time [h] and has a length [h].
    void add(const Values& values, const T& begin, const T& length);
    /// Returns the number. Without any piece it is 0, or NaN for a mean, an extreme or its time.
    T result() const;

private:
    void raise(const T& value, const T& time);

    static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    Metric::Statistic statistic_;
    double threshold_;
    double origin_;
    double time_{0.0};
    T sum_{0.0}, extreme_{nan}, at_{nan};
};

/// Tells whether the polynomial through the points of a piece can stand for the curve: their third and fourth
/// differences are small beside their range. Where a ramp meets a plateau the polynomial would overshoot, and by
/// chance one of the two differences may be small there, but not both.
template <class T>
bool is_smooth(const PieceValues<T>& values);
/// Integrates a curve with these values over a length by Boole's rule.
template <class T>
T boole(const PieceValues<T>& values, const T& length);
/// Returns how fast the curve changes at each point, for a length of 1.
template <class T>
PieceValues<T> changes(const PieceValues<T>& values);

/// A top is the largest value of a curve on a piece.
template <class T>
struct Top {
    T value;
    T place;  ///< The place is the share of the piece before the top.
};
/// Returns the top: that of the polynomial, or where the curve is not smooth of straight lines through its points.
template <class T>
Top<T> top(const PieceValues<T>& values);
/// Returns the smallest value of a curve on a piece, which is negative only if one of its points is.
template <class T>
T bottom(const PieceValues<T>& values);
/// Returns the share of the length where the curve lies above the threshold.
template <class T>
T share_above(const PieceValues<T>& values, double threshold);

}  // namespace opiodyn::detail
