#pragma once
/// Exact solution of linear compartment systems.

#include <Eigen/Core>

#include "opiodyn/entry.hpp"

namespace opiodyn::pk {

/// exp(A t) for a matrix whose off-diagonal elements are not negative, as those of every
/// compartment system. Shifting A by its most negative diagonal element leaves a non-negative
/// matrix, so Taylor series and squaring add only non-negative terms: no cancellation, never
/// negative, and nothing special where rate constants coincide (ka = ke). The relative error of every
/// element, however small, is about (largest rate) * t * 1e-16: rounding grows with the squarings. Throws InvalidInput for t < 0 or a negative off-diagonal element.
/// Idea: J. Xue, Q. Ye (2013), Computing exponentials of essentially non-negative matrices
/// entrywise to high relative accuracy, Mathematics of Computation 82:1577.
Eigen::MatrixXd exponential(const Eigen::MatrixXd& A, double t);

/// The integral of exp(A s) from 0 to t, as accurate: A times it is exp(A t) - 1 without cancellation.
Eigen::MatrixXd integral(const Eigen::MatrixXd& A, double t);

/// y(t) of dy/dt = A y + input, y(0) = y0, for a constant non-negative input.
Eigen::VectorXd propagate(const Eigen::MatrixXd& A, const Eigen::Ref<const Eigen::VectorXd>& input,
                          const Eigen::Ref<const Eigen::VectorXd>& y0, double t);

}  // namespace opiodyn::pk
