#pragma once
/// Room 8, private. The equations of W subjects of one shape side by side: right-hand side, and the matrix
/// of a step.

#include <vector>

#include "detail/equations_jacobian.hpp"
#include "detail/equations_transfer.hpp"
#include "detail/lane_plan.hpp"
#include "detail/lane_power.hpp"
#include "detail/sparse_lu.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <class T>
using Array = std::vector<T>;

/// Hands the numbers of one model to one lane.
template <int W>
struct ToLane {
    int lane;
    void number(const double& from, Pack<W>& to) { to.set_lane(lane, from); }
    void shape(Index) {}
};

/// J(row, column) of W = I / (h gamma) - J: what is added to J is taken from W.
template <int W>
class Negated {
public:
    class Element {
    public:
        explicit Element(Pack<W>& value) : value_(value) {}
        void operator+=(const Pack<W>& x) { value_ -= x; }
        void operator-=(const Pack<W>& x) { value_ += x; }

    private:
        Pack<W>& value_;
    };
    Negated(const std::int32_t* slots, Index size, Pack<W>* values)
        : slots_(slots), size_(size), values_(values) {}
    Element operator()(Index row, Index column) {
        return Element(values_[slots_[row * size_ + column]]);
    }

private:
    const std::int32_t* slots_;
    Index size_;
    Pack<W>* values_;
};

template <int W>
class LaneSystem {
public:
    using Real = Pack<W>;

    explicit LaneSystem(const detail::LanePlan& plan)
        : plan_(plan),
          linear_(plan.linear.size(), Real(0.0)),
          size_(static_cast<std::size_t>(plan.elimination.pivots.size())),
          input_(size_),
          lu_(plan.elimination) {}

    void set_parameters(int lane, const detail::Equations<double>& equations,
                        const detail::PainReadout<double>* pain, const double* linear) {
        ToLane<W> numbers{lane};
        detail::Transfer<ToLane<W>> transfer(numbers);
        transfer(equations, equations_);
        if (pain != nullptr) transfer(*pain, pain_);
        for (std::size_t k = 0; k < linear_.size(); ++k) linear_[k].set_lane(lane, linear[k]);
    }
    /// A constant rate into every state. Of these few are ever used, and only they are kept.
    void set_input(int lane, const double* input) {
        for (std::size_t i = 0; i < size_; ++i) {
            std::size_t k = 0;
            while (k < inputs_ && input_[k].state != i) ++k;
            if (k == inputs_ && input[i] == 0.0) continue;
            if (k == inputs_) input_[inputs_++] = {i, Real(0.0)};
            input_[k].rate.set_lane(lane, input[i]);
        }
    }

    /// Adds dy/dt.
    void add_derivative(const Real* y, Real* dydt) const {
        // The linear part by its non-zeros, which the equations themselves gave: fewer operations, and no
        // quotients.
        const auto* entry = plan_.linear.data();
        const auto* const first = entry;
        const Real* value = linear_.data();
        for (const auto& row : plan_.linear_rows) {
            Real sum = dydt[row.state];
            for (; entry != first + row.last; ++entry) sum += *value++ * y[entry->column];
            dydt[row.state] = sum;
        }
        for (std::size_t k = 0; k < inputs_; ++k) dydt[input_[k].state] += input_[k].rate;
        equations_.add_nonlinear_part(y, dydt);
    }

    /// Factorizes I / (h gamma) - J(y); tells where that was possible.
    Mask<W> factorize(const Real* y, const Real& per_h_gamma) {
        Real* const w = lu_.values();
        const auto& elimination = plan_.elimination;
        for (std::int32_t k = 0; k < elimination.slots; ++k) w[k] = Real(0.0);
        for (const auto& pivot : elimination.pivots) w[pivot.slot] = per_h_gamma;
        for (std::size_t k = 0; k < linear_.size(); ++k) w[plan_.linear[k].slot] -= linear_[k];
        Negated<W> J(elimination.slots_of.data(), static_cast<Index>(size_), w);
        detail::add_nonlinear_jacobian(equations_, y, J);
        return lu_.factorize();
    }
    void solve(Real* x) const { lu_.solve(x); }
    /// The state at whose pivot factorize() has failed in a lane.
    Index singular_state(int lane) const {
        const auto& pivots = plan_.elimination.pivots;
        std::size_t k = 0;
        while (k + 1 < size_ && lu_.inverse(k).lane(lane) > 0.0 &&
               lu_.inverse(k).lane(lane) < infinity)
            ++k;
        return pivots[k].state;
    }

    /// The smallest of all quantities that cannot be negative.
    Real smallest_quantity(const Real* y) const {
        Real least = Real(0.0);
        for (std::size_t i = 0; i < size_; ++i) least = smallest(least, y[i]);
        if (!plan_.signed_states.empty()) least = smallest_unsigned(y);
        if (equations_.kinetic)
            for (const auto& receptor : equations_.receptors)
                least = smallest(least, binding::free_receptors(receptor, y));
        return least;
    }

    void read(const Real* y, Real* values) const {
        const detail::Reader<Real, const Real*> reader(equations_, &pain_, y);
        for (std::size_t k = 0; k < plan_.observations.size(); ++k)
            values[k] = reader(plan_.observations[k]);
    }

    const detail::LanePlan& plan() const { return plan_; }
    Index size() const { return static_cast<Index>(size_); }

private:
    struct Input {
        std::size_t state;
        Real rate;
    };

    Real smallest_unsigned(const Real* y) const {
        Real least(0.0);
        const std::int32_t* next = plan_.signed_states.data();
        const std::int32_t* const end = next + plan_.signed_states.size();
        for (std::int32_t i = 0; i < static_cast<std::int32_t>(size_); ++i) {
            if (next != end && *next == i) ++next;
            else least = smallest(least, y[i]);
        }
        return least;
    }

    const detail::LanePlan& plan_;
    detail::Equations<Real> equations_;
    detail::PainReadout<Real> pain_;
    Array<Real> linear_;
    std::size_t size_, inputs_{0};
    Array<Input> input_;
    detail::SparseLU<Real> lu_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
