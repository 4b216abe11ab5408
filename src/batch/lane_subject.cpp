#include "batch/lane_subject.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lanes/step_rules.hpp"
#include "model/shape/model_implementation.hpp"
#include "solver/given_concentrations.hpp"
#include "solver/methods/rejected_step.hpp"

namespace opiodyn::detail {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr auto all_finite = std::numeric_limits<std::size_t>::max();

/// Returns the place of the first of these numbers that is not finite, each of which has its derivatives behind it.
template <class T>
std::size_t first_not_finite(std::span<const double> numbers) {
    for (std::size_t k = 0; k < numbers.size(); k += components<T>)
        if (!std::isfinite(numbers[k])) return k / components<T>;
    return all_finite;
}

void erase(std::span<double> numbers) {
    std::fill(numbers.begin(), numbers.end(), std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

template <class T>
LaneSubject<T>::LaneSubject(const LaneRequest& request, const SolverOptions& options,
                            const Subject& subject, std::span<const Output> outputs,
                            const std::vector<Variable>& variables, std::span<double> values,
                            std::span<double> metric_values)
    : request_(request),
      options_(options),
      outputs_(outputs),
      values_(values),
      metric_values_(metric_values),
      budget_(options),
      tangent_budget_(options),
      body_(subject.model, subject.regimen, options, budget_),
      schedule_(body_.schedule()),
      queue_(outputs),
      readings_(request.asked.metrics) {
    const double last = outputs.empty() ? 0.0 : outputs.back().time;
    check_concentrations(subject.model, subject.regimen, std::max(request.horizon, last));
    for (const auto& metric : request.asked.metrics) reducers_.emplace_back(metric);
    if constexpr (components<T> > 1) {
        tangent_ =
            std::make_unique<Tangent>(request.plan, subject, variables, options, tangent_budget_);
        tangent_->rest();
    }
}

template <class T>
bool LaneSubject<T>::begin(LaneTask& task) {
    const double start = schedule_.empty() ? infinity : schedule_.front().begin;
    if (start > 0.0) rest_until(start);
    return !done(start) && enter(task);
}

/// Tells whether nothing of interest comes from this time on.
template <class T>
bool LaneSubject<T>::done(double time) const {
    return queue_.done() && time >= (reducers_.empty() ? 0.0 : request_.horizon);
}

/// Writes all results before `start`. Until the first event the body is in its drug-free steady state.
template <class T>
void LaneSubject<T>::rest_until(double start) {
    const auto value = [&](std::size_t read_out) {
        return at_rest(request_.plan.observations[read_out]);
    };
    const auto width = request_.columns.size();
    for (; queue_.pending_before(start); queue_.serve())
        for (std::size_t c = 0; c < width; ++c)
            record(queue_.served(), c, value(request_.columns[c]));
    for (std::size_t r = 0; r < reducers_.size(); ++r) {
        for (const auto& piece : readings_.pieces(r, 0.0, std::min(start, request_.horizon))) {
            PieceValues<T> values;
            values.fill(value(request_.metrics[r]));
            T length(piece.end - piece.begin);
            if constexpr (components<T> > 1)
                if (piece.ends_inside && piece.end == start) length += tangent_->later(0);
            reducers_[r].add(values, T(piece.begin), length);
        }
    }
}

template <class T>
T LaneSubject<T>::at_rest(const Observation& observation) const {
    const auto& m = body_.model().implementation();
    const double value = m.reader(m.baseline)(observation);
    if constexpr (components<T> == 1) return value;
    else {
        T number = tangent_->of_baseline(observation);
        number.value = value;
        return number;
    }
}

template <class T>
bool LaneSubject<T>::next(const double* y, LaneTask& task) {
    const auto n = body_.y().size();
    std::copy_n(y, n, body_.y().data());
    if (tangent_) tangent_->set_state(y + n);
    ++segment_;
    return enter(task);
}

/// Returns the rates of change now, with the inputs in force.
template <class T>
State LaneSubject<T>::rates() {
    State rates(body_.model().size());
    body_.model().derivative(0.0, body_.y(), rates);
    for (std::size_t i = 0; i < input_.size() && i < static_cast<std::size_t>(rates.size()); ++i)
        rates[static_cast<Index>(i)] += input_[i];
    return rates;
}

/// Writes the outputs of this instant that see so many records, from the state as it is. With derivatives, those that
/// see all of them are read at the start of the next step instead.
template <class T>
void LaneSubject<T>::record_now(std::size_t seen) {
    const double now = schedule_[segment_].begin;
    if (!queue_.pending_at(now, seen) || (tangent_ && seen == Output::after)) return;
    // The tangent has followed the events of this instant, but the outputs stay where they are.
    const State slopes = tangent_ ? rates() : State();
    if (tangent_) tangent_->enter(segment_, slopes);
    for (; queue_.pending_at(now, seen); queue_.serve())
        for (std::size_t c = 0; c < request_.columns.size(); ++c)
            record(queue_.served(), c, read_now(request_.plan.observations[request_.columns[c]]));
    if (tangent_) tangent_->leave(segment_, slopes);
}

template <class T>
T LaneSubject<T>::read_now(const Observation& observation) {
    const double value = body_.model().implementation().reader(body_.y())(observation);
    if constexpr (components<T> == 1) return value;
    else {
        T number = tangent_->of_state(body_.y(), observation);
        number.value = value;
        return number;
    }
}

template <class T>
bool LaneSubject<T>::enter(LaneTask& task) {
    const Segment& segment = schedule_[segment_];
    step_ = {segment.begin, 0.0, segment.begin, false};
    entered_ = false;
    if (tangent_) tangent_->leave(segment_, rates());
    for (std::size_t k = 0; k < segment.events.size(); ++k) {
        record_now(segment.events[k].record);
        if (body_.apply(segment.events[k], segment.begin)) parameters_changed_ = true;
        if (tangent_) tangent_->apply(segment_, k);
    }
    const State& y = body_.y();
    require_admissible(body_.model(), y, segment.begin, 0.0);
    entered_ = true;
    // What sees all events of this instant is read at the start of the next step, with other subjects, if there is one.
    if (queue_.none_after(segment.begin) || budget_.is_spent()) record_now(Output::after);
    if (done(segment.begin)) return false;
    const LaneStep first = Progress(segment.begin, segment.end, first_step(options_.rtol)).next();
    budget_.require_left(first.begin, first.h);
    if (parameters_changed_) set_parameters(task);
    const auto n = static_cast<std::size_t>(y.size());
    input_.assign(n * components<T>, 0.0);
    for (const auto& input : segment.inputs)
        input_[static_cast<std::size_t>(input.state)] += input.rate;
    state_.assign(y.begin(), y.end());
    if (tangent_) {
        tangent_->enter(segment_, rates());
        tangent_->add_inputs(segment_, input_.data() + n);
        state_.insert(state_.end(), tangent_->state().begin(), tangent_->state().end());
    }
    end_ = segment.end;
    task.y = state_.data();
    task.input = input_.data();
    task.begin = segment.begin;
    task.end = segment.end;
    task.steps = budget_.steps();
    task.attempts = budget_.attempts();
    return true;
}

template <class T>
void LaneSubject<T>::set_parameters(LaneTask& task) {
    task.model = request_.plan.numbers_of(body_.model().implementation(), numbers_);
    if (tangent_) task.variations = tangent_->variations().data();
    parameters_changed_ = false;
}

template <class T>
void LaneSubject<T>::step(const LaneStep& step, LaneNodes& nodes) {
    step_ = step;
    nodes_.clear();
    const OutputQueue ahead = add_outputs(step);
    readings_.begin(step);
    ask(nodes);
    nodes.outputs = static_cast<std::int64_t>(in_step_);
    nodes.last = ahead.done() && (reducers_.empty() || step.end >= request_.horizon);
    if (reducers_.empty() && !ahead.done()) nodes.quiet = ahead.next_time();
    budget_.set(step.steps, step.attempts);
}

template <class T>
void LaneSubject<T>::ask(LaneNodes& nodes) {
    readings_.add_nodes(step_, nodes_);
    node_values_.resize(nodes_.size() * request_.plan.observations.size() * components<T>);
    nodes.count = static_cast<std::int64_t>(nodes_.size());
    nodes.s = nodes_.data();
    nodes.values = node_values_.data();
}

/// Adds the output times in a step to its nodes, and returns the outputs after them. A time at the very end of the
/// segment belongs to the events of the next segment.
template <class T>
OutputQueue LaneSubject<T>::add_outputs(const LaneStep& step) {
    const double begin = schedule_[segment_].begin;
    OutputQueue ahead = queue_;
    for (in_step_ = 0; ahead.pending_before(end_) && ahead.next_time() <= step.end; ++in_step_) {
        const double time = ahead.next_time();
        nodes_.push_back(same_instant(time, begin) ? 0.0 : (time - step.begin) / step.h);
        ahead.serve();
    }
    return ahead;
}

template <class T>
void LaneSubject<T>::read(LaneNodes& nodes) {
    for (std::size_t k = 0; k < in_step_; ++k, queue_.serve())
        for (std::size_t c = 0; c < request_.columns.size(); ++c)
            record(queue_.served(), c, node(k, request_.columns[c]));
    in_step_ = 0;
    for (const auto& reading : readings_.all()) {
        PieceValues<T> values;
        for (std::size_t k = 0; k < values.size(); ++k)
            values[k] = node(reading.first_node + k, request_.metrics[reading.metric]);
        if (readings_.put_off(reading, values)) continue;
        const auto [begin, length] = follow(reading.piece, values);
        reducers_[reading.metric].add(values, begin, length);
    }
    const bool checks = readings_.next_round();
    nodes_.clear();
    ask(nodes);
    nodes.outputs = checks ? nodes.count : 0;
}

/// Returns when a piece begins, and its length. Where a moving event ends the piece, its points move with the event,
/// and their values change.
template <class T>
std::pair<T, T> LaneSubject<T>::follow(const Piece& piece, PieceValues<T>& values) const {
    const double length = piece.end - piece.begin;
    T begin(0.0), end(0.0);
    if constexpr (components<T> > 1) {
        if (piece.begins_inside && piece.begin == schedule_[segment_].begin)
            begin = tangent_->later(segment_);
        if (piece.ends_inside && piece.end == end_) end = tangent_->later(segment_ + 1);
        const T longer = end - begin;
        const auto change = changes(values);
        for (std::size_t k = 0; k < values.size(); ++k) {
            const T later = begin + longer * (0.25 * static_cast<double>(k));
            for (std::size_t d = 0; d < later.slope.size(); ++d)
                values[k].slope[d] += later.slope[d] * (value_of(change[k]) / length);
        }
    }
    return {piece.begin + begin, length + (end - begin)};
}

template <class T>
void LaneSubject<T>::finish() {
    for (std::size_t r = 0; r < reducers_.size(); ++r)
        put(reducers_[r].result(), metric_values_.data() + r * components<T>);
    require_finite_outputs();
    const auto metric = first_not_finite<T>(metric_values_);
    if (metric == all_finite) return;
    erase(metric_values_);
    throw StepFailure{{request_.horizon, 0.0, request_.asked.metrics[metric].column,
                       words(LaneFailure::not_finite)}};
}

template <class T>
void LaneSubject<T>::break_off() {
    if (entered_) record_now(Output::after);
    require_finite_outputs();
}

/// Makes NaN of the first output that is not finite and of all results behind it, and throws StepFailure.
template <class T>
void LaneSubject<T>::require_finite_outputs() {
    const auto width = request_.columns.size();
    const auto number = first_not_finite<T>(values_.first(queue_.served() * width * components<T>));
    if (number == all_finite) return;
    finite_ = number / width;
    erase(values_.subspan(finite_ * width * components<T>));
    erase(metric_values_);
    const auto column = number % width;
    const auto& asked = request_.asked;
    throw StepFailure{{outputs_[finite_].time, 0.0,
                       asked.whole_runs ? model().columns()[column].name() : asked.columns[column],
                       words(LaneFailure::not_finite)}};
}

template class LaneSubject<double>;
template class LaneSubject<LaneDual>;

}  // namespace opiodyn::detail
