#include "solver/body.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"
#include "solver/dose_entries.hpp"
#include "solver/given_concentrations.hpp"
#include "solver/steady/cycle_solver.hpp"

namespace opiodyn::detail {
namespace {

/// Counts the changes that come at time 0 before anything else. What holds from the start has always held.
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

Body::Body(const Model& model, const Regimen& regimen, const SolverOptions& options, Budget& budget)
    : regimen_(regimen),
      options_(options),
      budget_(budget),
      variants_(model, regimen),
      model_(model) {}

Schedule Body::schedule() {
    Schedule schedule = flatten(
        regimen_,
        [this](const Dose& dose, std::size_t changes) {
            return entries_of(variants_.after(changes), dose);
        },
        [this](const Stimulus& stimulus, std::size_t changes) {
            return variants_.after(changes).releases(stimulus.name);
        },
        [this](const Concentration& given, std::size_t changes) {
            return place_of(variants_.after(changes), given);
        },
        [this] { budget_.poll(0.0, 0.0); });
    model_ = variants_.after(leading_changes(schedule));
    y_ = model_.baseline();
    return schedule;
}

bool Body::apply(const Event& event, double time) {
    std::visit([&](const auto& action) { act(action, time); }, event.action);
    return std::holds_alternative<Switch>(event.action);
}

void Body::act(const Jump& jump, double /*time*/) { y_[jump.state] += jump.amount; }

void Body::act(const ToBaseline& /*action*/, double /*time*/) { y_ = model_.baseline(); }

void Body::act(const Switch& action, double /*time*/) { model_ = variants_.after(action.change); }

void Body::act(const ToSteadyState& action, double time) {
    if (action.add && !model_.linear())
        throw InputError("dose.ss", "2",
                         "adds to what is there, which only linear models can (no receptors, or "
                         "equilibrium binding and no response); use ss = 1, or steady_state() for "
                         "several doses in one period");
    SteadyState steady{};
    try {
        steady = solve(model_, *action.cycle, options_, budget_);
    } catch (StepFailure& failure) {
        failure.where.time += time;
        throw;
    }
    y_ = action.add ? State(y_ + steady.state) : std::move(steady.state);
    residual_ = std::max(residual_, steady.residual);
    periods_ += steady.periods;
    ++steady_states_;
}

}  // namespace opiodyn::detail
