#pragma once
/// A LaneTangent computes steps of W lanes with their derivatives in N directions, as a LaneAlgebra does without. The
/// values have the bits of a LaneAlgebra, whatever the directions are.

#include <vector>

#include "lanes/per_target/generated_tangent.hpp"
#include "lanes/per_target/lane_algebra.hpp"
#include "lanes/tangent_algebra.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W, int N>
class LaneTangent {
public:
    using P = Pack<W>;
    using T = LaneNumber<N, W>;

    explicit LaneTangent(const detail::LanePlan& plan)
        : values_(plan),
          tangent_(plan),
          generated_(plan),
          y_(static_cast<std::size_t>(plan.room()), P(0.0)),
          x_(static_cast<std::size_t>(plan.room()), P(0.0)) {}

    void set_numbers(int lane, const detail::LaneModel& model,
                     const detail::LaneVariation* variations) {
        OPIODYN_LANE_UNIT::set_numbers(model, {lane, 0, 1.0, false}, values_);
        OPIODYN_LANE_UNIT::set_numbers(model, {lane, 0, 1.0, false}, tangent_);
        for (int k = 0; k < N; ++k) {
            const auto& [plus, minus, per] = variations[k];
            OPIODYN_LANE_UNIT::set_numbers(plus, {lane, k + 1, per, false}, tangent_);
            OPIODYN_LANE_UNIT::set_numbers(minus, {lane, k + 1, -per, true}, tangent_);
        }
        generated_.set_numbers(lane, model, variations);
    }

    Mask<W> factorize(const T* y, const P& per_h_gamma) {
        take_values(y, y_);
        if (generated_.shape() != nullptr) return generated_.factorize(y_.data(), y, per_h_gamma);
        tangent_.differentiate_matrix(y, per_h_gamma);
        return values_.factorize(y_.data(), per_h_gamma);
    }
    void stage(const T* y, T* x) {
        take_values(y, y_);
        take_values(x, x_);
        if (generated_.shape() != nullptr) generated_.stage(y_.data(), x_.data(), y, x);
        else {
            values_.add_derivative(y_.data(), x_.data());
            values_.solve(x_.data());
            tangent_.stage(values_, y, x_.data(), x);
        }
        for (std::size_t i = 0; i < x_.size(); ++i) x[i].value = x_[i];
    }
    void read(const T* y, T* values) { tangent_.read(tangent_.plan().read_outs, y, values); }

    const detail::StepAlgebra<P>& factorized(const T* y, const P& per_h_gamma) {
        take_values(y, y_);
        values_.factorize(y_.data(), per_h_gamma);
        return values_;
    }
    /// Returns what the plan computes with, which generated code does not use.
    const detail::TangentAlgebra<N, P>& by_plan() const { return tangent_; }

private:
    void take_values(const T* from, std::vector<P>& to) {
        for (std::size_t i = 0; i < to.size(); ++i) to[i] = from[i].value;
    }

    detail::StepAlgebra<P> values_;
    detail::TangentAlgebra<N, P> tangent_;
    GeneratedTangentAlgebra<W, N> generated_;
    std::vector<P> y_, x_;  ///< values of a state, and of a right side
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
