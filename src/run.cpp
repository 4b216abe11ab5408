#include "detail/run.hpp"

#include <algorithm>
#include <limits>

#include "detail/cycle_solver.hpp"
#include "detail/dose_entries.hpp"
#include "detail/linear_cycle.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/version.hpp"

namespace opiodyn::detail {
namespace {

/// Every value that the caller supplied: overrides, affinities, drugs of one's own.
std::string overrides(const Model& model) {
    std::string text;
    for (const auto& p : model.parameters().all())
        if (p.evidence == Evidence::caller)
            text += (text.empty() ? "" : "; ") + p.name + " = " + to_text(p.value);
    return text.empty() ? "none" : text;
}

/// How many changes come at time 0 before anything else: what holds from the start has always held.
std::size_t leading_changes(const Schedule& schedule) {
    std::size_t count = 0;
    if (schedule.empty() || !same_instant(schedule.front().begin, 0.0)) return count;
    for (const auto& event : schedule.front().events) {
        const auto* change = std::get_if<Switch>(&event.action);
        if (change == nullptr) break;
        count = change->change;
    }
    return count;
}

}  // namespace

Run::Run(const Model& model, const Regimen& regimen, const std::vector<Output>& outputs,
         const SolverOptions& options)
    : options_(options),
      regimen_(regimen),
      budget_(options),
      variants_(model, regimen),
      model_(model),
      recorder_(model, outputs) {
    use(model);
}

Trajectory Run::execute() {
    try {
        walk();
    } catch (const StepFailure& failure) {
        const SolverError error(failure.where, nullptr);
        finish(error.what());
        rethrow(failure, recorder_.trajectory());
    } catch (const StopRequested& stop) {
        const Interrupted error({stop.time, stop.step, "none", "interrupted"}, nullptr);
        finish(error.what());
        throw Interrupted(error.where(), recorder_.trajectory());
    }
    finish("complete");
    return std::move(*recorder_.trajectory());
}

void Run::walk() {
    const Schedule schedule = flatten(
        regimen_,
        [this](const Dose& dose, std::size_t changes) {
            return entries_of(variants_.after(changes), dose);
        },
        [this](const Stimulus& stimulus, std::size_t changes) {
            return variants_.after(changes).releases(stimulus.name);
        });
    use(variants_.after(leading_changes(schedule)));
    y_ = model_.baseline();
    const double start =
        schedule.empty() ? std::numeric_limits<double>::infinity() : schedule.front().begin;
    while (recorder_.pending_before(start)) recorder_.record(model_, y_);  // steady until then
    for (const auto& segment : schedule) {
        if (recorder_.done()) return;
        begin(segment);
        advance(segment);
    }
}

/// The events of a segment, in order, and the outputs that come between them.
void Run::begin(const Segment& segment) {
    for (const auto& event : segment.events) {
        record_at(segment.begin, event.record);
        std::visit([&](const auto& action) { apply(action, segment); }, event.action);
    }
    require_admissible(model_, y_, segment.begin, 0.0);
    record_at(segment.begin, std::numeric_limits<std::size_t>::max());
}

void Run::apply(const Jump& jump, const Segment&) { y_[jump.state] += jump.amount; }

void Run::apply(const ToBaseline&, const Segment&) { y_ = model_.baseline(); }

void Run::apply(const Switch& action, const Segment&) { use(variants_.after(action.change)); }

void Run::apply(const ToSteadyState& action, const Segment& segment) {
    if (action.add && !model_.linear())
        throw InvalidInput("dose.ss", "2",
                           "adds to what is there, which only linear models can; use ss = 1, or "
                           "steady_state() for several doses in one period");
    PeriodicState steady{};
    try {
        steady = solve(model_, *action.cycle, options_, budget_);
    } catch (StepFailure& failure) {
        failure.where.time += segment.begin;
        throw;
    }
    y_ = action.add ? State(y_ + steady.state) : std::move(steady.state);
    residual_ = std::max(residual_, steady.residual);
    periods_ += steady.periods;
    ++steady_states_;
}

void Run::use(const Model& model) {
    model_ = model;
    integrator_ = make_integrator(model_, options_, budget_);
}

void Run::advance(const Segment& segment) {
    integrator_->begin(segment.begin, y_, input_of(segment, y_.size()), segment.end);
    for (double t = segment.begin; t < segment.end && !recorder_.done();) {
        t = integrator_->advance(recorder_.last_time());
        record_until(t, segment.end);
    }
    y_ = integrator_->state();
}

void Run::record_at(double time, std::size_t seen) {
    while (recorder_.pending_at(time, seen)) recorder_.record(model_, y_);
}

void Run::record_until(double t, double end) {
    while (recorder_.pending_before(end) && recorder_.next_time() <= t) {
        budget_.poll(recorder_.next_time(), 0.0);
        solution_at(recorder_.next_time());
        recorder_.record(model_, scratch_);
    }
}

/// Reads the solution into scratch_, by ever shorter steps where the interpolant is below zero.
void Run::solution_at(double t) {
    constexpr int most_steps = 1024;
    integrator_->at(t, scratch_);
    if (model_.smallest_quantity(scratch_) >= 0.0) return;
    for (int n = 1; n <= most_steps; n *= 2) {
        integrator_->steps_to(t, n, scratch_);
        if (model_.smallest_quantity(scratch_) >= 0.0) return;
    }
    require_admissible(model_, scratch_, t, 0.0);
}

void Run::finish(std::string status) {
    const Model& model = variants_.after(0);
    const auto& options = model.options();
    recorder_.trajectory()->set_status(std::move(status));
    recorder_.trajectory()->set_provenance({
        {"opiodyn_version", version()},
        {"biophase", to_string(options.biophase)},
        {"binding", to_string(options.binding)},
        {"response", to_text(options.response)},
        {"phi", to_text(options.response.phi)},
        {"effects", to_string(options.response.effects)},
        {"method", to_string(method_for(model, options_.method))},
        {"rtol", to_text(options_.rtol)},
        {"atol", to_text(options_.atol)},
        {"steps", std::to_string(budget_.steps())},
        {"rejected_steps", std::to_string(budget_.rejected())},
        {"steady_states", std::to_string(steady_states_)},
        {"steady_state_residual", to_text(residual_)},
        {"steady_state_periods", std::to_string(periods_)},
        {"regimen", to_text(regimen_)},
        {"overrides", overrides(model)},
    });
}

}  // namespace opiodyn::detail
