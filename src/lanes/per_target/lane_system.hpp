#pragma once
/// A LaneSystem holds the equations of W subjects of one shape side by side: right-hand side, and the matrix of a
/// step. It computes over packs of numbers, or dual numbers of them. States stand where the plan puts them.

#include <type_traits>
#include <vector>

#include "lanes/per_target/lane_algebra.hpp"
#include "lanes/per_target/lane_tangent.hpp"
#include "lanes/spread.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

/// A LaneSystem has W lanes, and N derivatives of every number.
template <int W, int N = 0>
class LaneSystem {
public:
    using Real = Pack<W>;
    using T = LaneNumber<N, W>;
    using Decays = std::vector<detail::LanePlan::Decay>;

    explicit LaneSystem(const detail::LanePlan& plan)
        : plan_(plan),
          algebra_(plan),
          spread_(plan.spread),
          size_(static_cast<std::size_t>(plan.size())),
          all_(static_cast<std::size_t>(plan.all())),
          input_(all_) {}

    void set_parameters(int lane, const detail::LaneModel& model,
                        const detail::LaneVariation* variations = nullptr) {
        algebra_.set_numbers(lane, model, variations);
    }
    /// Sets a constant rate into every state of the model, and its derivatives. Few are ever used, and only
    /// these are kept.
    void set_input(int lane, const double* input) {
        for (std::size_t i = 0; i < all_; ++i) {
            const double* const rate = input + plan_.state[i];
            bool any = false;
            for (int c = 0; c <= N; ++c)
                any = any || rate[static_cast<std::size_t>(c) * all_] != 0.0;
            std::size_t k = 0;
            while (k < inputs_ && input_[k].state != i) ++k;
            if (k == inputs_ && !any) continue;
            if (k == inputs_) input_[inputs_++] = {i, T(0.0)};
            for (int c = 0; c <= N; ++c)
                component(input_[k].rate, c)
                    .set_lane(lane, rate[static_cast<std::size_t>(c) * all_]);
        }
    }

    /// Makes the factors of I / (h gamma) - J(y). The result tells where that was possible.
    Mask<W> factorize(const T* y, const Real& per_h_gamma) {
        return algebra_.factorize(y, per_h_gamma);
    }
    /// Adds dy/dt to x, and solves with the factors.
    void stage(const T* y, T* x) {
        for (std::size_t k = 0; k < inputs_; ++k) x[input_[k].state] += input_[k].rate;
        algebra_.stage(y, x);
    }
    /// Returns the state of the model at whose pivot the factors of I / (h gamma) - J(y) fail in a lane.
    Index singular_state(int lane, const T* y, const Real& per_h_gamma) {
        const auto& factorized = algebra_.factorized(y, per_h_gamma);
        std::int32_t place = 0;
        for (const auto& pivot : plan_.elimination.pivots) {
            const double inverse = factorized.inverse(pivot).lane(lane);
            place = pivot.place;
            if (!(inverse > 0.0 && inverse < infinity)) break;
        }
        return plan_.state_at(place);
    }

    /// Prepares decay() for a step of 1 / per_h.
    void prepare_decay(const Real& per_h) { spread_.prepare(algebra().linear(), per_h); }
    /// Sets states that only decay, or fill at a constant rate besides, to their exact value at `length` within a step of
    /// h (docs/theory.md, section 5). It does so where the step is so long that the method errs by more than rounding.
    /// What y_new has too much of goes on to the states behind, so that nothing is lost.
    void decay(const T* y, const Real& h, const Real& length, const Decays& decays,
               T* y_new) const {
        for (const auto& decay : decays) {
            const T& rate = linear(decay.linear);  // This is -k.
            const auto where = method_errs(value_of(rate) * h);
            const T left = exponential(rate * length);
            T exact = y[decay.state] * left;
            for (std::size_t k = 0; k < inputs_; ++k)
                if (input_[k].state == static_cast<std::size_t>(decay.state))
                    exact += input_[k].rate * ((left - 1.0) / rate);
            const T excess = select(where, T((exact - y_new[decay.state]) / rate), T(0.0));
            spread_.add(decay.number, excess, y_new);
            y_new[decay.state] = select(where, exact, y_new[decay.state]);
        }
    }

    /// Returns the smallest of all quantities that cannot be negative.
    Real smallest_quantity(const T* y) const {
        Real least = Real(0.0);
        for (std::size_t i = 0; i < size_; ++i) least = smallest(least, value_of(y[i]));
        const auto& equations = algebra().equations();
        if (equations.kinetic)
            for (const auto& receptor : equations.receptors)
                least = smallest(least, value_of(binding::free_receptors(receptor, y)));
        return least;
    }

    void read(const T* y, T* values) { algebra_.read(y, values); }

    /// Returns the value of a linear entry of the plan.
    const T& linear(std::int32_t entry) const {
        return algebra().linear()[static_cast<std::size_t>(entry)];
    }
    const detail::LanePlan& plan() const { return plan_; }
    /// Returns what the plan computes with, which generated code does not use.
    const auto& algebra() const { return algebra_.by_plan(); }

private:
    struct Input {
        std::size_t state;
        T rate;
    };

    /// Tells where the method errs in a decay by exp(x) in one step. At x = -2^-10 it is right to 1e-20.
    static Mask<W> method_errs(const Real& x) { return x < Real(-0x1p-10); }

    const detail::LanePlan& plan_;
    std::conditional_t<N == 0, LaneAlgebra<W>, LaneTangent<W, N>> algebra_;
    detail::Spread<T> spread_;
    std::size_t size_, all_, inputs_{0};  ///< states that move, all, and those with inputs
    Array<Input> input_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
