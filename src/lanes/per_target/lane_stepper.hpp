#pragma once
/// A LaneStepper takes a step of Rodas5P in every lane, each with its own h. opiodyn/numerics/rodas5p.hpp takes
/// the same step for one system of any kind. Over dual numbers it gives the derivatives of the step as it is
/// taken: h is a constant, and the error of the values alone chooses it.

#include <cstddef>
#include <utility>

#include "lanes/per_target/lane_system.hpp"
#include "opiodyn/numerics/rodas5p_coefficients.hpp"
#include "opiodyn/numerics/step_control.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W, int N = 0>
class LaneStepper {
public:
    using Real = Pack<W>;
    using T = LaneNumber<N, W>;
    using States = detail::LanePlan::States;

    explicit LaneStepper(const detail::LanePlan& plan)
        : system_(plan),
          n_(static_cast<std::size_t>(plan.size())),
          all_(static_cast<std::size_t>(plan.all())),
          y_(all_, T(0.0)),
          y_new_(all_, T(0.0)),
          stages_(rodas5p::stages * all_, T(0.0)),
          interpolant_(3 * all_, T(0.0)),
          read_(all_, T(0.0)) {}

    LaneSystem<W, N>& system() { return system_; }
    T* y() { return y_.data(); }
    const T* y_new() const { return y_new_.data(); }
    /// Returns the difference to the embedded solution.
    const T* error() const { return stages_.data() + (rodas5p::stages - 1) * all_; }

    /// Tries a step of h. The result tells where the linear system could be solved.
    Mask<W> attempt(const Real& h) {
        const Real per_h = 1.0 / h;
        h_ = h;
        const auto solved = system_.factorize(y_.data(), per_h * (1.0 / rodas5p::gamma));
        all_stages(per_h, std::make_index_sequence<rodas5p::stages>());
        const T* const last = error();
        for (std::size_t i = 0; i < n_; ++i) y_new_[i] += last[i];
        // The method alone would turn a state negative that has all but decayed, and so force short steps.
        system_.decay(y_.data(), h, h, system_.plan().moving.decays, y_new_.data());
        keep_at_zero();
        return solved;
    }

    /// Returns the squared error of the attempt; see opiodyn/numerics/step_control.hpp.
    Real squared_error(const Tolerances& tolerances) const {
        return opiodyn::squared_error<Real>(tolerances, n_, error(), y_.data(), y_new_.data());
    }

    /// Tells where no quantity has become negative.
    Mask<W> admissible() const { return system_.smallest_quantity(y_new_.data()) >= Real(0.0); }

    /// Prepares interpolate(). Call it once after the attempt, with the same states.
    void prepare_interpolation(const States& states) {
        prepare_interpolation(states, std::make_index_sequence<rodas5p::stages>());
    }

    /// Returns some states at the fraction s of the attempted step. The others keep what they were.
    const T* interpolate(const Real& s, const States& states) {
        const Real r = 1.0 - s;
        for (const auto state : states.positions) {
            const auto i = static_cast<std::size_t>(state);
            const T* const k = interpolant_.data() + 3 * i;
            read_[i] = r * y_[i] + s * (y_new_[i] + r * (k[0] + s * (k[1] + s * k[2])));
        }
        system_.decay(y_.data(), h_, s * h_, states.decays, read_.data());
        return read_.data();
    }

    void accept(const Mask<W>& where) {
        for (std::size_t i = 0; i < n_; ++i) y_[i] = select(where, y_new_[i], y_[i]);
    }

private:
    /// Keeps a state at zero that starts there and that the step would take below: what comes through nine or more
    /// stages, of which the method has the wrong sign (docs/theory.md, section 5).
    void keep_at_zero() {
        for (const auto state : system_.plan().far_states) {
            const auto i = static_cast<std::size_t>(state);
            const auto wrong = (value_of(y_[i]) == Real(0.0)) & (value_of(y_new_[i]) < Real(0.0));
            y_new_[i] = select(wrong, T(0.0), y_new_[i]);
        }
    }

    template <std::size_t... i>
    void all_stages(const Real& per_h, std::index_sequence<i...>) {
        (stage<i>(per_h, std::make_index_sequence<i>()), ...);
    }

    // The compiler unrolls this. One pass over the stages makes both linear combinations, because the stages
    // are half of what the first-level cache holds.
    template <std::size_t i, std::size_t... j>
    void stage(const Real& per_h, std::index_sequence<j...>) {
        T* const U = stages_.data();
        const std::size_t n = n_, all = all_;
        T* const own = U + i * all;
        T* const y_new = y_new_.data();
        const T* const y = y_.data();
        for (std::size_t k = 0; k < n; ++k) {
            // The last two stages start where the one before ended: their rows of A repeat its row and
            // add 1.
            if constexpr (i >= 6) y_new[k] += U[(i - 1) * all + k];
            else y_new[k] = (y[k] + ... + (Real(rodas5p::A[i][j]) * U[j * all + k]));
            if constexpr (i > 0) own[k] = per_h * ((Real(rodas5p::C[i][j]) * U[j * all + k]) + ...);
            else own[k] = T(0.0);
        }
        system_.add_derivative(y_new, own);
        system_.solve(own);
    }

    template <std::size_t... j>
    void prepare_interpolation(const States& states, std::index_sequence<j...> stages) {
        for (const auto state : states.positions) {
            const auto i = static_cast<std::size_t>(state);
            const T* const U = stages_.data() + i;
            T* const k = interpolant_.data() + 3 * i;
            k[0] = combined<0>(U, stages);
            k[1] = combined<1>(U, stages);
            k[2] = combined<2>(U, stages);
        }
    }
    template <std::size_t row, std::size_t... j>
    T combined(const T* U, std::index_sequence<j...>) const {
        return ((Real(rodas5p::H[row][j]) * U[j * all_]) + ...);
    }

    LaneSystem<W, N> system_;
    std::size_t n_, all_;  ///< states that move, and all; the others stay zero
    Real h_{1.0};
    Array<T> y_, y_new_, stages_, interpolant_, read_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
