#pragma once
/// A GeneratedAlgebra computes the steps of W lanes by generated code, if the library has some for their shape.

#include <cstddef>
#include <vector>

#include "lanes/generated_shapes.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/per_target/generated_step.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W>
class GeneratedAlgebra {
public:
    using P = Pack<W>;

    explicit GeneratedAlgebra(const detail::LanePlan& plan) {
        const auto place = plan.generated ? detail::generated_shape(plan.shape) : -1;
        if (place < 0) return;
        steps_ = generated_steps<W>(static_cast<std::size_t>(place));
        if (steps_ == nullptr) return;
        shape_ = &detail::generated_shapes()[static_cast<std::size_t>(place)];
        take_read_outs(plan.read_outs);
    }

    /// Returns the shape that the code is for, or null if the plan must do the work.
    const detail::GeneratedShape* shape() const { return shape_; }

    /// Gives a lane the numbers of a model.
    void set_numbers(int lane, const detail::LaneModel& model) {
        if (shape_ == nullptr) return;
        numbers_.resize(model.count, P(0.0));
        for (std::size_t k = 0; k < model.count; ++k) numbers_[k].set_lane(lane, model.numbers[k]);
        form_of_[lane] = detail::generated_form(*shape_, model.numbers);
        form_ = 0;
        for (const std::size_t form : form_of_)
            if (form > form_) form_ = form;
        constants_.resize(static_cast<std::size_t>(shape_->forms[form_].constants), P(0.0));
        factors_.resize(static_cast<std::size_t>(shape_->forms[form_].factors), P(0.0));
        steps_[form_].constants(numbers_.data(), constants_.data());
    }

    Mask<W> factorize(const P* y, const P& per_h_gamma) {
        return steps_[form_].factors(constants_.data(), y, per_h_gamma, factors_.data());
    }
    /// Adds dy/dt to x, and solves with the factors.
    void stage(const P* y, P* x) const {
        steps_[form_].stage(constants_.data(), factors_.data(), y, x);
    }

    /// Tells whether reading all that the code reads costs less than reading one by one what is asked for.
    bool reads() const { return shape_ != nullptr && 2 * computed_ > values_.size(); }
    void read(const P* y, P* values) {
        steps_[form_].read(constants_.data(), y, values_.data());
        for (const auto& [from, place] : read_outs_) *values++ = (from ? values_.data() : y)[place];
    }

private:
    /// A ReadOut is one of the values that the code reads off, or a state.
    struct ReadOut {
        bool computed;
        std::size_t place;
    };

    void take_read_outs(const std::vector<detail::Observation>& wanted) {
        const auto& known = shape_->observations;
        values_.resize(known.size(), P(0.0));
        for (const auto& o : wanted) {
            std::size_t k = 0;
            while (k < known.size() && !(known[k] == o)) ++k;
            const bool state = o.kind == detail::Observation::Kind::state;
            read_outs_.push_back({!state, state ? static_cast<std::size_t>(o.state) : k});
            if (!state) ++computed_;
        }
    }

    const detail::GeneratedShape* shape_{};
    const GeneratedStep<W>* steps_{};
    std::size_t form_of_[W]{};  ///< the form that each lane needs; a later one serves it too
    std::size_t form_{0}, computed_{0};
    std::vector<P> numbers_, constants_, factors_, values_;
    std::vector<ReadOut> read_outs_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
