#pragma once
/// This header solves linear compartment systems exactly, such as equations (1)-(5) of docs/theory.md.
/// Threads may call its functions at once.

#include <Eigen/Core>

#include "opiodyn/entry.hpp"

namespace opiodyn::pk {

/// Returns exp(A t) of a square matrix A [1/h] at t [h], whose off-diagonal elements are not negative, as
/// those of every compartment system. Shifting A by its most negative diagonal element leaves a
/// non-negative matrix, so that Taylor series and squaring add only non-negative terms. Nothing cancels or
/// becomes negative, and nothing is special where rate constants coincide (ka = ke). The relative error of
/// every element, however small, is about (largest rate) * t * 1e-16; rounding grows with the squarings.
/// Throws InputError for a t below 0, a negative off-diagonal element, elements that are not finite, and where
/// (largest rate) * t is above 1e12.
/// The idea is that of J. Xue, Q. Ye (2013), Computing exponentials of essentially non-negative matrices
/// entrywise to high relative accuracy, Mathematics of Computation 82:1577.
Eigen::MatrixXd exponential(const Eigen::MatrixXd& A, double t);

/// Returns the integral of exp(A s) from 0 to t [h], at least 0, as accurate as exponential(). A times
/// it is exp(A t) - 1 without cancellation. Throws as exponential().
Eigen::MatrixXd integral(const Eigen::MatrixXd& A, double t);

/// Returns y(t) of dy/dt = A y + input, y(0) = y0, for a constant input [unit of y per h].
/// A negative input takes out; without one nothing can become negative. Throws as exponential(), and
/// InputError for an input that is not finite.
Eigen::VectorXd propagate(const Eigen::MatrixXd& A, const Eigen::Ref<const Eigen::VectorXd>& input,
                          const Eigen::Ref<const Eigen::VectorXd>& y0, double t);

}  // namespace opiodyn::pk
