#pragma once
/// This header measures the error of a step and controls its size, once for every number type. A double
/// serves one system (opiodyn/odeint.hpp), a pack of lanes several subjects
/// (src/lanes/per_target/controlled_stepper.hpp).

#include <cstddef>
#include <limits>

#include "opiodyn/scalars/number.hpp"
#include "opiodyn/version.hpp"

namespace opiodyn {

/// The tolerances of a step are relative and absolute; each state may err by atol + rtol |y|. Plain data:
/// threads may share it while none writes.
struct Tolerances {
    double rtol{1e-6};  ///< This is the relative tolerance [-].
    double atol{1e-9};  ///< This is the absolute tolerance, in the unit of the state.
};

/// Returns the square [-] of error / (atol + rtol size), which is what one state adds to the error of a
/// step. The size is that by which the state is measured, usually max(|y|, |y_new|). The result is NaN or
/// infinite if anything is not finite.
template <class Real>
Real squared_share(const Tolerances& tolerances, const Real& error, const Real& size,
                   const Real& y_new) {
    const Real ratio = error / (tolerances.atol + tolerances.rtol * size);
    // An infinite y_new would hide the error behind an infinite scale.
    return ratio * ratio + y_new * 0.0;
}

/// Returns the mean [-] of the shares of `n` states from their sum, and infinity if that is not finite. A
/// step is accurate where the mean is at most 1. Working with squares avoids a square root.
template <class Real>
Real mean_share(const Real& sum, std::size_t n) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Real mean = sum * (1.0 / static_cast<double>(n == 0 ? 1 : n));
    return select(mean < Real(infinity), mean, Real(infinity));
}

/// Returns the mean square [-] of error / (atol + rtol max(|y|, |y_new|)) over `n` states, and infinity if
/// anything is not finite. The number may have derivatives, which play no part.
template <class Real, class Number>
Real squared_error(const Tolerances& tolerances, std::size_t n, const Number* error,
                   const Number* y, const Number* y_new) {
    Real sum(0.0);
    for (std::size_t i = 0; i < n; ++i) {
        const Real &old_value = value_of(y[i]), &new_value = value_of(y_new[i]);
        sum += squared_share<Real>(tolerances, value_of(error[i]),
                                   largest(magnitude(old_value), magnitude(new_value)), new_value);
    }
    return mean_share(sum, n);
}

/// Gustafsson's predictive controller chooses the length of the next step of a method whose error
/// estimate is of order 4, from the squared error of this step and of the one before. Hairer, Wanner
/// (1996), Solving Ordinary Differential Equations II, section IV.8. A new object knows of no step
/// before. One object serves one thread.
template <class Real>
struct StepControl {
    /// This is the squared error of the accepted step before [-]; 0 without one.
    Real previous_error{0.0};
    /// This is the length of the accepted step before, in the unit of time of the system.
    Real previous_h{1.0};

    /// Returns the factor for the next step [-] after one of length `h` that was accepted with this squared
    /// error. It remembers nothing.
    Real after_acceptance(const Real& error, const Real& h) const {
        const Real factor = elementary(error);
        const Real ratio = largest(error * error / previous_error, Real(1e-60));
        const Real predicted =
            largest(safety * (h / previous_h) * power(ratio, exponent), Real(least));
        return select(previous_error > Real(0.0), smallest(factor, predicted), factor);
    }

    /// Returns the factor for another try [-] after a step that was rejected with this squared error.
    Real after_rejection(const Real& error) const { return smallest(elementary(error), Real(0.9)); }

    /// Remembers an accepted step, in the lanes where the condition holds.
    template <class Condition>
    void remember(const Condition& where, const Real& error, const Real& h) {
        // A lucky step must not set the pace.
        previous_error = select(where, largest(error, Real(1e-4)), previous_error);
        previous_h = select(where, h, previous_h);
    }

private:
    static constexpr double safety = 0.9, least = 0.2, most = 6.0;
    static constexpr double exponent = -0.1;  // of the square: -1/5 of the error itself

    static Real elementary(const Real& error) {
        const Real factor = safety * power(largest(error, Real(1e-20)), exponent);
        // In this order, what is not a number becomes the least.
        return smallest(largest(Real(least), factor), Real(most));
    }
};

}  // namespace opiodyn
