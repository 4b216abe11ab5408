#include "system.hpp"

#include "equations/jacobian/equations_jacobian.hpp"
#include "model/shape/model_implementation.hpp"

namespace rivals {

System::System(const opiodyn::Model& model)
    : model_(model), input_(State::Zero(model.size())), J_(model.size(), model.size()) {
    const auto& linear = model.linear_jacobian();
    for (Eigen::Index i = 0; i < size(); ++i)
        for (Eigen::Index j = 0; j < size(); ++j)
            if (linear(i, j) != 0.0) linear_.push_back({i, j, linear(i, j)});
}

void System::begin(const opiodyn::Segment& segment) {
    input_.setZero();
    for (const auto& [state, rate] : segment.inputs) input_[state] = rate;
}

void System::derivative(const double* y, double* dydt) const {
    std::copy(input_.begin(), input_.end(), dydt);
    for (const auto& entry : linear_) dydt[entry.row] += entry.value * y[entry.column];
    model_.implementation().equations.add_nonlinear_part(y, dydt);
}

const opiodyn::Jacobian& System::jacobian(const double* y) {
    // The library's own is compiled for any machine.
    J_ = model_.linear_jacobian();
    const Eigen::Map<const State> at(y, size());
    opiodyn::detail::add_nonlinear_jacobian(model_.implementation().equations, at, J_);
    return J_;
}

}  // namespace rivals
