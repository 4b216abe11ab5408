#pragma once
/// Numbers that a curve comes down to, gathered step by step. No curve is stored.

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// A stretch of a step that lies in a window: its ends, h, and which of them are ends of the step inside of
/// the window.
struct Piece {
    double begin, end;
    bool begins_inside{true}, ends_inside{true};
};

/// The pieces of a window, as steps come by in order of time.
class WindowWalk {
public:
    explicit WindowWalk(const Window& window) : window_(window) {}
    /// Appends those that lie in [begin, end].
    void pieces(double begin, double end, std::vector<Piece>& list);

private:
    Window window_;
    double count_{0.0};  ///< periods that are over
};

/// A piece of a curve comes as values at so many equidistant points.
inline constexpr std::size_t piece_points = 5;
template <class T>
using PieceValues = std::array<T, piece_points>;

/// One reduction, over double, or over LaneDual with derivatives: those of a window that stays where it is.
template <class T>
class Reducer {
public:
    using Values = PieceValues<T>;

    explicit Reducer(const Reduction& reduction)
        : kind_(reduction.kind), threshold_(reduction.threshold) {}
    void add(const Values& values, const T& length);
    /// Of no piece at all: 0, or not a number for a mean or an extreme.
    T result() const;

private:
    Reduction::Kind kind_;
    double threshold_;
    double time_{0.0};
    T sum_{0.0}, extreme_{std::numeric_limits<double>::quiet_NaN()};
};

/// The integral of a curve with these values over a length.
template <class T>
T boole(const PieceValues<T>& values, const T& length);
/// How fast the curve changes at each of the points, for a length of 1: of the polynomial through them all.
template <class T>
PieceValues<double> changes(const PieceValues<T>& values);
/// The largest value of the parabola through the largest point and its neighbours.
template <class T>
T top(const PieceValues<T>& values);
/// The share of the length where the curve lies above the threshold.
template <class T>
T share_above(const PieceValues<T>& values, double threshold);

}  // namespace opiodyn::detail
