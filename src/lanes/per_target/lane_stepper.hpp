#pragma once
/// A LaneStepper takes a step of Rodas5P in every lane, each with its own h. opiodyn/numerics/rodas5p.hpp takes
/// the same step for one system of any kind. Over dual numbers it gives the derivatives of the step as it is
/// taken: h is a constant, and the error of the values alone chooses it.

#include <cstddef>
#include <utility>

#include "lanes/per_target/lane_system.hpp"
#include "lanes/step_reader.hpp"
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
          all_(static_cast<std::size_t>(plan.room())),
          y_(all_, T(0.0)),
          y_new_(all_, T(0.0)),
          stages_(rodas5p::stages * all_, T(0.0)),
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
        system_.prepare_decay(per_h);
        system_.decay(y_.data(), h, h, system_.plan().moving.decays, y_new_.data());
        keep_at_zero();
        return solved;
    }

    /// Returns the squared error of the attempt; see opiodyn/numerics/step_control.hpp. It measures a depot by what it
    /// drains into (docs/theory.md, section 5).
    Real squared_error(const Tolerances& tolerances) const {
        Real sum(0.0);
        const auto add = [&](std::size_t i, const Real& size) {
            sum += squared_share<Real>(tolerances, value_of(error()[i]), size, value_of(y_new_[i]));
        };
        for (const auto i : system_.plan().coupled)
            add(static_cast<std::size_t>(i), own_size(static_cast<std::size_t>(i)));
        for (const auto& decay : system_.plan().moving.decays)
            add(static_cast<std::size_t>(decay.state), size_by_drains(decay));
        return mean_share(sum, n_);
    }

    /// Returns the size by which the error of a state is measured.
    Real size(std::size_t i) const {
        for (const auto& decay : system_.plan().moving.decays)
            if (static_cast<std::size_t>(decay.state) == i) return size_by_drains(decay);
        return own_size(i);
    }

    /// Returns the state of the model at whose pivot the attempt fails in a lane.
    Index singular_state(int lane) {
        return system_.singular_state(lane, y_.data(), 1.0 / h_ * (1.0 / rodas5p::gamma));
    }

    /// Tells where no quantity has become negative.
    Mask<W> admissible() const { return system_.smallest_quantity(y_new_.data()) >= Real(0.0); }

    /// Returns some states at the fraction s of the attempted step. The others keep what they were.
    const T* interpolate(const Real& s, const States& states) {
        return interpolate(s, states, std::make_index_sequence<rodas5p::stages>());
    }

    /// Takes a step that another stepper has made, for interpolate() alone. All lanes get the same one.
    void take(const detail::StepCurve& curve) {
        h_ = curve.h;
        for (std::size_t i = 0; i < n_; ++i) {
            y_[i] = T(curve.y[i]);
            y_new_[i] = T(curve.y_new[i]);
            for (std::size_t j = 0; j < rodas5p::stages; ++j)
                stages_[j * all_ + i] = T(curve.stages[j * n_ + i]);
        }
        system_.prepare_decay(1.0 / h_);
    }
    /// Returns what a stage gave.
    const T* stage(std::size_t which) const { return stages_.data() + which * all_; }

    void accept(const Mask<W>& where) {
        for (std::size_t i = 0; i < n_; ++i) y_[i] = select(where, y_new_[i], y_[i]);
    }

private:
    Real own_size(std::size_t i) const {
        return largest(magnitude(value_of(y_[i])), magnitude(value_of(y_new_[i])));
    }
    /// Returns the size of a state that only decays: its own, or the least amount of it that would make up what it
    /// drains into, if that is more. An error of the depot counts where it arrives.
    Real size_by_drains(const detail::LanePlan::Decay& decay) const {
        const auto rate = [&](std::int32_t entry) { return value_of(system_.linear(entry)); };
        Real least(infinity);
        for (const auto& drain : decay.drains) {
            const Real fed = rate(drain.linear);
            const Real whole =
                own_size(static_cast<std::size_t>(drain.state)) * (-rate(decay.linear) / fed);
            least = select(fed > Real(0.0), smallest(least, whole), least);
        }
        const Real own = own_size(static_cast<std::size_t>(decay.state));
        return select(least < Real(infinity), largest(own, least), own);
    }

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
        system_.stage(y_new, own);
    }

    /// The interpolant is (1 - s) y + s y_new + s (1 - s) sum_j (H_0j + s (H_1j + s H_2j)) U_j. Each stage gets its
    /// weight first, which is less work than the coefficients of every state where few times are read.
    template <std::size_t... j>
    const T* interpolate(const Real& s, const States& states, std::index_sequence<j...>) {
        const Real r = 1.0 - s, rs = r * s;
        const Real weight[]{
            rs * (rodas5p::H[0][j] + s * (rodas5p::H[1][j] + s * Real(rodas5p::H[2][j])))...};
        for (const auto state : states.positions) {
            const auto i = static_cast<std::size_t>(state);
            const T* const U = stages_.data() + i;
            read_[i] = ((r * y_[i] + s * y_new_[i]) + ... + (weight[j] * U[j * all_]));
        }
        system_.decay(y_.data(), h_, s * h_, states.decays, read_.data());
        return read_.data();
    }

    LaneSystem<W, N> system_;
    std::size_t n_, all_;  ///< states that move, and the room of all; the others stay zero
    Real h_{1.0};
    Array<T> y_, y_new_, stages_, read_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
