#pragma once
/// A StepAlgebra is what a step of one model shape computes, over any number type: its equations, and the factors of the
/// step's matrix. It interprets a LanePlan. Lanes compute with it, and the tracer (src/trace/step_trace.hpp) writes down
/// what it does.

#include <vector>

#include "equations/jacobian/equations_jacobian.hpp"
#include "equations/readout.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/sparse_lu.hpp"

namespace opiodyn::detail {

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

/// StepEquations are the equations of one model shape in the terms of its LanePlan, over any number type: the right-hand
/// side, the matrix of a step and the read-outs.
template <class T>
class StepEquations {
public:
    explicit StepEquations(const LanePlan& plan)
        : plan_(plan), linear_(plan.linear.size(), T(0.0)) {}

    /// Returns the equations by places, for their numbers to be set.
    Equations<T>& equations() { return equations_; }
    const Equations<T>& equations() const { return equations_; }
    /// Returns the values of the plan's linear entries, to be set too.
    std::vector<T>& linear() { return linear_; }
    const std::vector<T>& linear() const { return linear_; }
    const LanePlan& plan() const { return plan_; }

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
        equations_.add_nonlinear_part(y, dydt);
    }

    /// Writes W = I / (h gamma) - J(y) by slots. There is one more than the elimination has, which nobody reads.
    template <class Real>
    void matrix(const T* y, const Real& per_h_gamma, T* w) const {
        const auto& elimination = plan_.elimination;
        for (std::int32_t k = 0; k < elimination.slots; ++k) w[k] = T(0.0);
        for (const auto& pivot : elimination.pivots)
            if (pivot.place < plan_.size())
                w[pivot.slot] = T(per_h_gamma);  // Free receptors have no rate.
        for (std::size_t k = 0; k < linear_.size(); ++k) w[plan_.linear[k].slot] -= linear_[k];
        Negated<T> J(plan_.slots.data(), plan_.unknowns() + 1, w);
        add_nonlinear_jacobian(equations_, y, J);
    }

    /// Reads off state y.
    void read(const std::vector<Observation>& observations, const T* y, T* values) const {
        const Reader<T, const T*> reader(equations_, y);
        for (std::size_t k = 0; k < observations.size(); ++k) values[k] = reader(observations[k]);
    }

private:
    const LanePlan& plan_;
    Equations<T> equations_;
    std::vector<T> linear_;
};

/// A StepAlgebra adds the factors of the matrix.
template <class T>
class StepAlgebra : public StepEquations<T> {
public:
    explicit StepAlgebra(const LanePlan& plan) : StepEquations<T>(plan), lu_(plan.elimination) {}

    /// Makes the factors of I / (h gamma) - J(y). The result tells where that was possible.
    template <class Real>
    auto factorize(const T* y, const Real& per_h_gamma) {
        this->matrix(y, per_h_gamma, lu_.values());
        return lu_.factorize();
    }
    /// Solves W x = b in place, after factorize(). There is room for LanePlan::room() numbers, of which those after the
    /// moving states are zero before and after.
    void solve(T* x) const {
        lu_.solve(x);
        const auto& plan = this->plan();
        for (std::int32_t k = plan.size(); k < plan.unknowns(); ++k) x[k] = T(0.0);
    }
    /// Returns the inverse of a pivot, after factorize().
    const T& inverse(const EliminationPlan::Pivot& pivot) const { return lu_.inverse(pivot); }

private:
    SparseLU<T> lu_;
};

}  // namespace opiodyn::detail
