#pragma once
/// The solution within a step where the interpolating polynomial falls below zero: where a
/// state starts from nothing, or has decayed far below the tolerance. By ever shorter steps of the method
/// from the start of the step: dear, and rare.

#include "lanes/per_target/lane_stepper.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int N = 0>
class LaneSubsteps {
public:
    using Real = Pack<1>;
    using T = LaneNumber<N, 1>;

    explicit LaneSubsteps(const detail::LanePlan& plan) : stepper_(plan) {}

    LaneStepper<1, N>& stepper() { return stepper_; }

    /// The state a time `length` after the one that `start` writes to y. Null if something is negative
    /// still, however short the steps.
    template <class Start>
    const T* after(double length, const Start& start) {
        constexpr int most = 1024;
        for (int count = 1; count <= most; count *= 2) {
            start(stepper_.y());
            if (go(length / count, count) &&
                (stepper_.system().smallest_quantity(stepper_.y()) >= Real(0.0)).lane(0))
                return stepper_.y();
        }
        return nullptr;
    }

    /// `count` steps of h from the state in stepper().y(); false if one could not be solved.
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
