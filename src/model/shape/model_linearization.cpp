#include "model/shape/model_linearization.hpp"

#include "equations/dependency.hpp"
#include "equations/equations_transfer.hpp"
#include "equations/jacobian/equations_jacobian.hpp"

namespace opiodyn {

void Model::Implementation::jacobian(const StateView& y, Jacobian& J) const {
    J = linear_jacobian;
    detail::add_nonlinear_jacobian(equations, y, J);
}

namespace detail {
namespace {

/// Some gives every number a value, because any does for a pattern.
struct Some {
    void number(const Recorded&, double& to) { to = 1.0; }
    void number(const Recorded&, Presence& to) { to = Presence::any(); }
    void shape(Index) {}
    Index state(Index index) { return index; }
};

/// Tells where the Jacobian of a part can be non-zero, whatever the values of the parameters.
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

/// Sets the Jacobian of (1)-(5). They are linear, so that its columns are their values at the unit vectors.
void set_linear_jacobian(Model::Implementation& m) {
    const Index n = m.shape->size();
    m.linear_jacobian = Jacobian::Zero(n, n);
    State unit = State::Zero(n), column(n);
    for (Index j = 0; j < n; ++j) {
        if (!m.shape->linear_pattern.col(j).any()) continue;
        unit[j] = 1.0;
        m.equations.linear_part(unit, column);
        m.linear_jacobian.col(j) = column;
        unit[j] = 0.0;
    }
}

void set_patterns(ModelShape& m) {
    Equations<double> equations;
    Some some;
    Transfer<Some>{some}(m.equations, equations);
    Transfer<Some>{some}(m.equations, m.presence);
    const Index n = m.size();
    m.linear_pattern =
        pattern_of([&](const auto& y, auto& rates) { equations.linear_part(y, rates); }, n);
    const auto rest =
        pattern_of([&](const auto& y, auto& rates) { equations.add_nonlinear_part(y, rates); }, n);
    m.pattern = m.linear_pattern.array() || rest.array();
}

}  // namespace detail
}  // namespace opiodyn
