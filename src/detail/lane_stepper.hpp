#pragma once
/// Room 8, private. A step of Rodas5P in every lane, each with its own h (opiodyn/rodas5p.hpp has the same
/// for one system of any kind).

#include <cstddef>
#include <utility>

#include "detail/lane_system.hpp"
#include "opiodyn/rodas5p_coefficients.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int W>
class LaneStepper {
public:
    using Real = Pack<W>;
    using States = std::vector<std::int32_t>;

    explicit LaneStepper(const detail::LanePlan& plan)
        : system_(plan),
          n_(static_cast<std::size_t>(system_.size())),
          y_(n_, Real(0.0)),
          y_new_(n_, Real(0.0)),
          stages_(rodas5p::stages * n_, Real(0.0)),
          interpolant_(3 * n_, Real(0.0)),
          read_(n_, Real(0.0)) {}

    LaneSystem<W>& system() { return system_; }
    Real* y() { return y_.data(); }
    const Real* y_new() const { return y_new_.data(); }
    /// Difference to the embedded solution.
    const Real* error() const { return stages_.data() + (rodas5p::stages - 1) * n_; }

    /// Attempts a step of h; tells where the linear system could be solved.
    Mask<W> attempt(const Real& h) {
        const Real per_h = 1.0 / h;
        const auto solved = system_.factorize(y_.data(), per_h * (1.0 / rodas5p::gamma));
        all_stages(per_h, std::make_index_sequence<rodas5p::stages>());
        const Real* const last = error();
        for (std::size_t i = 0; i < n_; ++i) y_new_[i] += last[i];
        return solved;
    }

    /// Square of the root mean square of error / (atol + rtol max(|y|, |y_new|)); infinite if anything is
    /// not finite.
    Real squared_error(double rtol, double atol) const {
        const Real* const error_of = error();
        Real sum(0.0);
        for (std::size_t i = 0; i < n_; ++i) {
            const Real scale = atol + rtol * largest(magnitude(y_[i]), magnitude(y_new_[i]));
            const Real ratio = error_of[i] / scale;
            // An infinite y_new would hide the error behind an infinite scale.
            sum += ratio * ratio + y_new_[i] * 0.0;
        }
        sum *= 1.0 / static_cast<double>(n_);
        return select(sum < Real(infinity), sum, Real(infinity));
    }

    /// Where no quantity has become negative.
    Mask<W> admissible() const { return system_.smallest_quantity(y_new_.data()) >= Real(0.0); }

    /// Call once after the attempt, before interpolate() of the same states.
    void prepare_interpolation(const States& states) {
        prepare_interpolation(states, std::make_index_sequence<rodas5p::stages>());
    }

    /// Some states at the fraction s of the attempted step; the others keep what they were.
    const Real* interpolate(const Real& s, const States& states) {
        const Real r = 1.0 - s;
        for (const auto state : states) {
            const auto i = static_cast<std::size_t>(state);
            const Real* const k = interpolant_.data() + 3 * i;
            read_[i] = r * y_[i] + s * (y_new_[i] + r * (k[0] + s * (k[1] + s * k[2])));
        }
        return read_.data();
    }

    void accept(const Mask<W>& where) {
        for (std::size_t i = 0; i < n_; ++i) y_[i] = select(where, y_new_[i], y_[i]);
    }

private:
    template <std::size_t... i>
    void all_stages(const Real& per_h, std::index_sequence<i...>) {
        (stage<i>(per_h, std::make_index_sequence<i>()), ...);
    }

    // Unrolled at compile time. Both linear combinations in one pass over the stages, which are half of
    // what the first-level cache holds.
    template <std::size_t i, std::size_t... j>
    void stage(const Real& per_h, std::index_sequence<j...>) {
        Real* const U = stages_.data();
        Real* const own = U + i * n_;
        const std::size_t n = n_;
        Real* const y_new = y_new_.data();
        const Real* const y = y_.data();
        for (std::size_t k = 0; k < n; ++k) {
            // The last two stages start where the one before ended: their rows of A repeat its row and
            // add 1.
            if constexpr (i >= 6) y_new[k] += U[(i - 1) * n + k];
            else y_new[k] = (y[k] + ... + (rodas5p::A[i][j] * U[j * n + k]));
            if constexpr (i > 0) own[k] = per_h * ((rodas5p::C[i][j] * U[j * n + k]) + ...);
            else own[k] = Real(0.0);
        }
        system_.add_derivative(y_new, own);
        system_.solve(own);
    }

    template <std::size_t... j>
    void prepare_interpolation(const States& states, std::index_sequence<j...>) {
        for (const auto state : states) {
            const auto i = static_cast<std::size_t>(state);
            const Real* const U = stages_.data() + i;
            for (std::size_t k = 0; k < 3; ++k)
                interpolant_[3 * i + k] = ((rodas5p::H[k][j] * U[j * n_]) + ...);
        }
    }

    LaneSystem<W> system_;
    std::size_t n_;
    Array<Real> y_, y_new_, stages_, interpolant_, read_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
