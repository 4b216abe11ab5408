#include "solver/integration.hpp"

#include <algorithm>
#include <limits>

#include "lanes/step_rules.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/version.hpp"
#include "solver/active_states.hpp"
#include "solver/given_concentrations.hpp"
#include "solver/steady/linear_cycle.hpp"

namespace opiodyn::detail {
namespace {

/// Returns every value that the caller supplied: overrides, affinities, drugs of one's own.
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
    while (recorder_.pending_before(start))
        recorder_.record(body_.model(), body_.y());  // steady until then
    for (const auto& segment : schedule) {
        if (recorder_.done()) return;
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
    for (double t = segment.begin; t < segment.end && !recorder_.done();) {
        t = integrator_->advance(recorder_.last_time());
        record_until(t, segment.end);
    }
    y = integrator_->state();
}

void Integration::record_at(double time, std::size_t seen) {
    while (recorder_.pending_at(time, seen)) recorder_.record(body_.model(), body_.y());
}

void Integration::record_until(double t, double end) {
    while (recorder_.pending_before(end) && recorder_.next_time() <= t) {
        budget_.poll(recorder_.next_time(), 0.0);
        solution_at(recorder_.next_time());
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
    const Model& model = body_.first_model();
    const auto& options = model.options();
    const RunCounts counts{budget_.steps(), budget_.rejected(), body_.steady_states(),
                           body_.residual(), body_.periods()};
    Provenance provenance{
        {"opiodyn_version", version()},
        {"biophase", to_string(options.biophase)},
        {"binding", to_string(options.binding)},
        {"response", to_text(options.response)},
        {"phi", to_text(options.response.phi)},
        {"weights", to_string(options.response.weights)},
        {"method", to_string(method_for(model, options_.method))},
        {"rtol", to_text(options_.rtol)},
        {"atol", to_text(options_.atol)},
        {"regimen", to_text(regimen_)},
        {"overrides", overrides(model)},
    };
    recorder_.trajectory()->finish(std::move(status), counts, std::move(provenance));
}

}  // namespace opiodyn::detail
