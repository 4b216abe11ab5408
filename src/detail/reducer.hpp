#pragma once
/// Room 8, private. Numbers that a curve comes down to, gathered step by step. No curve is stored.

#include <array>
#include <cstddef>
#include <vector>

#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// A stretch of a step that lies in a window: its ends, h.
struct Piece {
    double begin, end;
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

/// One reduction. A piece comes as values at five equidistant points.
class Reducer {
public:
    static constexpr std::size_t points = 5;
    using Values = std::array<double, points>;

    explicit Reducer(const Reduction& reduction);
    void add(const Values& values, double length);
    double result() const;

private:
    Reduction::Kind kind_;
    double threshold_;
    double sum_{0.0}, time_{0.0}, extreme_;
};

/// The integral of a curve with these values over a length.
double boole(const Reducer::Values& values, double length);
/// The largest value of the parabola through the largest point and its neighbours.
double top(const Reducer::Values& values);
/// The share of the length where the curve lies above the threshold.
double share_above(const Reducer::Values& values, double threshold);

}  // namespace opiodyn::detail
