#pragma once
/// This header holds Rodas5P for any system: a stiffly accurate Rosenbrock method of order 5 with an
/// embedded error estimate of order 4 and an interpolant of order 4. Our own models take the same step in
/// lanes (src/lanes/per_target/). G. Steinebach (2023), Construction of Rosenbrock-Wanner method Rodas5P
/// and numerical benchmarks within the Julia Differential Equations package, BIT Numerical Mathematics
/// 63:27.

#include <Eigen/Core>
#include <Eigen/LU>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "opiodyn/entry.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/numerics/rodas5p_coefficients.hpp"

namespace opiodyn {

/// This linear solver serves any system: LU of a dense matrix with partial pivoting. One object serves one
/// thread.
class DenseLU {
public:
    /// Returns the matrix, to be filled before factorize().
    Eigen::MatrixXd& matrix() { return matrix_; }
    /// Prepares solve(); returns false if the matrix is singular.
    bool factorize() {
        lu_.compute(matrix_);
        return (lu_.matrixLU().diagonal().array() != 0.0).all();
    }
    /// Replaces b by the solution x of matrix x = b.
    void solve(Eigen::VectorXd& b) { b = lu_.solve(b); }

private:
    Eigen::MatrixXd matrix_;
    Eigen::PartialPivLU<Eigen::MatrixXd> lu_;
};

/// Rodas5P takes one step at a time, without step-size control. `LinearSolver` offers `matrix()` to fill,
/// `factorize()` (false if singular) and `solve(b)` in place. One object serves one thread.
///
/// A system offers  derivative(t, y, dydt),  jacobian(t, y, J)  and  time_derivative(t, y, dfdt). Time and
/// states have the units of the system.
template <class LinearSolver>
class Rodas5P {
public:
    /// This is the number of stages of a step [-].
    static constexpr int stages = rodas5p::stages;
    static constexpr int order = 5;              ///< The solution has this order [-].
    static constexpr int embedded_order = 4;     ///< The embedded solution has this order [-].
    static constexpr int interpolant_order = 4;  ///< The interpolant has this order [-].

    /// Makes a stepper that owns its linear solver.
    explicit Rodas5P(LinearSolver linear_solver) : linear_(std::move(linear_solver)) {}

    /// Tries a step of h from (t, y), and returns false if the linear system is singular. Afterwards
    /// y_new(), error() and interpolate() describe the attempt. Throws InputError for a Jacobian that is not
    /// of the shape (states, states).
    template <class System>
    bool attempt(System&& system, double t, const Eigen::VectorXd& y, double h) {
        y_old_ = y;
        resize(y.size());
        system.jacobian(t, y, linear_.matrix());
        if (linear_.matrix().rows() != y.size() || linear_.matrix().cols() != y.size())
            throw InputError("jacobian",
                             std::to_string(linear_.matrix().rows()) + " x " +
                                 std::to_string(linear_.matrix().cols()),
                             "must be " + std::to_string(y.size()) + " x " +
                                 std::to_string(y.size()) + ", a row and column for each state");
        linear_.matrix() *= -1.0;  // W = I / (h gamma) - J
        linear_.matrix().diagonal().array() += 1.0 / (h * rodas5p::gamma);
        if (!linear_.factorize()) return false;
        system.time_derivative(t, y, dfdt_);
        all_stages(system, t, h, std::make_index_sequence<stages>());
        y_new_ += U_[stages - 1];
        return true;
    }

    /// Returns the linear solver, as the last attempt left it.
    const LinearSolver& linear_solver() const { return linear_; }
    /// Returns the state before the attempt.
    const Eigen::VectorXd& y_old() const { return y_old_; }
    /// Returns the state after the attempt.
    const Eigen::VectorXd& y_new() const { return y_new_; }
    /// Returns the difference to the embedded solution, in the units of the states.
    const Eigen::VectorXd& error() const { return U_[stages - 1]; }

    /// Prepares interpolate(); call it once after a step was accepted.
    void prepare_interpolation() { prepare_interpolation(std::make_index_sequence<stages>()); }

    /// Writes the state at the fraction s [-] of the accepted step, from 0 to 1, into y.
    template <class Vector>
    void interpolate(double s, Vector& y) const {
        y = (1.0 - s) * y_old_ + s * (y_new_ + (1.0 - s) * (k_[0] + s * (k_[1] + s * k_[2])));
    }

private:
    // The loops over stages are unrolled at compile time, so that each linear combination is one pass
    // over memory. Against run-time loops that took a tenth off a run of the default model.
    template <class System, std::size_t... i>
    void all_stages(System& system, double t, double h, std::index_sequence<i...>) {
        (stage<i>(system, t, h, std::make_index_sequence<i>()), ...);
    }

    template <std::size_t i, class System, std::size_t... j>
    void stage(System& system, double t, double h, std::index_sequence<j...>) {
        using namespace rodas5p;
        y_new_ = (y_old_ + ... + (A[i][j] * U_[j]));
        system.derivative(t + c[i] * h, y_new_, U_[i]);
        U_[i] = (U_[i] + ... + (C[i][j] / h * U_[j]));
        if constexpr (d[i] != 0.0) U_[i] += h * d[i] * dfdt_;
        linear_.solve(U_[i]);
    }

    template <std::size_t... j>
    void prepare_interpolation(std::index_sequence<j...>) {
        for (std::size_t m = 0; m < k_.size(); ++m) k_[m] = ((rodas5p::H[m][j] * U_[j]) + ...);
    }

    void resize(Eigen::Index n) {
        if (dfdt_.size() == n) return;
        dfdt_.resize(n);
        for (auto& u : U_) u.resize(n);
        for (auto& k : k_) k.resize(n);
    }

    LinearSolver linear_;
    Eigen::VectorXd y_old_, y_new_, dfdt_;
    std::array<Eigen::VectorXd, rodas5p::stages> U_;
    std::array<Eigen::VectorXd, 3> k_;
};

}  // namespace opiodyn
