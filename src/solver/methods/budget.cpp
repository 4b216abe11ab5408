#include <chrono>
#include <cmath>

#include "solver/methods/budget.hpp"
#include "solver/methods/rejected_step.hpp"

namespace opiodyn::detail {
namespace {

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string used_up(const char* budget, const std::string& limit) {
    return std::string(budget) + " = " + limit + " is used up";
}

}  // namespace

std::string used_up(const char* budget, std::int64_t limit) {
    return used_up(budget, std::to_string(limit));
}

Budget::Budget(const SolverOptions& options)
    : options_(options), deadline_(wall_seconds() + options.max_seconds) {}

void Budget::poll(double t, double h) {
    if (options_.stop && options_.stop()) throw StopRequested{t, h};
    constexpr std::int64_t clock_interval = 64;
    if (polls_++ % clock_interval == 0 && wall_seconds() > deadline_)
        throw StepFailure{{t, h, "none", used_up("max_seconds", to_text(options_.max_seconds))}};
}

void Budget::attempt(double t, double h) {
    poll(t, h);
    require_left(t, h);
    ++attempts_;
}

void Budget::require_left(double t, double h) const {
    if (accepted_ >= options_.max_steps)
        throw StepFailure{{t, h, "none", used_up("max_steps", options_.max_steps)}};
    if (attempts_ >= options_.max_attempts)
        throw StepFailure{{t, h, "none", used_up("max_attempts", options_.max_attempts)}};
}

void require_finite(const Model& model, const State& y, double t, double h) {
    for (Index i = 0; i < y.size(); ++i)
        if (!std::isfinite(y[i]))
            throw StepFailure{{t, h, model.quantity_name(i), words(LaneFailure::not_finite)}};
}

void require_admissible(const Model& model, const State& y, double t, double h) {
    require_finite(model, y, t, h);
    Index which = 0;
    if (model.smallest_quantity(y, &which) < 0.0)
        throw StepFailure{{t, h, model.quantity_name(which),
                           "became negative; lower the tolerances or use rodas5p"}};
}

}  // namespace opiodyn::detail
