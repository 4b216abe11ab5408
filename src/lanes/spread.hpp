#pragma once
/// A spread follows an amount that a depot delivers in a step through the states behind the depot. The exact content of
/// a depot differs from the method's, and the difference was delivered during the step and not at its end
/// (docs/theory.md, section 5). Here it enters evenly, and one step of the implicit Euler method takes it on:
///     (I / h - J) d = u / h,
/// where u is the rate into each compartment per content of the depot, and J is the linear part of the model among the
/// compartments behind the depots. No amount is lost, because J loses none.

#include <cstdint>
#include <vector>

#include "lanes/elimination_plan.hpp"
#include "lanes/sparse_lu.hpp"

namespace opiodyn::detail {

struct SpreadPlan {
    /// An Entry is a non-zero of the linear part of a model, by the places of its states.
    struct Entry {
        std::int32_t row, column;
    };
    /// A Value is a place for a linear entry: a slot of the elimination, or a pivot that a depot feeds.
    struct Value {
        std::int32_t linear, place;
    };

    SpreadPlan() = default;
    /// Makes a plan for depots at these places. `linear` has the non-zeros of the linear part. Places that hold no
    /// amount of a drug, as effect sites, are passed by.
    SpreadPlan(const std::vector<std::int32_t>& depots, const std::vector<Entry>& linear,
               const std::vector<bool>& is_amount);

    EliminationPlan elimination;
    std::vector<std::int32_t> states;        ///< place of the state at each pivot
    std::vector<Value> among;                ///< entries among these states
    std::vector<std::vector<Value>> inlets;  ///< entries from each depot
};

/// A Spread holds the numbers of a plan for one step.
template <class T>
class Spread {
public:
    explicit Spread(const SpreadPlan& plan)
        : plan_(plan),
          lu_(plan.elimination),
          amounts_(plan.inlets.size() * plan.states.size(), T(0.0)) {}

    /// Prepares add() for a step of 1 / per_h, with the values of the linear entries.
    template <class Real>
    void prepare(const std::vector<T>& linear, const Real& per_h) {
        if (plan_.states.empty()) return;
        const auto value = [&](std::int32_t entry) {
            return linear[static_cast<std::size_t>(entry)];
        };
        T* const w = lu_.values();
        for (std::int32_t k = 0; k < plan_.elimination.slots; ++k) w[k] = T(0.0);
        for (const auto& pivot : plan_.elimination.pivots) w[pivot.slot] = T(per_h);
        for (const auto& [entry, slot] : plan_.among) w[slot] -= value(entry);
        lu_.factorize();  // Compartments lose no more than they have, so that every pivot is positive.
        T* amounts = amounts_.data();
        for (const auto& inlets : plan_.inlets) {
            for (std::size_t k = 0; k < plan_.states.size(); ++k) amounts[k] = T(0.0);
            for (const auto& [entry, pivot] : inlets) amounts[pivot] = per_h * value(entry);
            if (!inlets.empty()) lu_.solve(amounts);
            amounts += plan_.states.size();
        }
    }

    /// Adds what becomes of the content x of a depot, times the time over which it has leaked.
    void add(std::size_t depot, const T& x, T* y) const {
        const T* const amounts = amounts_.data() + depot * plan_.states.size();
        if (plan_.inlets[depot].empty()) return;
        for (std::size_t k = 0; k < plan_.states.size(); ++k) y[plan_.states[k]] += amounts[k] * x;
    }

private:
    const SpreadPlan& plan_;
    SparseLU<T> lu_;
    std::vector<T> amounts_;  ///< one for each depot and pivot
};

}  // namespace opiodyn::detail
