#include "opiodyn/steady_state.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>

#include "numerics/anderson.hpp"
#include "solver/active_states.hpp"
#include "solver/dose_entries.hpp"
#include "solver/steady/cycle_solver.hpp"
#include "solver/steady/linear_cycle.hpp"

namespace opiodyn {
namespace {

using detail::Budget;

[[noreturn]] void not_converged(const std::string& state, const std::string& reason) {
    throw detail::StepFailure{{0.0, 0.0, state, reason}, true};
}

/// Returns the size of each state, for relative changes. Nothing counts below atol / rtol.
State sizes(const State& y, const SolverOptions& options) {
    return y.cwiseAbs().array() + options.atol / options.rtol;
}

double residual_of(const State& change, const State& size, Index* worst = nullptr) {
    if (change.size() == 0) return 0.0;
    const State relative = change.cwiseAbs().cwiseQuotient(size);
    return worst == nullptr ? relative.maxCoeff() : relative.maxCoeff(worst);
}

/// Progress tells whether a residual has halved within the last dozen evaluations.
struct Progress {
    double best{std::numeric_limits<double>::infinity()};
    int waiting{0};

    bool stalls(double residual) {
        constexpr int patience = 12;
        waiting = residual < 0.5 * best ? 0 : waiting + 1;
        if (waiting == 0) best = residual;
        return waiting >= patience;
    }
};

class CycleSolver {
public:
    CycleSolver(const Model& model, const Cycle& cycle, const SolverOptions& options,
                Budget& budget)
        : model_(model),
          cycle_(cycle),
          options_(options),
          budget_(budget),
          integrator_(detail::make_integrator(model, detail::every_state(model), options, budget)) {
    }

    SteadyState solve() {
        if (std::isinf(cycle_.period)) return constant();
        return model_.linear() ? exact() : iterate();
    }

private:
    SteadyState exact() {
        State y = detail::linear_steady_state(model_, cycle_, budget_);
        detail::require_admissible(model_, y, 0.0, 0.0);
        const double residual = residual_of(period_map(y) - y, sizes(y, options_));
        return {std::move(y), residual, 1};
    }

    SteadyState iterate() {
        constexpr std::size_t depth = 8;
        constexpr std::int64_t most_periods = 200;
        constexpr double noise = 100.0;  // The steps of a period err by so many rtol.
        detail::Anderson anderson(depth);
        State y = first_guess();
        Index worst = 0;
        Progress progress;
        double residual = 0.0;
        for (std::int64_t n = 1; n <= most_periods; ++n) {
            const State image = period_map(y);
            const State size = sizes(image, options_);
            residual = residual_of(image - y, size, &worst);
            if (residual <= options_.rtol) return {image, residual, n};
            State guess = anderson.next(y, image, size.cwiseInverse());
            // A plain step comes instead where the guess is impossible, or where nothing has come of the guesses
            // for a while. They then fit the errors of steps, which kinks make uneven. Where those errors are all
            // that is left, the search is over.
            const bool stalls = progress.stalls(residual);
            if (stalls && residual <= noise * options_.rtol) return {image, residual, n};
            if (stalls || !(model_.smallest_quantity(guess) >= 0.0)) {
                anderson.forget();
                progress = {};
                guess = image;
            }
            y = std::move(guess);
        }
        not_converged(model_.quantity_name(worst), "no steady state found in " +
                                                       std::to_string(most_periods) +
                                                       " periods: it still changes by " +
                                                       to_text(residual) + " of its size in each");
    }

    /// Finds the constant state under a constant input, by Newton's method from the linear part. States that the
    /// input does not reach stay as they are.
    SteadyState constant() {
        const State input = detail::input_of(cycle_.segments.front(), model_.size());
        State y = first_guess(), rate(model_.size());
        Jacobian J(model_.size(), model_.size());
        model_.jacobian(0.0, y, J);
        // A state of the response that is at rest now may not stay so.
        if (model_.options().response.any()) J = model_.jacobian_pattern().cast<double>();
        const auto live = detail::reached(J, cycle_);
        constexpr int most_steps = 50;
        for (int n = 0; n < most_steps; ++n) {
            model_.derivative(0.0, y, rate);
            rate += input;
            model_.jacobian(0.0, y, J);
            const State step = Jacobian(J(live, live)).partialPivLu().solve(State(-rate(live)));
            y(live) += step;
            const double residual = residual_of(step, sizes(State(y(live)), options_));
            if (!(residual <= options_.rtol)) continue;
            detail::require_admissible(model_, y, 0.0, 0.0);
            return {y, residual, 0};
        }
        not_converged("none", "no steady state found under a constant infusion");
    }

    State first_guess() const {
        return model_.baseline() + detail::linear_steady_state(model_, cycle_, budget_);
    }

    /// Returns where one period leads from y.
    State period_map(State y) {
        for (const auto& segment : cycle_.segments) {
            detail::apply_jumps(segment, y);
            integrator_->begin(segment.begin, y, detail::input_of(segment, y.size()), segment.end);
            for (double t = segment.begin; t < segment.end;) t = integrator_->advance(segment.end);
            y = integrator_->state();
        }
        return y;
    }

    const Model& model_;
    const Cycle& cycle_;
    const SolverOptions& options_;
    Budget& budget_;
    std::unique_ptr<detail::Integrator> integrator_;
};

}  // namespace

SteadyState detail::solve(const Model& model, const Cycle& cycle, const SolverOptions& options,
                          Budget& budget) {
    return CycleSolver(model, cycle, options, budget).solve();
}

SteadyState steady_state(const Model& model, const Regimen& regimen, Time period,
                         const SolverOptions& options) {
    detail::check(options);
    detail::Budget budget(options);
    const auto entries = [&](const Dose& dose, std::size_t) {
        return detail::entries_of(model, dose);
    };
    try {
        const auto cycle = cycle_of(regimen, period, entries, [&] { budget.poll(0.0, 0.0); });
        return detail::solve(model, cycle, options, budget);
    } catch (const detail::StepFailure& failure) {
        detail::rethrow(failure, nullptr);
    } catch (const detail::StopRequested& stop) {
        detail::rethrow(stop, nullptr);
    }
}

}  // namespace opiodyn
