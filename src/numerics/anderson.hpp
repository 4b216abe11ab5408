#pragma once
/// Anderson's acceleration finds fixed points y = G(y) of a map that is dear to evaluate.

#include <Eigen/Core>
#include <Eigen/QR>
#include <deque>

namespace opiodyn::detail {

/// An Anderson combines the last few values of the map into the next guess, so that the residuals, in the norm of
/// the weights, cancel as far as they can. A map that contracts along a few slow directions is then solved in about
/// as many evaluations.
/// D. G. Anderson (1965), Iterative procedures for nonlinear integral equations, J. ACM 12:547.
class Anderson {
public:
    explicit Anderson(std::size_t depth) : depth_(depth) {}

    /// Returns the next guess from y, its image G(y) and weights (the inverse size of each component).
    Eigen::VectorXd next(const Eigen::VectorXd& y, const Eigen::VectorXd& image,
                         const Eigen::VectorXd& weights) {
        const Eigen::VectorXd residual = image - y;
        if (has_last_) {
            image_steps_.push_back(image - last_image_);
            residual_steps_.push_back(residual - last_residual_);
            if (image_steps_.size() > depth_) {
                image_steps_.pop_front();
                residual_steps_.pop_front();
            }
        }
        last_image_ = image;
        last_residual_ = residual;
        has_last_ = true;
        return combine(image, residual, weights);
    }

    void forget() {
        image_steps_.clear();
        residual_steps_.clear();
        has_last_ = false;
    }

private:
    Eigen::VectorXd combine(const Eigen::VectorXd& image, const Eigen::VectorXd& residual,
                            const Eigen::VectorXd& weights) const {
        const auto columns = static_cast<Eigen::Index>(residual_steps_.size());
        if (columns == 0) return image;
        Eigen::MatrixXd steps(residual.size(), columns);
        for (Eigen::Index j = 0; j < columns; ++j)
            steps.col(j) = weights.asDiagonal() * residual_steps_[static_cast<std::size_t>(j)];
        // This one reveals rank, because steps of the last evaluations may be nearly parallel.
        const Eigen::VectorXd mix =
            steps.completeOrthogonalDecomposition().solve(weights.asDiagonal() * residual);
        Eigen::VectorXd guess = image;
        for (Eigen::Index j = 0; j < columns; ++j)
            guess -= mix[j] * image_steps_[static_cast<std::size_t>(j)];
        return guess;
    }

    std::size_t depth_;
    bool has_last_{false};
    std::deque<Eigen::VectorXd> image_steps_, residual_steps_;
    Eigen::VectorXd last_image_, last_residual_;
};

}  // namespace opiodyn::detail
