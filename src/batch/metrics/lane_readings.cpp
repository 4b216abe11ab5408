#include "batch/metrics/lane_readings.hpp"

#include <algorithm>

#include "lanes/components.hpp"

namespace opiodyn::detail {
namespace {

constexpr int most_halvings = 7;  // A hundredth of a step is far below what its error hides.

template <class T>
bool any_negative(const PieceValues<T>& values) {
    return std::any_of(values.begin(), values.end(), [](const T& v) { return value_of(v) < 0.0; });
}

bool same_stretch(const Piece& one, const Piece& other) {
    return one.begin == other.begin && one.end == other.end;
}

}  // namespace

LaneReadings::LaneReadings(std::span<const Metric> metrics) {
    for (const auto& metric : metrics) windows_.emplace_back(metric.window);
}

const std::vector<Piece>& LaneReadings::pieces(std::size_t metric, double begin, double end) {
    pieces_.clear();
    windows_[metric].pieces(begin, end, pieces_);
    return pieces_;
}

void LaneReadings::begin(const LaneStep& step) {
    readings_.clear();
    for (std::size_t m = 0; m < windows_.size(); ++m)
        for (const auto& piece : pieces(m, step.begin, step.end)) readings_.push_back({m, piece});
}

void LaneReadings::add_nodes(const LaneStep& step, std::vector<double>& nodes) {
    for (auto reading = readings_.begin(); reading != readings_.end(); ++reading) {
        const auto like = std::find_if(readings_.begin(), reading, [&](const Reading& other) {
            return same_stretch(other.piece, reading->piece);
        });
        reading->first_node = like == reading ? nodes.size() : like->first_node;
        if (like != reading) continue;
        const double s = (reading->piece.begin - step.begin) / step.h;
        const double width = (reading->piece.end - step.begin) / step.h - s;
        for (std::size_t k = 0; k < piece_points; ++k)
            nodes.push_back(s + width * (0.25 * static_cast<double>(k)));
    }
}

template <class T>
bool LaneReadings::put_off(const Reading& reading, const PieceValues<T>& values) {
    // Between the ends of a step the interpolant may fall below zero. Outputs are read so that they do not.
    if (!reading.checked && any_negative(values)) {
        next_.push_back(reading);
        next_.back().checked = true;
        return true;
    }
    if (reading.halvings == most_halvings || is_smooth(values)) return false;
    halve(reading);
    return true;
}

void LaneReadings::halve(const Reading& reading) {
    const auto& [begin, end, begins_inside, ends_inside] = reading.piece;
    const double middle = 0.5 * (begin + end);
    const int halvings = reading.halvings + 1;
    next_.push_back({reading.metric, {begin, middle, begins_inside, false}, halvings});
    next_.push_back({reading.metric, {middle, end, false, ends_inside}, halvings});
}

bool LaneReadings::next_round() {
    readings_.swap(next_);
    next_.clear();
    return std::any_of(readings_.begin(), readings_.end(),
                       [](const Reading& reading) { return reading.checked; });
}

template bool LaneReadings::put_off(const Reading&, const PieceValues<double>&);
template bool LaneReadings::put_off(const Reading&, const PieceValues<LaneDual>&);

}  // namespace opiodyn::detail
