#pragma once
/// The readings of a step are where its curve is read for the metrics of a subject.

#include <span>
#include <vector>

#include "batch/metrics/reducer.hpp"
#include "lanes/lane_work.hpp"

namespace opiodyn::detail {

/// A Reading is a piece of one metric's curve. Its values are those of five nodes in a row.
struct Reading {
    std::size_t metric;
    Piece piece;
    int halvings{0};      ///< The piece has been halved so often.
    bool checked{false};  ///< The points are read as outputs are, so that none of them is negative.
    std::size_t first_node{0};
};

/// LaneReadings come in rounds: what a round cannot trust is read again in the next one.
class LaneReadings {
public:
    explicit LaneReadings(std::span<const Metric> metrics);

    /// Returns the pieces of a metric's window in [begin, end]. Steps come in order of time. The next call reuses the
    /// list.
    const std::vector<Piece>& pieces(std::size_t metric, double begin, double end);
    /// Begins with all pieces of a step.
    void begin(const LaneStep& step);
    /// Adds the points of all pieces to the nodes of a step, which they share between metrics of several columns.
    void add_nodes(const LaneStep& step, std::vector<double>& nodes);
    /// Returns the readings of this round.
    const std::vector<Reading>& all() const { return readings_; }

    /// Tells whether these values of a reading cannot be trusted. Its piece is then read in the next round as outputs
    /// are, if a value is negative, or in halves, if the curve is not smooth.
    template <class T>
    bool put_off(const Reading& reading, const PieceValues<T>& values);
    /// Goes on to the next round. Returns whether some of its points are read as outputs are.
    bool next_round();

private:
    void halve(const Reading& reading);

    std::vector<WindowWalk> windows_;
    std::vector<Reading> readings_, next_;
    std::vector<Piece> pieces_;
};

}  // namespace opiodyn::detail
