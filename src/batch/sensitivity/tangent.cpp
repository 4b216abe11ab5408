#include "batch/sensitivity/tangent.hpp"

#include <algorithm>

#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

bool alike(const Event& a, const Event& b) {
    if (a.record != b.record || a.action.index() != b.action.index()) return false;
    const auto* jump = std::get_if<Jump>(&a.action);
    return jump == nullptr || jump->state == std::get<Jump>(b.action).state;
}

bool alike(const Segment& a, const Segment& b) {
    return std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                      [](const Event& x, const Event& y) { return alike(x, y); }) &&
           std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(), b.inputs.end(),
                      [](const Input& x, const Input& y) { return x.state == y.state; });
}

void require_alike(const Schedule& a, const Schedule& b, const Variable& variable) {
    if (!std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Segment& x, const Segment& y) { return alike(x, y); }))
        throw InputError("variable", name_of(variable),
                         "has no derivative here: it moves an event that falls together with "
                         "another one; move one of them by 5 seconds");
}

/// Refuses to move a change at time 0 that sets drug-free levels. They hold from the start only while it stands there.
void require_one_start(const Model& a, const Model& b, const Variable& variable) {
    if (variable.kind == Variable::Kind::time && a.baseline() != b.baseline())
        throw InputError("variable", name_of(variable),
                         "has no derivative here: what a change at time 0 sets has always held, "
                         "and it moves the change; move the change by 5 seconds");
}

void refuse_steady_states(const Schedule& schedule) {
    for (const auto& segment : schedule)
        for (const auto& event : segment.events)
            if (std::holds_alternative<ToSteadyState>(event.action))
                throw InputError("dose.ss", "1",
                                 "has no derivatives here; repeat the dose until the state no "
                                 "longer changes");
}

double read(const Model& model, const State& y, const Observation& observation) {
    return model.implementation().reader(y)(observation);
}

double read(const Model& model, const Observation& observation) {
    return read(model, model.implementation().baseline, observation);
}

}  // namespace

Tangent::Tangent(const LanePlan& plan, const Subject& subject,
                 const std::vector<Variable>& variables, const SolverOptions& options,
                 Budget& budget)
    : plan_(plan), size_(static_cast<std::size_t>(subject.model.size())) {
    Side own(subject, options, budget);
    refuse_steady_states(own.schedule);
    for (const auto& variable : variables) {
        directions_.push_back(
            std::make_unique<Direction>(vary(subject, variable), options, budget));
        require_alike(directions_.back()->plus.schedule, own.schedule, variable);
        require_alike(directions_.back()->minus.schedule, own.schedule, variable);
        require_one_start(directions_.back()->plus.body.model(),
                          directions_.back()->minus.body.model(), variable);
    }
    while (directions_.size() < static_cast<std::size_t>(lane_derivatives))
        directions_.push_back(
            std::make_unique<Direction>(Variation{subject, subject, 0.0}, options, budget));
    state_.assign(directions_.size() * size_, 0.0);
}

LaneModel Tangent::Side::model(const LanePlan& plan) {
    return plan.numbers_of(body.model().implementation(), numbers);
}

const std::vector<LaneVariation>& Tangent::variations() {
    variations_.clear();
    for (const auto& d : directions_)
        variations_.push_back({d->plus.model(plan_), d->minus.model(plan_), d->variation.per});
    return variations_;
}

LaneDual Tangent::of_baseline(const Observation& observation) const {
    LaneDual result;
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        const auto& [variation, plus, minus] = *directions_[d];
        result.slope[d] =
            (read(plus.body.model(), observation) - read(minus.body.model(), observation)) *
            variation.per;
    }
    return result;
}

/// The states to either side of y lie as far apart as the subjects to either side of the variable.
LaneDual Tangent::of_state(const State& y, const Observation& observation) const {
    LaneDual result;
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        const auto& [variation, plus, minus] = *directions_[d];
        if (variation.per == 0.0) continue;
        const Eigen::Map<const State> slopes(state_.data() + d * size_, static_cast<Index>(size_));
        const State half = slopes * (0.5 / variation.per);
        result.slope[d] = (read(plus.body.model(), y + half, observation) -
                           read(minus.body.model(), y - half, observation)) *
                          variation.per;
    }
    return result;
}

void Tangent::rest() {
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        const auto& [variation, plus, minus] = *directions_[d];
        const State s =
            (plus.body.model().baseline() - minus.body.model().baseline()) * variation.per;
        std::copy(s.begin(), s.end(), slope(d));
    }
}

LaneDual Tangent::later(std::size_t segment) const {
    LaneDual result;
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        const auto& [variation, plus, minus] = *directions_[d];
        if (segment < plus.schedule.size())
            result.slope[d] =
                (plus.schedule[segment].begin - minus.schedule[segment].begin) * variation.per;
    }
    return result;
}

/// Adds sign * rates * (how much later the segment begins). When an event comes later, the old rates act for
/// that much longer, and the new ones for that much less.
void Tangent::move(std::size_t segment, const State& rates, double sign) {
    const LaneDual begin = later(segment);
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        if (begin.slope[d] == 0.0) continue;
        for (std::size_t i = 0; i < size_; ++i)
            slope(d)[i] += sign * begin.slope[d] * rates[static_cast<Index>(i)];
    }
}

void Tangent::apply(std::size_t segment, std::size_t event) {
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        auto& [variation, plus, minus] = *directions_[d];
        const auto& above = plus.schedule[segment].events[event];
        const auto& below = minus.schedule[segment].events[event];
        plus.body.apply(above, plus.schedule[segment].begin);
        minus.body.apply(below, minus.schedule[segment].begin);
        if (const auto* jump = std::get_if<Jump>(&above.action))
            slope(d)[jump->state] +=
                (jump->amount - std::get<Jump>(below.action).amount) * variation.per;
    }
    if (std::holds_alternative<ToBaseline>(
            directions_.front()->plus.schedule[segment].events[event].action))
        rest();
}

void Tangent::add_inputs(std::size_t segment, double* inputs) const {
    for (const auto& direction : directions_) {
        const auto& [variation, plus, minus] = *direction;
        const auto& above = plus.schedule[segment].inputs;
        const auto& below = minus.schedule[segment].inputs;
        for (std::size_t k = 0; k < above.size(); ++k)
            inputs[above[k].state] += (above[k].rate - below[k].rate) * variation.per;
        inputs += size_;
    }
}

}  // namespace opiodyn::detail
