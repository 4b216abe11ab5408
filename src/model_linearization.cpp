#include "detail/model_linearization.hpp"

#include "detail/dependency.hpp"

namespace opiodyn {

void Model::Implementation::jacobian(const State& y, Jacobian& J) const {
    J = linear_jacobian;
    if (by_colours()) {
        const auto rest = [this](const auto& point, auto& rates) {
            equations.add_nonlinear_part(point, rates);
        };
        return nonlinear.add(rest, y, J);
    }
    if (!equations.kinetic) return;
    for (const auto& receptor : equations.receptors) binding::add_jacobian(receptor, y, J);
}

namespace detail {
namespace {

/// As (1)-(5) are linear, their Jacobian's columns are their values at the unit vectors.
Jacobian linear_jacobian(const Equations<double>& equations, Index n) {
    Jacobian J(n, n);
    State column(n);
    for (Index j = 0; j < n; ++j) {
        equations.linear_part(State(State::Unit(n, j)), column);
        J.col(j) = column;
    }
    return J;
}

/// Where the Jacobian of (6)-(20) can be non-zero.
Pattern nonlinear_pattern(const Equations<double>& equations, Index n) {
    Numbers<Dependency> y(n), rates(n);
    for (Index j = 0; j < n; ++j) y[j] = Dependency::on(j);
    equations.add_nonlinear_part(y, rates);
    Pattern pattern = Pattern::Constant(n, n, false);
    for (Index i = 0; i < n; ++i)
        for (const Index j : rates[i].states()) pattern(i, j) = true;
    return pattern;
}

}  // namespace

void set_baseline(Model::Implementation& m) {
    m.baseline = State::Zero(static_cast<Index>(m.states.size()));
    for (const Index state : m.unit_states) m.baseline[state] = 1.0;
    if (!m.equations.kinetic) return;
    for (const auto& pool : m.equations.receptors) binding::settle(pool, m.baseline);
}

void set_jacobian(Model::Implementation& m) {
    const Index n = m.baseline.size();
    m.linear_jacobian = linear_jacobian(m.equations, n);
    if (!m.by_colours()) {
        // At a generic positive state nothing cancels.
        Jacobian J(n, n);
        m.jacobian(State::Constant(n, 0.01), J);
        m.pattern = J.array() != 0.0;
        return;
    }
    const Pattern rest = nonlinear_pattern(m.equations, n);
    m.nonlinear = ColouredJacobian(rest);
    m.pattern = rest.array() || (m.linear_jacobian.array() != 0.0);
}

}  // namespace detail
}  // namespace opiodyn
