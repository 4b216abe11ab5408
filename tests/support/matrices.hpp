#pragma once
/// This header makes random vectors and sparse matrices, for tests of eliminations.

#include <Eigen/Dense>

#include "support/random.hpp"

namespace support {

/// Returns a vector of elements between -1 and 1.
inline Eigen::VectorXd random_vector(Random& random, Eigen::Index n) {
    Eigen::VectorXd b(n);
    for (auto& value : b) value = random.uniform(-1.0, 1.0);
    return b;
}

/// Returns a matrix with a fifth of the elements beside the diagonal not zero. The diagonal dominates, so that the
/// condition is below 1e3.
inline Eigen::MatrixXd random_sparse_matrix(Random& random, Eigen::Index n) {
    Eigen::MatrixXd W = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < n; ++j)
            if (i != j && random.below(5) == 0) W(i, j) = random.uniform(-1.0, 1.0);
    for (Eigen::Index i = 0; i < n; ++i) W(i, i) = 0.1 + 1.1 * W.row(i).cwiseAbs().sum();
    return W;
}

}  // namespace support
