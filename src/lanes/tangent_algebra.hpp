#pragma once
/// A TangentAlgebra computes the N derivatives of what a StepAlgebra computes, over any number type. A stage solves
/// W U = r, and its derivative W dU = dr - dW U has the same matrix. The factors of the values serve all directions, so
/// that no derivative goes through an elimination. Lanes compute with it, and the tracer writes down what it does.

#include "lanes/step_algebra.hpp"
#include "opiodyn/scalars/dual.hpp"

namespace opiodyn::detail {

template <int N, class T>
class TangentAlgebra : public StepEquations<Dual<static_cast<std::size_t>(N), T>> {
public:
    using D = Dual<static_cast<std::size_t>(N), T>;

    explicit TangentAlgebra(const LanePlan& plan)
        : StepEquations<D>(plan),
          slots_(static_cast<std::size_t>(plan.elimination.slots)),
          matrix_(slots_ + 1),
          slopes_(static_cast<std::size_t>(N) * slots_, T(0.0)),
          right_(static_cast<std::size_t>(plan.unknowns()), T(0.0)),
          solution_(right_.size(), T(0.0)) {}

    /// Makes the derivatives of W = I / (h gamma) - J(y), where h is a constant.
    template <class Real>
    void differentiate_matrix(const D* y, const Real& per_h_gamma) {
        this->matrix(y, per_h_gamma, matrix_.data());
        for (std::size_t k = 0; k < static_cast<std::size_t>(N); ++k)
            for (std::size_t slot = 0; slot < slots_; ++slot)
                slopes_[k * slots_ + slot] = matrix_[slot].slope[k];
    }

    /// Makes x the solution of a stage with its derivatives. The slopes of x hold what dr has beside the derivatives of
    /// the rates, `solution` is U, and `values` has the factors.
    void stage(const StepAlgebra<T>& values, const D* y, const T* solution, D* x) {
        const auto n = static_cast<std::size_t>(this->plan().size());
        this->add_derivative(y, x);
        complete(solution);
        for (std::size_t k = 0; k < static_cast<std::size_t>(N); ++k) {
            for (std::size_t i = 0; i < n; ++i) right_[i] = x[i].slope[k];
            subtract_product(this->plan().elimination, slopes_.data() + k * slots_,
                             solution_.data(), right_.data());
            values.solve(right_.data());
            for (std::size_t i = 0; i < n; ++i) x[i].slope[k] = right_[i];
        }
        for (std::size_t i = 0; i < n; ++i) x[i].value = solution[i];
    }

private:
    /// Takes U, and adds the free receptors F of it, which dW needs too. Their row of W is that of F + sum B - T, with 1
    /// on the diagonal and constants alone, and the right side is zero there.
    void complete(const T* solution) {
        const auto& plan = this->plan();
        const std::int32_t n = plan.size();
        for (std::int32_t i = 0; i < n; ++i) solution_[static_cast<std::size_t>(i)] = solution[i];
        for (std::int32_t unknown = n; unknown < plan.unknowns(); ++unknown) {
            T F(0.0);
            for (std::int32_t i = 0; i < n; ++i) {
                const auto slot = plan.elimination.slot(unknown, i);
                if (slot >= 0) F -= matrix_[static_cast<std::size_t>(slot)].value * solution[i];
            }
            solution_[static_cast<std::size_t>(unknown)] = F;
        }
    }

    std::size_t slots_;
    std::vector<D> matrix_;            ///< W; one more slot than it has serves what nobody reads
    std::vector<T> slopes_;            ///< the slopes of W, direction by direction
    std::vector<T> right_, solution_;  ///< entries for all unknowns
};

}  // namespace opiodyn::detail
