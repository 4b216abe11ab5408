#pragma once
// A counted::Number counts what is done to it: the arithmetic that a step of a model needs at the least, in vector
// instructions, each of which serves all lanes.

#include <algorithm>
#include <vector>

#include "equations/equations_transfer.hpp"
#include "equations/jacobian/equations_jacobian.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/sparse_lu.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/model.hpp"
#include "solver/active_states.hpp"

namespace counted {

struct Number {
    double value{0.0};
    static inline long operations = 0, divisions = 0;

    Number() = default;
    Number(double x) : value(x) {}

    Number& operator+=(const Number& b) { return ++operations, value += b.value, *this; }
    Number& operator-=(const Number& b) { return ++operations, value -= b.value, *this; }
    Number& operator*=(const Number& b) { return ++operations, value *= b.value, *this; }
    Number& operator/=(const Number& b) { return ++divisions, value /= b.value, *this; }
    friend Number operator+(Number a, const Number& b) { return a += b; }
    friend Number operator-(Number a, const Number& b) { return a -= b; }
    friend Number operator*(Number a, const Number& b) { return a *= b; }
    friend Number operator/(Number a, const Number& b) { return a /= b; }
    friend Number operator-(const Number& a) { return ++operations, Number(-a.value); }
    friend bool operator<=(const Number& a, double b) { return ++operations, a.value <= b; }
    friend bool operator>(const Number& a, const Number& b) {
        return ++operations, a.value > b.value;
    }
    friend bool operator==(const Number& a, const Number& b) { return a.value == b.value; }
};

inline double value_of(const Number& x) { return x.value; }
inline Number select(bool condition, const Number& yes, const Number& no) {
    return ++Number::operations, condition ? yes : no;
}
inline Number positive_part(const Number& x) {
    return Number::operations += 2, Number(std::max(0.0, x.value));
}
inline Number smallest(const Number& a, const Number& b) {
    return Number::operations += 2, Number(std::min(a.value, b.value));
}
/// Counts the operations of the lanes where the exponent is 2, 3 or 4, which is usual.
inline Number power(const Number& x, const Number& p) {
    return Number::operations += 4, Number(x.value <= 0.0 ? 0.0 : std::pow(x.value, p.value));
}

struct Matrix {
    std::vector<Number> values;
    opiodyn::Index size;
    Number& operator()(opiodyn::Index i, opiodyn::Index j) {
        return values[static_cast<std::size_t>(i * size + j)];
    }
};

struct Assign {
    void number(double from, Number& to) { to = from; }
    void shape(opiodyn::Index) {}
    opiodyn::Index state(opiodyn::Index index) { return index; }
};

/// A Step counts the vector instructions of the parts of one step.
struct Step {
    long rates, jacobian, factor, solve, combinations, control, divisions;
    long operations() const {
        return 8 * rates + jacobian + factor + 8 * solve + combinations + control;
    }
};

inline Step step_of(const opiodyn::Model& model, const opiodyn::Regimen& regimen) {
    const auto& m = model.implementation();
    const opiodyn::detail::LanePlan plan(m, {}, opiodyn::detail::active_states(model, regimen));
    opiodyn::detail::Equations<Number> equations;
    Assign assign;
    opiodyn::detail::Transfer<Assign>{assign}(m.equations, equations);
    const auto n = model.size();
    const std::vector<Number> y(m.baseline.begin(), m.baseline.end());
    std::vector<Number> rates(y.size());
    const Number* const at = y.data();
    Number* to = rates.data();
    const auto counting = [](const auto& work) {
        Number::operations = 0;
        work();
        return Number::operations;
    };
    const auto linear = static_cast<long>(plan.linear.size());
    Step step{};
    Number::divisions = 0;
    step.rates = 2 * linear + counting([&] { equations.add_nonlinear_part(at, to); });
    step.divisions = 8 * Number::divisions;
    Number::divisions = 0;
    Matrix J{std::vector<Number>(static_cast<std::size_t>(n * n)), n};
    step.jacobian =
        linear + counting([&] { opiodyn::detail::add_nonlinear_jacobian(equations, at, J); });
    opiodyn::detail::SparseLU<Number> lu(plan.elimination);
    std::fill_n(lu.values(), plan.elimination.slots, Number(1e-3));
    for (const auto& pivot : plan.elimination.pivots) lu.values()[pivot.slot] = 1.0;
    step.factor = counting([&] { lu.factorize(); });
    step.solve = counting([&] { lu.solve(rates.data()); });
    // Each state needs products and sums of the stages (rows of A and C), then error norm, signs, acceptance.
    const long moving = plan.size();
    step.combinations = (15 * 2 + 2 + 28 * 2 + 7 + 1) * moving;
    step.control = (8 + 2 + 1) * moving;
    step.divisions += Number::divisions + moving;
    return step;
}

}  // namespace counted
