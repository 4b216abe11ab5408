#include "opiodyn/structured_lu.hpp"

namespace opiodyn {

bool DenseLU::factorize() {
    lu_.compute(matrix_);
    return (lu_.matrixLU().diagonal().array() != 0.0).all();
}

StructuredLU::StructuredLU(const Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic>& pattern) {
    auto filled = pattern;
    const Index n = pattern.rows();
    below_.resize(static_cast<std::size_t>(n));
    right_.resize(static_cast<std::size_t>(n));
    for (Index k = 0; k < n; ++k) {
        auto& right = right_[static_cast<std::size_t>(k)];
        for (Index j = k + 1; j < n; ++j)
            if (filled(k, j)) right.push_back(j);
        for (Index i = k + 1; i < n; ++i) {
            if (!filled(i, k)) continue;
            below_[static_cast<std::size_t>(k)].push_back({i, right});
            for (const Index j : right) filled(i, j) = true;
            operations_ += 1 + static_cast<Index>(right.size());
        }
    }
    matrix_.resize(n, n);
    inverse_pivot_.resize(n);
}

bool StructuredLU::factorize() {
    for (Index k = 0; k < matrix_.rows(); ++k) {
        const double pivot = matrix_(k, k);
        if (!(pivot > 0.0)) return false;
        inverse_pivot_[k] = 1.0 / pivot;
        for (const auto& [row, columns] : below_[static_cast<std::size_t>(k)]) {
            const double factor = matrix_(row, k) * inverse_pivot_[k];
            matrix_(row, k) = factor;
            for (const Index j : columns) matrix_(row, j) -= factor * matrix_(k, j);
        }
    }
    return true;
}

void StructuredLU::solve(Eigen::VectorXd& b) const {
    const Index n = matrix_.rows();
    for (Index k = 0; k < n; ++k)
        for (const auto& elimination : below_[static_cast<std::size_t>(k)])
            b[elimination.row] -= matrix_(elimination.row, k) * b[k];
    for (Index k = n - 1; k >= 0; --k) {
        for (const Index j : right_[static_cast<std::size_t>(k)]) b[k] -= matrix_(k, j) * b[j];
        b[k] *= inverse_pivot_[k];
    }
}

}  // namespace opiodyn
