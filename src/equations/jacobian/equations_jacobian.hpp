#pragma once
/// This header writes the Jacobian of the right-hand side's nonlinear part from the structure of its equations:
/// binding is diagonal plus rank one, and the response goes through a few signals. That takes a tenth of the work
/// of dual numbers through everything, and is as exact. `Matrix` offers J(row, column).

#include "equations/jacobian/response_jacobian.hpp"

namespace opiodyn::detail {

/// Adds the derivatives of Equations::add_nonlinear_part.
template <class T, class State, class Matrix>
void add_nonlinear_jacobian(const Equations<T>& equations, const State& y, Matrix& J) {
    if (equations.kinetic)
        for (const auto& receptor : equations.receptors) binding::add_jacobian(receptor, y, J);
    if (equations.response.still()) return;
    using Number = NumberOf<T, State>;
    std::array<Signal<Number>, receptor_count> signals;
    for (std::size_t r = 0; r < equations.receptors.size(); ++r)
        signals[r] = equations.signal(r, y);
    ResponseJacobian<T, State, Number, Matrix>(equations, y, signals, J).add();
}

}  // namespace opiodyn::detail
