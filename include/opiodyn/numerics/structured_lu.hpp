#pragma once
/// Linear solvers for Rodas5P: dense with pivoting for any system, and structured without
/// pivoting for systems whose sparsity is known.

#include <Eigen/Core>
#include <Eigen/LU>
#include <cstdint>
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
    /// The row at which factorize() has failed.
    Index failed() const noexcept { return failed_; }
    /// Multiplications and divisions of one factorize().
    Index operations() const noexcept {
        return static_cast<Index>(updates_.size() + eliminations_.size());
    }

private:
    /// target -= factor * source, as offsets into the matrix.
    struct Update {
        Index target, source;
    };
    /// One row to eliminate below a pivot: `factor` is the element that becomes the multiplier.
    struct Elimination {
        Index factor, first_update, last_update;
    };
    /// One element left or right of the diagonal, for substitution.
    struct Element {
        double value;
        std::int32_t column, offset;
    };
    struct Pivot {
        Index offset;
        Index last_elimination;  ///< end of its rows in eliminations_
        Index last_left;         ///< end of its row in left_
        Index last_right;        ///< end of its row in right_
    };
    const Pivot& pivot(Index k) const { return pivots_[static_cast<std::size_t>(k)]; }

    Eigen::MatrixXd matrix_;
    Eigen::VectorXd inverse_pivot_;
    Index failed_{0};
    std::vector<Pivot> pivots_;
    std::vector<Elimination> eliminations_;  ///< in the order of the pivots
    std::vector<Update> updates_;
    std::vector<Element> left_;   ///< row by row, first to last
    std::vector<Element> right_;  ///< row by row, last to first
};

}  // namespace opiodyn
