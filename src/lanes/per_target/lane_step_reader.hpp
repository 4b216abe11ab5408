#pragma once
/// A LaneStepReader reads a step at W times at once: its lanes hold one subject, and differ in the time.

#include "lanes/per_target/lane_stepper.hpp"
#include "lanes/step_reader.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W>
class LaneStepReader final : public detail::StepReader {
public:
    explicit LaneStepReader(const detail::LanePlan& plan)
        : stepper_(plan), values_(plan.read_outs.size(), Pack<W>(0.0)) {}

    void set_model(const detail::LaneModel& model) override {
        for (int k = 0; k < W; ++k) stepper_.system().set_parameters(k, model);
    }
    void set_input(const double* input) override {
        for (int k = 0; k < W; ++k) stepper_.system().set_input(k, input);
    }
    void take(const detail::StepCurve& curve) override { stepper_.take(curve); }

    std::size_t read(const double* s, std::size_t count, detail::ReadOutBlock to) override {
        std::size_t done = 0;
        while (done < count) {
            const std::size_t some = count - done < W ? count - done : W;
            const std::size_t good = read_some(s + done, some, to.values + done, to.stride);
            done += good;
            if (good < some) break;
        }
        return done;
    }

private:
    std::size_t read_some(const double* s, std::size_t count, double* values, std::size_t stride) {
        Pack<W> at(s[count - 1]);
        for (std::size_t k = 0; k < count; ++k) at.set_lane(static_cast<int>(k), s[k]);
        const auto& system = stepper_.system();
        const auto* const y = stepper_.interpolate(at, system.plan().moving);
        stepper_.system().read(y, values_.data());
        const auto admissible = system.smallest_quantity(y) >= Pack<W>(0.0);
        std::size_t good = 0;
        while (good < count && admissible.lane(static_cast<int>(good))) ++good;
        for (const auto& value : values_) {
            for (std::size_t k = 0; k < good; ++k) values[k] = value.lane(static_cast<int>(k));
            values += stride;
        }
        return good;
    }

    LaneStepper<W> stepper_;
    Array<Pack<W>> values_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
