#include "solver/steady/linear_cycle.hpp"

#include <Eigen/LU>
#include <Eigen/SVD>
#include <cmath>

#include "solver/active_states.hpp"
#include "solver/methods/integrator.hpp"

namespace opiodyn::detail {
namespace {

/// Returns the state after one period of the linear part, from zero.
State from_zero(const Model& model, const Cycle& cycle, Budget& budget) {
    State y = State::Zero(model.size());
    for (const auto& segment : cycle.segments) {
        budget.poll(segment.begin, 0.0);
        apply_jumps(segment, y);
        y = model.linear_flow(y, input_of(segment, y.size()), segment.end - segment.begin);
    }
    return y;
}

/// Returns the state that holds what is never lost, if I - E is singular.
std::size_t kept(const Jacobian& M) {
    const Eigen::JacobiSVD<Jacobian> svd(M, Eigen::ComputeFullV);
    Index which = 0;
    svd.matrixV().col(M.cols() - 1).cwiseAbs().maxCoeff(&which);
    return static_cast<std::size_t>(which);
}

}  // namespace

State input_of(const Segment& segment, Index size) {
    State input = State::Zero(size);
    for (const auto& i : segment.inputs) input[i.state] += i.rate;
    return input;
}

void apply_jumps(const Segment& segment, State& y) {
    for (const auto& event : segment.events) {
        const auto& jump = std::get<Jump>(event.action);
        y[jump.state] += jump.amount;
    }
}

std::vector<Index> reached(const Jacobian& J, const Cycle& cycle) {
    std::vector<bool> fed(static_cast<std::size_t>(J.rows()), false);
    const auto feed = [&](Index state) { fed[static_cast<std::size_t>(state)] = true; };
    for (const auto& segment : cycle.segments) {
        for (const auto& event : segment.events) feed(std::get<Jump>(event.action).state);
        for (const auto& input : segment.inputs) feed(input.state);
    }
    return with_dependents(std::move(fed), J.array() != 0.0);
}

State linear_steady_state(const Model& model, const Cycle& cycle, Budget& budget) {
    const Jacobian& A = model.linear_jacobian();
    const auto active = reached(A, cycle);
    Jacobian M;
    State g;
    if (std::isinf(cycle.period)) {
        M = -A;
        g = input_of(cycle.segments.front(), A.rows());
    } else {
        M = model.linear_loss(cycle.period);
        g = from_zero(model, cycle, budget);
    }
    State y = State::Zero(A.rows());
    if (active.empty()) return y;
    const Eigen::PartialPivLU<Jacobian> lu(Jacobian(M(active, active)));
    // Beyond this, rounding alone decides what is left after a period.
    constexpr double smallest_rcond = 1e-14;
    if (!(lu.rcond() > smallest_rcond))
        throw StepFailure{{0.0, 0.0, model.quantity_name(active[kept(M(active, active))]),
                           "no steady state: what comes here is not eliminated"},
                          true};
    y(active) = State(lu.solve(State(g(active))));
    return y;
}

}  // namespace opiodyn::detail
