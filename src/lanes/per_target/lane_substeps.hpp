#pragma once
/// Substeps are shorter steps from the start of a step, for a time within it where its interpolant is below zero.

#include "lanes/per_target/lane_stepper.hpp"
#include "lanes/step_rules.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int N = 0>
class LaneSubsteps {
public:
    using Real = Pack<1>;
    using T = LaneNumber<N, 1>;

    explicit LaneSubsteps(const detail::LanePlan& plan) : stepper_(plan) {}

    LaneStepper<1, N>& stepper() { return stepper_; }

    /// Returns the state at `length` [h] after the one that `start` writes to y, and null if something is
    /// negative still, however short the steps.
    template <class Start>
    const T* after(double length, const Start& start) {
        const bool found = detail::by_shorter_steps([&](int count) {
            start(stepper_.y());
            return go(length / count, count) &&
                   (stepper_.system().smallest_quantity(stepper_.y()) >= Real(0.0)).lane(0);
        });
        return found ? stepper_.y() : nullptr;
    }

    /// Takes `count` steps of h from the state in stepper().y(); returns false if one could not be solved.
    bool go(double h, int count) {
        const auto everywhere = Real(0.0) == Real(0.0);
        auto sound = everywhere;
        for (int k = 0; k < count; ++k) {
            sound = sound & stepper_.attempt(Real(h));
            stepper_.accept(everywhere);
        }
        return sound.lane(0);
    }

private:
    LaneStepper<1, N> stepper_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
