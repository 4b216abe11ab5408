#include "opiodyn/numerics/propagator.hpp"

#include <algorithm>
#include <cmath>

#include "opiodyn/error.hpp"

namespace opiodyn::pk {
namespace {

/// Squaring makes the rounding of 1e-16 so many times larger at most: an error of 1e-4 of an element.
constexpr double most_rounding = 1e12;

/// Sums the Taylor series of exp(M) for a non-negative matrix of norm at most one half. 18 terms leave a remainder
/// of about 0.5^19 / 19! = 2e-23 in norm.
Eigen::MatrixXd small_exponential(const Eigen::MatrixXd& M) {
    constexpr int terms = 18;
    const auto identity = Eigen::MatrixXd::Identity(M.rows(), M.cols());
    Eigen::MatrixXd sum = identity;
    for (int k = terms; k >= 1; --k) sum = identity + M * sum / k;
    return sum;
}

/// Throws InputError for a matrix that is not square.
void require_square(const Eigen::MatrixXd& A) {
    if (A.rows() != A.cols())
        throw InputError("A", std::to_string(A.rows()) + " x " + std::to_string(A.cols()),
                         "must be square: a rate for each pair of compartments");
}

void require_rows(const char* field, Eigen::Index rows, Eigen::Index wanted) {
    if (rows != wanted)
        throw InputError(field, std::to_string(rows) + " values",
                         "must have one value for each row of A: " + std::to_string(wanted));
}

}  // namespace

Eigen::MatrixXd exponential(const Eigen::MatrixXd& A, double t) {
    require_square(A);
    require_non_negative("time", t);
    const Eigen::Index n = A.rows();
    // A sum, unlike the largest element, always tells of a NaN.
    require_finite("A", A.cwiseAbs().sum());
    const double shift = n > 0 ? std::max(0.0, -A.diagonal().minCoeff()) : 0.0;
    Eigen::MatrixXd M = t * (A + shift * Eigen::MatrixXd::Identity(n, n));
    if (n > 0) require_non_negative("smallest off-diagonal rate", M.minCoeff());
    const double norm = n > 0 ? M.cwiseAbs().rowwise().sum().maxCoeff() : 0.0;
    if (!(norm <= most_rounding))
        throw InputError("largest rate times time", to_text(norm),
                         "must be at most " + to_text(most_rounding) +
                             ", beyond which rounding would show; give slower rates or less time");
    const int squarings = std::max(0, static_cast<int>(std::ceil(std::log2(2.0 * norm + 1e-300))));
    // exp(tA) is (exp(-t shift / 2^s) exp(M / 2^s))^(2^s). The factor goes in before squaring, so that nothing
    // overflows.
    const double scale = std::ldexp(1.0, -squarings);
    Eigen::MatrixXd result = std::exp(-t * shift * scale) * small_exponential(scale * M);
    for (int i = 0; i < squarings; ++i) result = (result * result).eval();
    return result;
}

Eigen::MatrixXd integral(const Eigen::MatrixXd& A, double t) {
    require_square(A);
    require_non_negative("time", t);
    // One more block of constant states, each the source of one state, collects the integral of exp(A s). Time
    // counts in units of t, to keep the norm small.
    const Eigen::Index n = A.rows();
    Eigen::MatrixXd extended = Eigen::MatrixXd::Zero(2 * n, 2 * n);
    extended.topLeftCorner(n, n) = t * A;
    extended.topRightCorner(n, n).setIdentity();
    return t * exponential(extended, 1.0).topRightCorner(n, n);
}

Eigen::VectorXd propagate(const Eigen::MatrixXd& A, const Eigen::Ref<const Eigen::VectorXd>& input,
                          const Eigen::Ref<const Eigen::VectorXd>& y0, double t) {
    const Eigen::Index n = A.rows();
    require_square(A);
    require_rows("input", input.size(), n);
    require_rows("y0", y0.size(), n);
    const double scale = n > 0 ? input.cwiseAbs().maxCoeff<Eigen::PropagateNaN>() : 0.0;
    require_finite("input", scale);
    if (scale == 0.0) return exponential(A, t) * y0;
    // The input is the derivative of one more state, the constant `scale`, which keeps the norm small. What an input
    // takes out is that of a second one, so that the exponential still adds nothing negative.
    const Eigen::Index more = input.minCoeff() < 0.0 ? 2 : 1;
    Eigen::MatrixXd extended = Eigen::MatrixXd::Zero(n + more, n + more);
    extended.topLeftCorner(n, n) = A;
    extended.col(n).head(n) = input.cwiseMax(0.0) / scale;
    if (more == 2) extended.col(n + 1).head(n) = (-input).cwiseMax(0.0) / scale;
    const Eigen::MatrixXd E = exponential(extended, t);
    const Eigen::VectorXd reached = E.topLeftCorner(n, n) * y0 + E.col(n).head(n) * scale;
    return more == 1 ? reached : Eigen::VectorXd(reached - E.col(n + 1).head(n) * scale);
}

}  // namespace opiodyn::pk
