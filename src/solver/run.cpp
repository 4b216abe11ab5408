#include "solver/run.hpp"

#include <algorithm>
#include <limits>

#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/version.hpp"
#include "solver/active_states.hpp"
#include "solver/steady/linear_cycle.hpp"

namespace opiodyn::detail {
namespace {

/// Every value that the caller supplied: overrides, affinities, drugs of one's own.
std::string overrides(const Model& model) {
    std::string text;
    const auto& m = model.implementation();
    for (Index row = 0; row < m.shape->rows(); ++row)
        if (m.is_given(row))
            text += (text.empty() ? "" : "; ") + m.shape->parameter(row) + " = " +
                    to_text(m.value(row));
    return text.empty() ? "none" : text;
}

}  // namespace

Run::Run(const Model& model, const Regimen& regimen, const std::vector<Output>& outputs,
         const SolverOptions& options)
    : options_(options),
      regimen_(regimen),
      budget_(options),
      body_(model, regimen, options, budget_),
      recorder_(model, outputs) {
    method_for(model, options.method);  // refuses one that cannot run this model
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
    const Schedule schedule = body_.schedule();
    active_ = active_states(body_.model(), regimen_);
    renew_integrator();
    const double start =
        schedule.empty() ? std::numeric_limits<double>::infinity() : schedule.front().begin;
    while (recorder_.pending_before(start))
        recorder_.record(body_.model(), body_.y());  // steady until then
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
        if (body_.apply(event, segment.begin)) renew_integrator();
    }
    require_admissible(body_.model(), body_.y(), segment.begin, 0.0);
    record_at(segment.begin, std::numeric_limits<std::size_t>::max());
}

void Run::renew_integrator() {
    integrator_ = make_integrator(body_.model(), active_, options_, budget_);
}

void Run::advance(const Segment& segment) {
    State& y = body_.y();
    integrator_->begin(segment.begin, y, input_of(segment, y.size()), segment.end);
    for (double t = segment.begin; t < segment.end && !recorder_.done();) {
        t = integrator_->advance(recorder_.last_time());
        record_until(t, segment.end);
    }
    y = integrator_->state();
}

void Run::record_at(double time, std::size_t seen) {
    while (recorder_.pending_at(time, seen)) recorder_.record(body_.model(), body_.y());
}

void Run::record_until(double t, double end) {
    while (recorder_.pending_before(end) && recorder_.next_time() <= t) {
        budget_.poll(recorder_.next_time(), 0.0);
        solution_at(recorder_.next_time());
        recorder_.record(body_.model(), scratch_);
    }
}

/// Reads the solution into scratch_, by ever shorter steps where the interpolant is below zero.
void Run::solution_at(double t) {
    constexpr int most_steps = 1024;
    integrator_->at(t, scratch_);
    if (body_.model().smallest_quantity(scratch_) >= 0.0) return;
    for (int n = 1; n <= most_steps; n *= 2) {
        integrator_->steps_to(t, n, scratch_);
        if (body_.model().smallest_quantity(scratch_) >= 0.0) return;
    }
    require_admissible(body_.model(), scratch_, t, 0.0);
}

void Run::finish(std::string status) {
    const Model& model = body_.first_model();
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
        {"steady_states", std::to_string(body_.steady_states())},
        {"steady_state_residual", to_text(body_.residual())},
        {"steady_state_periods", std::to_string(body_.periods())},
        {"regimen", to_text(regimen_)},
        {"overrides", overrides(model)},
    });
}

}  // namespace opiodyn::detail
