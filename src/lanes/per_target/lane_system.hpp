#pragma once
/// A LaneSystem holds the equations of W subjects of one shape side by side: right-hand side, and the matrix of a
/// step. It computes over packs of numbers, or dual numbers of them. States stand where the plan puts them.

#include <vector>

#include "equations/equations_transfer.hpp"
#include "equations/jacobian/equations_jacobian.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/lane_work.hpp"
#include "lanes/sparse_lu.hpp"
#include "scalars/lane_number.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <class T>
using Array = std::vector<T>;

/// A ToLane gives the numbers of one model to one lane, as values or as a share of a derivative.
struct ToLane {
    const std::int32_t* position;  ///< Holds the place of each state.
    int lane, which;               ///< `which` names a component.
    double weight;
    bool add;

    template <class Number>
    void number(const double& from, Number& to) {
        auto& part = component(to, which);
        part.set_lane(lane, add ? part.lane(lane) + weight * from : weight * from);
    }
    Index state(Index index) const { return index < 0 ? index : position[index]; }
    void shape(Index) {}
};

/// A Negated offers J(row, column) of W = I / (h gamma) - J. What is added to J is taken from W.
template <class T>
class Negated {
public:
    class Element {
    public:
        explicit Element(T& value) : value_(value) {}
        template <class Number>
        void operator+=(const Number& x) {
            value_ -= x;
        }
        template <class Number>
        void operator-=(const Number& x) {
            value_ += x;
        }

    private:
        T& value_;
    };
    Negated(const std::int32_t* slots, Index size, T* values)
        : slots_(slots), size_(size), values_(values) {}
    Element operator()(Index row, Index column) {
        return Element(values_[slots_[row * size_ + column]]);
    }

private:
    const std::int32_t* slots_;
    Index size_;
    T* values_;
};

/// A LaneSystem has W lanes, and N derivatives of every number.
template <int W, int N = 0>
class LaneSystem {
public:
    using Real = Pack<W>;
    using T = LaneNumber<N, W>;
    using Decays = std::vector<detail::LanePlan::Decay>;

    explicit LaneSystem(const detail::LanePlan& plan)
        : plan_(plan),
          linear_(plan.linear.size(), T(0.0)),
          size_(static_cast<std::size_t>(plan.size())),
          all_(static_cast<std::size_t>(plan.all())),
          input_(all_),
          lu_(plan.elimination) {}

    void set_parameters(int lane, const detail::LaneModel& model,
                        const detail::LaneVariation* variations = nullptr) {
        set_parameters(model, {plan_.position.data(), lane, 0, 1.0, false});
        for (int k = 0; k < N; ++k) {
            const auto& [plus, minus, per] = variations[k];
            set_parameters(plus, {plan_.position.data(), lane, k + 1, per, false});
            set_parameters(minus, {plan_.position.data(), lane, k + 1, -per, true});
        }
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

    /// Adds dy/dt to what is there.
    void add_derivative(const T* y, T* dydt) const {
        // The linear part goes by its non-zeros, which the equations themselves gave. That takes fewer
        // operations, and no quotients.
        const auto* entry = plan_.linear.data();
        const auto* const first = entry;
        const T* value = linear_.data();
        for (const auto& row : plan_.linear_rows) {
            T sum = dydt[row.row];
            for (; entry != first + row.last; ++entry) sum += *value++ * y[entry->column];
            dydt[row.row] = sum;
        }
        for (std::size_t k = 0; k < inputs_; ++k) dydt[input_[k].state] += input_[k].rate;
        equations_.add_nonlinear_part(y, dydt);
    }

    /// Makes the factors of I / (h gamma) - J(y). The result tells where that was possible.
    Mask<W> factorize(const T* y, const Real& per_h_gamma) {
        T* const w = lu_.values();
        const auto& elimination = plan_.elimination;
        for (std::int32_t k = 0; k < elimination.slots; ++k) w[k] = T(0.0);
        for (const auto& pivot : elimination.pivots) w[pivot.slot] = per_h_gamma;
        for (std::size_t k = 0; k < linear_.size(); ++k) w[plan_.linear[k].slot] -= linear_[k];
        Negated<T> J(plan_.slots.data(), static_cast<Index>(all_), w);
        detail::add_nonlinear_jacobian(equations_, y, J);
        return lu_.factorize();
    }
    void solve(T* x) const { lu_.solve(x); }
    /// Returns the state of the model at whose pivot factorize() has failed in a lane.
    Index singular_state(int lane) const {
        std::size_t k = 0;
        const auto sound = [&] {
            const double inverse = value_of(lu_.inverse(k)).lane(lane);
            return inverse > 0.0 && inverse < infinity;
        };
        while (k + 1 < size_ && sound()) ++k;
        return plan_.state[k];
    }

    /// Sets states that only decay to their exact value at `length` within a step of h (docs/theory.md, section
    /// 5). It does so where nothing is put in on the way, and where the step is so long that the method errs by
    /// more than rounding. What y_new has too much of goes where the state drains, so that nothing is lost.
    void decay(const T* y, const Real& h, const Real& length, const Decays& decays,
               T* y_new) const {
        for (const auto& decay : decays) {
            const T& rate = linear_[static_cast<std::size_t>(decay.linear)];  // This is -k.
            const auto where = method_errs(decay.state, value_of(rate) * h);
            const T exact = y[decay.state] * exponential(rate * length);
            const T excess = select(where, T((exact - y_new[decay.state]) / rate), T(0.0));
            for (const auto& drain : decay.drains)
                y_new[drain.state] += linear_[static_cast<std::size_t>(drain.linear)] * excess;
            y_new[decay.state] = select(where, exact, y_new[decay.state]);
        }
    }

    /// Returns the smallest of all quantities that cannot be negative.
    Real smallest_quantity(const T* y) const {
        Real least = Real(0.0);
        for (std::size_t i = 0; i < size_; ++i) least = smallest(least, value_of(y[i]));
        if (equations_.kinetic)
            for (const auto& receptor : equations_.receptors)
                least = smallest(least, value_of(binding::free_receptors(receptor, y)));
        return least;
    }

    void read(const T* y, T* values) const {
        const detail::Reader<T, const T*> reader(equations_, y);
        for (std::size_t k = 0; k < plan_.read_outs.size(); ++k)
            values[k] = reader(plan_.read_outs[k]);
    }

    const detail::LanePlan& plan() const { return plan_; }

private:
    struct Input {
        std::size_t state;
        T rate;
    };

    void set_parameters(const detail::LaneModel& model, ToLane numbers) {
        detail::Transfer<ToLane> transfer(numbers);
        transfer(*model.equations, equations_);
        for (std::size_t k = 0; k < linear_.size(); ++k)
            numbers.number(model.linear[k], linear_[k]);
    }

    /// Tells where the method errs in a decay by exp(x) in one step. At x = -2^-10 it is right to 1e-20.
    Mask<W> method_errs(std::int32_t state, const Real& x) const {
        const auto where = x < Real(-0x1p-10);
        for (std::size_t k = 0; k < inputs_; ++k)
            if (input_[k].state == static_cast<std::size_t>(state))
                return where & (value_of(input_[k].rate) == Real(0.0));
        return where;
    }

    const detail::LanePlan& plan_;
    detail::Equations<T> equations_;
    Array<T> linear_;
    std::size_t size_, all_, inputs_{0};  ///< states that move, all, and those with inputs
    Array<Input> input_;
    detail::SparseLU<T> lu_;
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
