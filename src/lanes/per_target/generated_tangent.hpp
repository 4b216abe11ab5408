#pragma once
/// A GeneratedTangentAlgebra computes the steps of W lanes with their derivatives by generated code, if the library has
/// some for their shape.

#include <cstddef>
#include <vector>

#include "lanes/generated_shapes.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/per_target/generated_tangent_step.hpp"
#include "scalars/lane_number.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W, int N>
class GeneratedTangentAlgebra {
public:
    using P = Pack<W>;
    using T = LaneNumber<N, W>;
    static_assert(sizeof(T) == static_cast<std::size_t>(slope_stride) * sizeof(P));

    explicit GeneratedTangentAlgebra(const detail::LanePlan& plan) {
        const auto place = plan.generated ? detail::generated_shape(plan.shape) : -1;
        if (place < 0) return;
        steps_ = generated_tangents<W>(static_cast<std::size_t>(place));
        if (steps_ != nullptr)
            shape_ = &detail::generated_shapes()[static_cast<std::size_t>(place)];
    }

    /// Returns the shape that the code is for, or null if the plan must do the work: where there is no code, or where
    /// what is fixed in it varies.
    const detail::GeneratedShape* shape() const { return step_ == nullptr ? nullptr : shape_; }

    /// Gives a lane the numbers of a model, and their derivatives.
    void set_numbers(int lane, const detail::LaneModel& model,
                     const detail::LaneVariation* variations) {
        if (shape_ == nullptr) return;
        take(lane, model, numbers_);
        form_of_[lane] = detail::generated_form(*shape_, model.numbers);
        for (std::size_t k = 0; k < directions; ++k) {
            take(lane, variations[k], directions_[k].numbers);
            for (const auto& side : {variations[k].plus, variations[k].minus}) {
                const auto form = detail::generated_form(*shape_, side.numbers);
                if (form > form_of_[lane]) form_of_[lane] = form;
            }
        }
        choose_form();
    }

    /// Makes the factors, and the derivatives of the matrix. `values` are those of the state.
    Mask<W> factorize(const P* values, const T* y, const P& per_h_gamma) {
        const auto sound = step_->factors(constants_.data(), values, per_h_gamma, factors_.data());
        for (std::size_t k = 0; k < directions; ++k) {
            auto& direction = directions_[k];
            step_->dfactors(constants_.data(), direction.constants.data(), factors_.data(),
                            &y->slope[k], direction.factors.data());
        }
        return sound;
    }
    /// Solves a stage for the values in `right`, which come in as its right side, and for the slopes of x.
    void stage(const P* values, P* right, const T* y, T* x) {
        step_->stage(constants_.data(), factors_.data(), values, right, kept_.data());
        for (std::size_t k = 0; k < directions; ++k) {
            const auto& direction = directions_[k];
            step_->dstage(constants_.data(), direction.constants.data(), factors_.data(),
                          direction.factors.data(), kept_.data(), values, right, &y->slope[k],
                          &x->slope[k]);
        }
    }

private:
    /// A Direction holds the derivatives in one direction.
    struct Direction {
        std::vector<P> numbers, constants, factors;
    };
    static constexpr auto directions = static_cast<std::size_t>(N);

    static void take(int lane, const detail::LaneModel& model, std::vector<P>& numbers) {
        numbers.resize(model.count, P(0.0));
        for (std::size_t i = 0; i < model.count; ++i) numbers[i].set_lane(lane, model.numbers[i]);
    }
    /// Takes derivatives, by the operations that the plan gets its own with.
    static void take(int lane, const detail::LaneVariation& variation, std::vector<P>& numbers) {
        const auto& [plus, minus, per] = variation;
        numbers.resize(plus.count, P(0.0));
        for (std::size_t i = 0; i < plus.count; ++i)
            numbers[i].set_lane(lane, per * plus.numbers[i] + -per * minus.numbers[i]);
    }
    static void resize(std::vector<P>& numbers, std::int32_t size) {
        numbers.resize(static_cast<std::size_t>(size), P(0.0));
    }

    /// Chooses the form that serves all lanes, and computes its constants.
    void choose_form() {
        std::size_t form = 0;
        for (const std::size_t needed : form_of_)
            if (needed > form) form = needed;
        step_ = form < shape_->tangents.size() ? steps_ + form : nullptr;
        if (step_ == nullptr) return;
        const auto& sizes = shape_->tangents[form];
        resize(constants_, sizes.constants);
        resize(factors_, sizes.factors);
        resize(kept_, sizes.kept);
        step_->constants(numbers_.data(), constants_.data());
        for (auto& direction : directions_) {
            resize(direction.constants, sizes.slopes_of_constants);
            resize(direction.factors, sizes.slopes_of_factors);
            step_->dconstants(constants_.data(), direction.numbers.data(),
                              direction.constants.data());
        }
    }

    const detail::GeneratedShape* shape_{};
    const GeneratedTangentStep<W>*steps_{},
        *step_{};               ///< functions of all forms, and of the one in use
    std::size_t form_of_[W]{};  ///< the form that each lane needs; a later one serves it too
    std::vector<P> numbers_, constants_, factors_, kept_;
    Direction directions_[directions];
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
