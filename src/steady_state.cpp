#include "opiodyn/steady_state.hpp"

#include <Eigen/LU>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>

#include "detail/anderson.hpp"
#include "detail/cycle_solver.hpp"
#include "detail/dose_entries.hpp"

namespace opiodyn {
namespace {

using detail::Budget;

[[noreturn]] void not_converged(const std::string& state, const std::string& reason) {
    throw detail::StepFailure{{0.0, 0.0, state, reason}, true};
}

State input_of(const Segment& segment, Index size) {
    State input = State::Zero(size);
    for (const auto& i : segment.inputs) input[i.state] += i.rate;
    return input;
}

void jump(const Segment& segment, State& y) {
    for (const auto& event : segment.events) {
        const auto& jump = std::get<Jump>(event.action);
        y[jump.state] += jump.amount;
    }
}

/// The states that anything of the cycle reaches through the linear part A.
std::vector<Index> reached(const Jacobian& A, const Cycle& cycle) {
    Eigen::Array<bool, Eigen::Dynamic, 1> active =
        Eigen::Array<bool, Eigen::Dynamic, 1>::Constant(A.rows(), false);
    for (const auto& segment : cycle.segments) {
        for (const auto& event : segment.events) active[std::get<Jump>(event.action).state] = true;
        for (const auto& input : segment.inputs) active[input.state] = true;
    }
    for (bool grows = true; grows;) {
        grows = false;
        for (Index j = 0; j < A.cols(); ++j)
            for (Index i = 0; active[j] && i < A.rows(); ++i)
                if (A(i, j) != 0.0 && !active[i]) grows = active[i] = true;
    }
    std::vector<Index> list;
    for (Index i = 0; i < A.rows(); ++i)
        if (active[i]) list.push_back(i);
    return list;
}

/// One period of the linear part, from zero.
State from_zero(const Model& model, const Cycle& cycle) {
    State y = State::Zero(model.size());
    for (const auto& segment : cycle.segments) {
        jump(segment, y);
        y = model.linear_flow(y, input_of(segment, y.size()), segment.end - segment.begin);
    }
    return y;
}

/// Of a singular matrix I - E: the state that holds what is never lost.
std::size_t kept(const Jacobian& M) {
    const Eigen::JacobiSVD<Jacobian> svd(M, Eigen::ComputeFullV);
    Index which = 0;
    svd.matrixV().col(M.cols() - 1).cwiseAbs().maxCoeff(&which);
    return static_cast<std::size_t>(which);
}

/// The steady state of the linear part: y = E y + g, and for a constant input 0 = A y + input.
State linear_steady_state(const Model& model, const Cycle& cycle) {
    const Jacobian& A = model.linear_jacobian();
    const auto active = reached(A, cycle);
    Jacobian M;
    State g;
    if (std::isinf(cycle.period)) {
        M = -A;
        g = input_of(cycle.segments.front(), A.rows());
    } else {
        M = Jacobian::Identity(A.rows(), A.cols()) - model.linear_transition(cycle.period);
        g = from_zero(model, cycle);
    }
    State y = State::Zero(A.rows());
    if (active.empty()) return y;
    const Eigen::PartialPivLU<Jacobian> lu(Jacobian(M(active, active)));
    // Beyond this, rounding alone decides what is left after a period.
    constexpr double smallest_rcond = 1e-14;
    if (!(lu.rcond() > smallest_rcond))
        not_converged(
            model.states()[static_cast<std::size_t>(active[kept(M(active, active))])].name,
            "no steady state: what comes here is not eliminated");
    y(active) = State(lu.solve(State(g(active))));
    return y;
}

/// Size of each state, for relative changes: nothing counts below atol / rtol.
State sizes(const State& y, const SolverOptions& options) {
    return y.cwiseAbs().array() + options.atol / options.rtol;
}

double residual_of(const State& change, const State& size, Index* worst = nullptr) {
    if (change.size() == 0) return 0.0;
    const State relative = change.cwiseAbs().cwiseQuotient(size);
    return worst == nullptr ? relative.maxCoeff() : relative.maxCoeff(worst);
}

class CycleSolver {
public:
    CycleSolver(const Model& model, const Cycle& cycle, const SolverOptions& options,
                Budget& budget)
        : model_(model),
          cycle_(cycle),
          options_(options),
          integrator_(detail::make_integrator(model, options, budget)) {}

    PeriodicState solve() {
        if (std::isinf(cycle_.period)) return constant();
        return model_.linear() ? exact() : iterate();
    }

private:
    PeriodicState exact() {
        State y = linear_steady_state(model_, cycle_);
        detail::require_admissible(model_, y, 0.0, 0.0);
        const double residual = residual_of(period_map(y) - y, sizes(y, options_));
        return {std::move(y), residual, 1};
    }

    PeriodicState iterate() {
        constexpr std::size_t depth = 8;
        constexpr std::int64_t most_periods = 200;
        detail::Anderson anderson(depth);
        State y = first_guess();
        Index worst = 0;
        double residual = 0.0;
        for (std::int64_t n = 1; n <= most_periods; ++n) {
            const State image = period_map(y);
            const State size = sizes(image, options_);
            residual = residual_of(image - y, size, &worst);
            if (residual <= options_.rtol) return {image, residual, n};
            State guess = anderson.next(y, image, size.cwiseInverse());
            if (!(model_.smallest_quantity(guess) >= 0.0)) {  // too bold: a plain step instead
                anderson.forget();
                guess = image;
            }
            y = std::move(guess);
        }
        not_converged(model_.quantity_name(worst), "no steady state found in " +
                                                       std::to_string(most_periods) +
                                                       " periods: it still changes by " +
                                                       to_text(residual) + " of its size in each");
    }

    /// The constant state under a constant input, by Newton's method from the linear part. States that
    /// the input does not reach stay as they are.
    PeriodicState constant() {
        const State input = input_of(cycle_.segments.front(), model_.size());
        State y = first_guess(), rate(model_.size());
        Jacobian J(model_.size(), model_.size());
        model_.jacobian(0.0, y, J);
        const auto live = reached(J, cycle_);
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

    State first_guess() const { return model_.baseline() + linear_steady_state(model_, cycle_); }

    /// Where one period leads from y.
    State period_map(State y) {
        for (const auto& segment : cycle_.segments) {
            jump(segment, y);
            integrator_->begin(segment.begin, y, input_of(segment, y.size()), segment.end);
            for (double t = segment.begin; t < segment.end;) t = integrator_->advance(segment.end);
            y = integrator_->state();
        }
        return y;
    }

    const Model& model_;
    const Cycle& cycle_;
    const SolverOptions& options_;
    std::unique_ptr<detail::Integrator> integrator_;
};

}  // namespace

PeriodicState detail::solve(const Model& model, const Cycle& cycle, const SolverOptions& options,
                            Budget& budget) {
    return CycleSolver(model, cycle, options, budget).solve();
}

PeriodicState steady_state(const Model& model, const Regimen& regimen, Time period,
                           const SolverOptions& options) {
    detail::check(options);
    detail::Budget budget(options);
    const auto cycle = cycle_of(regimen, period, [&](const Dose& dose, std::size_t) {
        return detail::entries_of(model, dose);
    });
    try {
        return detail::solve(model, cycle, options, budget);
    } catch (const detail::StepFailure& failure) {
        detail::rethrow(failure, nullptr);
    }
}

}  // namespace opiodyn
