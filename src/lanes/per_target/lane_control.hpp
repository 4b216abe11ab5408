#pragma once
/// The step-size control of opiodyn/numerics/step_control.hpp in every lane, on squares of the
/// error, which need no root.

#include "scalars/lane_power.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

/// With which to begin a segment, h. It follows the tolerance as the steps of a method of order 5 do, and a
/// usual dose does not reject it.
inline double first_step(double rtol) { return 0.4 * power(Pack<1>(rtol), Pack<1>(0.2)).lane(0); }

template <int W>
class LaneControl {
public:
    using Real = Pack<W>;

    void reset(int lane) { previous_.set_lane(lane, 0.0); }

    /// Factors for the next step after one that was accepted with this squared error. Remembers nothing.
    Real after_acceptance(const Real& error, const Real& h) const {
        const Real factor = elementary(error);
        const Real ratio = largest(error * error / previous_, Real(1e-60));
        const Real predicted =
            largest(safety * (h / previous_h_) * power(ratio, exponent), Real(least));
        return select(previous_ > Real(0.0), smallest(factor, predicted), factor);
    }

    /// Factors for the retry of a rejected step.
    Real after_rejection(const Real& error) const { return smallest(elementary(error), Real(0.9)); }

    void remember(const Mask<W>& where, const Real& error, const Real& h) {
        // A lucky step must not set the pace.
        previous_ = select(where, largest(error, Real(1e-4)), previous_);
        previous_h_ = select(where, h, previous_h_);
    }

private:
    static constexpr double safety = 0.9, least = 0.2, most = 6.0, exponent = -0.1;

    static Real elementary(const Real& error) {
        const Real factor = safety * power(largest(error, Real(1e-20)), exponent);
        return smallest(largest(factor, Real(least)), Real(most));
    }

    Real previous_{0.0}, previous_h_{1.0};
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
