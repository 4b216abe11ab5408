#include "detail/model_linearization.hpp"

#include "detail/dependency.hpp"
#include "detail/equations_jacobian.hpp"

namespace opiodyn {

void Model::Implementation::jacobian(const State& y, Jacobian& J) const {
    J = linear_jacobian;
    detail::add_nonlinear_jacobian(equations, y, J);
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

/// Where the Jacobian of a part can be non-zero, whatever the values of the parameters.
template <class Part>
JacobianPattern pattern_of(const Part& part, Index n) {
    Numbers<Dependency> y(n), rates(n);
    for (Index j = 0; j < n; ++j) y[j] = Dependency::on(j);
    part(y, rates);
    JacobianPattern pattern = JacobianPattern::Constant(n, n, false);
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
    const auto& equations = m.equations;
    m.linear_pattern =
        pattern_of([&](const auto& y, auto& rates) { equations.linear_part(y, rates); }, n);
    const auto rest =
        pattern_of([&](const auto& y, auto& rates) { equations.add_nonlinear_part(y, rates); }, n);
    m.pattern = m.linear_pattern.array() || rest.array();
}

}  // namespace detail
}  // namespace opiodyn
