#pragma once
/// Room 8. Linear solvers for Rodas5P: dense with pivoting for any system, and structured without
/// pivoting for systems whose sparsity is known.

#include <Eigen/Core>
#include <Eigen/LU>
#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn {

/// Partial-pivoting LU of a dense matrix.
class DenseLU {
public:
    Eigen::MatrixXd& matrix() { return matrix_; }
    bool factorize();
    void solve(Eigen::VectorXd& b) { b = lu_.solve(b); }

private:
    Eigen::MatrixXd matrix_;
    Eigen::PartialPivLU<Eigen::MatrixXd> lu_;
};

/// LU without pivoting that touches only the elements a sparsity pattern can fill. The elimination is
/// planned once per pattern; factorize() then replays it. Compartment and binding systems are
/// diagonally dominant enough not to need pivots; a pivot that vanishes or turns negative makes
/// factorize() return false, and the integrator retries with a smaller step.
class StructuredLU {
public:
    /// `pattern`: true where the matrix can be non-zero; the diagonal always is.
    explicit StructuredLU(const Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic>& pattern);

    Eigen::MatrixXd& matrix() { return matrix_; }
    bool factorize();
    void solve(Eigen::VectorXd& b) const;
    /// Multiplications and divisions of one factorize().
    Index operations() const noexcept { return operations_; }

private:
    struct Elimination {
        Index row;
        std::vector<Index> columns;  ///< of the pivot row, right of the pivot
    };
    Eigen::MatrixXd matrix_;
    Eigen::VectorXd inverse_pivot_;
    std::vector<std::vector<Elimination>> below_;  ///< rows to eliminate, per pivot
    std::vector<std::vector<Index>> right_;        ///< filled columns right of each pivot
    Index operations_{0};
};

}  // namespace opiodyn
