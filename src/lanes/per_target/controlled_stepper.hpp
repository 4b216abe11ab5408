#pragma once
/// A controlled stepper takes steps of Rodas5P in every lane. It accepts or rejects each on its own, and tells the
/// length of the next try.

#include "lanes/per_target/lane_stepper.hpp"
#include "opiodyn/numerics/step_control.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

/// The outcome of an attempt tells, for each lane, whether the step counts and how to go on.
template <int W>
struct Outcome {
    Mask<W> solved;    ///< The linear system of the step could be solved.
    Mask<W> accepted;  ///< The step is accurate and ends with nothing negative.
    Pack<W> error;     ///< This is the squared error, infinite if anything is not finite.
    Pack<W> factor;    ///< The next step, or the next try, is so many times as long.
};

template <int W, int N = 0>
class ControlledStepper {
public:
    using Real = Pack<W>;

    ControlledStepper(const detail::LanePlan& plan, const Tolerances& tolerances)
        : stepper_(plan), tolerances_(tolerances) {}

    LaneStepper<W, N>& stepper() { return stepper_; }

    /// Forgets the steps of a lane. That is for the start of another segment.
    void reset(int lane) { control_.previous_error.set_lane(lane, 0.0); }

    /// Makes an attempt of a step of h in every lane. The stepper then has the states before and after it.
    Outcome<W> attempt(const Real& h) {
        const auto solved = stepper_.attempt(h);
        const Real error = select(solved, stepper_.squared_error(tolerances_), Real(infinity));
        const auto accurate = error <= Real(1.0);
        const auto accepted = accurate & stepper_.admissible();
        // What is accurate and yet negative is tried again at half its length.
        const Real shorter = select(accurate, Real(0.5), control_.after_rejection(error));
        const Real factor = select(accepted, control_.after_acceptance(error, h), shorter);
        control_.remember(accepted, error, h);
        return {solved, accepted, error, factor};
    }

private:
    LaneStepper<W, N> stepper_;
    StepControl<Real> control_;
    Tolerances tolerances_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
