#include "detail/lane_subject.hpp"

#include <algorithm>
#include <limits>

#include "detail/linear_cycle.hpp"
#include "detail/model_implementation.hpp"

namespace opiodyn::detail {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool same_window(const Window& a, const Window& b) {
    return a.begin == b.begin && a.end == b.end && a.period == b.period && a.from == b.from &&
           a.to == b.to;
}

}  // namespace

LaneSubject::LaneSubject(const LaneRequest& request, const SolverOptions& options,
                         const Subject& subject, std::span<double> values,
                         std::span<double> reduced)
    : request_(request),
      values_(values),
      reduced_(reduced),
      budget_(options),
      body_(subject.model, subject.regimen, options, budget_),
      schedule_(body_.schedule()) {
    for (const auto& reduction : request.asked.reductions) {
        windows_.emplace_back(reduction.window);
        reducers_.emplace_back(reduction);
    }
}

bool LaneSubject::begin(LaneTask& task) {
    const double start = schedule_.empty() ? infinity : schedule_.front().begin;
    if (start > 0.0) rest_until(start);
    if (start >= request_.horizon && written_ == request_.asked.times.size()) return false;
    enter(task);
    return true;
}

/// Until the first event the body is in its drug-free steady state.
void LaneSubject::rest_until(double start) {
    const auto& m = body_.model().implementation();
    const Reader<double, State> read(m.equations, m.pain ? &*m.pain : nullptr, body_.y());
    const auto value = [&](std::size_t read_out) {
        return read(request_.plan.observations[read_out]);
    };
    const auto& times = request_.asked.times;
    const auto width = request_.columns.size();
    for (; written_ < times.size(); ++written_) {
        if (!(times[written_] < start) || same_instant(times[written_], start)) break;
        for (std::size_t c = 0; c < width; ++c)
            values_[written_ * width + c] = value(request_.columns[c]);
    }
    for (std::size_t r = 0; r < reducers_.size(); ++r) {
        pieces_.clear();
        windows_[r].pieces(0.0, std::min(start, request_.horizon), pieces_);
        Reducer::Values values;
        values.fill(value(request_.reductions[r]));
        for (const auto& piece : pieces_) reducers_[r].add(values, piece.end - piece.begin);
    }
}

void LaneSubject::next(const double* y, LaneTask& task) {
    std::copy_n(y, body_.y().size(), body_.y().data());
    ++segment_;
    enter(task);
}

void LaneSubject::enter(LaneTask& task) {
    const Segment& segment = schedule_[segment_];
    for (const auto& event : segment.events)
        if (body_.apply(event, segment.begin)) parameters_changed_ = true;
    require_admissible(body_.model(), body_.y(), segment.begin, 0.0);
    if (parameters_changed_) {
        const auto& model = body_.model().implementation();
        request_.plan.linear_values(model, linear_);
        task.equations = &model.equations;
        task.pain = model.pain ? &*model.pain : nullptr;
        task.linear = linear_.data();
        parameters_changed_ = false;
    }
    input_ = input_of(segment, body_.y().size());
    end_ = segment.end;
    task.y = body_.y().data();
    task.input = input_.data();
    task.begin = segment.begin;
    task.end = segment.end;
}

void LaneSubject::step(const LaneStep& step, LaneNodes& nodes) {
    nodes_.clear();
    add_outputs(step);
    add_pieces(step);
    node_values_.resize(nodes_.size() * request_.plan.observations.size());
    nodes.count = static_cast<std::int64_t>(nodes_.size());
    nodes.outputs = static_cast<std::int64_t>(outputs_);
    nodes.s = nodes_.data();
    nodes.values = node_values_.data();
    nodes.last = step.end >= request_.horizon && written_ + outputs_ == request_.asked.times.size();
}

/// What falls on the end of the segment belongs to the next one, after its events.
void LaneSubject::add_outputs(const LaneStep& step) {
    const auto& times = request_.asked.times;
    const double begin = schedule_[segment_].begin;
    for (outputs_ = 0; written_ + outputs_ < times.size(); ++outputs_) {
        const double time = times[written_ + outputs_];
        if (time > step.end || !(time < end_) || same_instant(time, end_)) return;
        nodes_.push_back(same_instant(time, begin) ? 0.0 : (time - step.begin) / step.h);
    }
}

void LaneSubject::add_pieces(const LaneStep& step) {
    readings_.clear();
    const auto& reductions = request_.asked.reductions;
    for (std::size_t r = 0; r < reductions.size(); ++r) {
        const auto like = std::find_if(readings_.begin(), readings_.end(), [&](const auto& other) {
            return same_window(reductions[other.reduction].window, reductions[r].window);
        });
        pieces_.clear();
        windows_[r].pieces(step.begin, step.end, pieces_);
        std::size_t first = like == readings_.end() ? nodes_.size() : like->first_node;
        for (const auto& piece : pieces_) {
            readings_.push_back({r, piece, first});
            first += Reducer::points;
            if (first <= nodes_.size()) continue;  // a window that another reduction has too
            const double s = (piece.begin - step.begin) / step.h;
            const double width = (piece.end - step.begin) / step.h - s;
            for (std::size_t k = 0; k < Reducer::points; ++k)
                nodes_.push_back(s + width * (0.25 * static_cast<double>(k)));
        }
    }
}

void LaneSubject::read() {
    const auto width = request_.columns.size();
    for (std::size_t k = 0; k < outputs_; ++k, ++written_)
        for (std::size_t c = 0; c < width; ++c)
            values_[written_ * width + c] = node(k, request_.columns[c]);
    for (const auto& [reduction, piece, first] : readings_) {
        Reducer::Values values;
        for (std::size_t k = 0; k < values.size(); ++k)
            values[k] = node(first + k, request_.reductions[reduction]);
        reducers_[reduction].add(values, piece.end - piece.begin);
    }
}

void LaneSubject::finish() {
    for (std::size_t r = 0; r < reducers_.size(); ++r) reduced_[r] = reducers_[r].result();
}

}  // namespace opiodyn::detail
