#pragma once
/// A LaneAlgebra computes steps of W lanes, by generated code where there is some for their shape, else by the plan.

#include <vector>

#include "equations/equations_transfer.hpp"
#include "lanes/lane_work.hpp"
#include "lanes/per_target/generated_algebra.hpp"
#include "lanes/step_algebra.hpp"
#include "scalars/lane_number.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <class T>
using Array = std::vector<T>;

/// A ToLane gives the numbers of one model to one lane, as values or as a share of a derivative.
struct ToLane {
    int lane, which;  ///< `which` names a component.
    double weight;
    bool add;

    template <class Number>
    void number(const double& from, Number& to) {
        auto& part = component(to, which);
        part.set_lane(lane, add ? part.lane(lane) + weight * from : weight * from);
    }
    Index state(Index index) const { return index; }
    void shape(Index) {}
};

/// Gives a lane the numbers of a model, or a share of their derivatives.
template <class T>
void set_numbers(const detail::LaneModel& model, ToLane numbers, detail::StepEquations<T>& to) {
    detail::Transfer<ToLane>{numbers}(*model.equations, to.equations());
    auto& linear = to.linear();
    for (std::size_t k = 0; k < linear.size(); ++k) numbers.number(model.linear[k], linear[k]);
}

template <int W>
class LaneAlgebra {
public:
    using P = Pack<W>;

    explicit LaneAlgebra(const detail::LanePlan& plan) : algebra_(plan), generated_(plan) {}

    void set_numbers(int lane, const detail::LaneModel& model, const detail::LaneVariation*) {
        OPIODYN_LANE_UNIT::set_numbers(model, {lane, 0, 1.0, false}, algebra_);
        generated_.set_numbers(lane, model);
    }

    /// Makes the factors of I / (h gamma) - J(y). The result tells where that was possible.
    Mask<W> factorize(const P* y, const P& per_h_gamma) {
        if (generated_.shape() != nullptr) return generated_.factorize(y, per_h_gamma);
        return algebra_.factorize(y, per_h_gamma);
    }
    /// Adds dy/dt to x, and solves with the factors.
    void stage(const P* y, P* x) const {
        if (generated_.shape() != nullptr) return generated_.stage(y, x);
        algebra_.add_derivative(y, x);
        algebra_.solve(x);
    }
    /// Reads off a state what the plan asks for.
    void read(const P* y, P* values) {
        if (generated_.reads()) return generated_.read(y, values);
        algebra_.read(algebra_.plan().read_outs, y, values);
    }

    /// Returns the plan's algebra, with factors, whatever computes the steps.
    const detail::StepAlgebra<P>& factorized(const P* y, const P& per_h_gamma) {
        algebra_.factorize(y, per_h_gamma);
        return algebra_;
    }
    /// Returns what the plan computes with, which generated code does not use.
    const detail::StepAlgebra<P>& by_plan() const { return algebra_; }

private:
    detail::StepAlgebra<P> algebra_;
    GeneratedAlgebra<W> generated_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
