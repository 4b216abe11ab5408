#include "solver/integration.hpp"

#include <algorithm>
#include <limits>

#include "lanes/step_rules.hpp"
#include "opiodyn/error.hpp"
#include "solver/active_states.hpp"
#include "solver/given_concentrations.hpp"
#include "solver/provenance.hpp"
#include "solver/steady/linear_cycle.hpp"

namespace opiodyn::detail {

Integration::Integration(const Model& model, const Regimen& regimen,
                         const std::vector<Output>& outputs, const SolverOptions& options)
    : options_(options),
      regimen_(regimen),
      budget_(options),
      body_(model, regimen, options, budget_),
      recorder_(model, outputs) {
    method_for(model, options.method);  // refuses one that cannot run this model
    check_concentrations(model, regimen, outputs.back().time);
}

Trajectory Integration::execute() {
    try {
        walk();
    } catch (const StepFailure& failure) {
        const SolverError error(failure.where, nullptr);
        finish({StatusCode::failed, error.what()});
        rethrow(failure, recorder_.trajectory());
    } catch (const StopRequested& stop) {
        const Interrupted error({stop.time, stop.step, "none", "interrupted"}, nullptr);
        finish({StatusCode::interrupted, error.what()});
        throw Interrupted(error.where(), recorder_.trajectory());
    }
    finish(StatusCode::complete);
    return std::move(*recorder_.trajectory());
}

void Integration::walk() {
    const Schedule schedule = body_.schedule();
    active_ = active_states(body_.model(), regimen_);
    renew_integrator();
    const double start =
        schedule.empty() ? std::numeric_limits<double>::infinity() : schedule.front().begin;
    while (recorder_.queue().pending_before(start))
        recorder_.record(body_.model(), body_.y());  // steady until then
    for (const auto& segment : schedule) {
        if (recorder_.queue().done()) return;
        begin(segment);
        advance(segment);
    }
}

/// Applies the events of a segment in order, and records the outputs that come between them.
void Integration::begin(const Segment& segment) {
    for (const auto& event : segment.events) {
        record_at(segment.begin, event.record);
        if (body_.apply(event, segment.begin)) renew_integrator();
    }
    require_admissible(body_.model(), body_.y(), segment.begin, 0.0);
    record_at(segment.begin, std::numeric_limits<std::size_t>::max());
}

void Integration::renew_integrator() {
    integrator_ = make_integrator(body_.model(), active_, options_, budget_);
}

void Integration::advance(const Segment& segment) {
    State& y = body_.y();
    integrator_->begin(segment.begin, y, input_of(segment, y.size()), segment.end);
    for (double t = segment.begin; t < segment.end && !recorder_.queue().done();) {
        t = integrator_->advance(recorder_.last_time());
        record_until(t, segment.end);
    }
    y = integrator_->state();
}

void Integration::record_at(double time, std::size_t seen) {
    while (recorder_.queue().pending_at(time, seen)) recorder_.record(body_.model(), body_.y());
}

/// Records the outputs up to t, many at once. One where something is negative is computed by shorter steps.
void Integration::record_until(double t, double end) {
    constexpr std::size_t most = 64;  // A caller who wants to stop waits for no more.
    const auto& queue = recorder_.queue();
    for (auto due = queue.pending(t, end, most); !due.empty(); due = queue.pending(t, end, most)) {
        budget_.poll(due.front().time, 0.0);
        block_.resize(most, static_cast<Index>(recorder_.trajectory()->columns().size()));
        const Index done = integrator_->read(due, block_);
        recorder_.record(block_, done);
        if (done == static_cast<Index>(due.size())) continue;
        solution_at(due[static_cast<std::size_t>(done)].time);
        recorder_.record(body_.model(), scratch_);
    }
}

/// Reads the solution into scratch_.
void Integration::solution_at(double t) {
    const auto admissible = [&] { return body_.model().smallest_quantity(scratch_) >= 0.0; };
    integrator_->at(t, scratch_);
    if (admissible()) return;
    const bool found = by_shorter_steps([&](int count) {
        integrator_->steps_to(t, count, scratch_);
        return admissible();
    });
    if (!found) require_admissible(body_.model(), scratch_, t, 0.0);
}

void Integration::finish(RunStatus status) {
    recorder_.trajectory()->finish(std::move(status), body_.counts(),
                                   provenance_of(body_.first_model(), regimen_, options_,
                                                 integrator_ ? integrator_->kernel() : ""));
}

}  // namespace opiodyn::detail
