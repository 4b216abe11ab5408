#pragma once
/// A Reducer gathers one number from a curve, step by step. No curve is stored.

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

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
    /// Appends the pieces that lie in [begin, end].
    void pieces(double begin, double end, std::vector<Piece>& list);

private:
    Window window_;
    double count_{0.0};  ///< Counts the periods that are over.
};

/// This many equidistant points give the curve on a piece.
inline constexpr std::size_t piece_points = 5;
template <class T>
using PieceValues = std::array<T, piece_points>;

/// A Reducer computes one metric over double, or over LaneDual with derivatives. The derivatives are
/// those of a window that stays where it is.
template <class T>
class Reducer {
public:
    using Values = PieceValues<T>;

    explicit Reducer(const Metric& metric)
        : statistic_(metric.statistic), threshold_(metric.threshold) {}
    void add(const Values& values, const T& length);
    /// Returns the number. Without any piece it is 0, or NaN for a mean or an extreme.
    T result() const;

private:
    Metric::Statistic statistic_;
    double threshold_;
    double time_{0.0};
    T sum_{0.0}, extreme_{std::numeric_limits<double>::quiet_NaN()};
};

/// Integrates a curve with these values over a length by Boole's rule.
template <class T>
T boole(const PieceValues<T>& values, const T& length);
/// Returns how fast the curve changes at each point, for a length of 1. It differentiates the polynomial
/// through all points.
template <class T>
PieceValues<double> changes(const PieceValues<T>& values);
/// Returns the largest value of the parabola through the largest point and its neighbours.
template <class T>
T top(const PieceValues<T>& values);
/// Returns the share of the length where the curve lies above the threshold.
template <class T>
T share_above(const PieceValues<T>& values, double threshold);

}  // namespace opiodyn::detail
