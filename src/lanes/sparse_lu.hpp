#pragma once
/// A SparseLU is a factorization without pivoting, over any number type. It holds the non-zeros and nothing else, in
/// the order of an EliminationPlan. docs/decisions/no-pivots.md says why our systems need no pivoting.

#include <vector>

#include "lanes/elimination_plan.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::detail {

template <class T>
class SparseLU {
public:
    explicit SparseLU(const EliminationPlan& plan)
        : plan_(plan), value_(static_cast<std::size_t>(plan.slots) + 1) {}

    /// Returns the non-zeros by slot, to be filled before factorize(). One more follows, which nobody reads.
    T* values() { return value_.data(); }

    /// Makes the factors in place. The result tells where every pivot was positive. Elsewhere, and there alone, the
    /// numbers mean nothing: a lane that fails does not disturb the others.
    auto factorize() {
        T* const w = value_.data();
        auto sound = value_of(w[0]) == value_of(w[0]);  // It is true but for NaN.
        const auto* elimination = plan_.eliminations.data();
        const auto* const first = elimination;
        const auto* update = plan_.updates.data();
        const auto* const updates = update;
        for (const auto& pivot : plan_.pivots) {
            sound = sound & (value_of(w[pivot.slot]) > 0.0);
            const T inverse = T(1.0) / w[pivot.slot];
            w[pivot.slot] = inverse;
            for (; elimination != first + pivot.last_elimination; ++elimination) {
                const T factor = w[elimination->factor] * inverse;
                w[elimination->factor] = factor;
                for (; update != updates + elimination->last_update; ++update)
                    w[update->target] -= factor * w[update->source];
            }
        }
        return sound;
    }

    /// Returns the inverse of a pivot, after factorize().
    const T& inverse(const EliminationPlan::Pivot& pivot) const {
        return value_[static_cast<std::size_t>(pivot.slot)];
    }

    /// Solves W x = b in place.
    void solve(T* x) const {
        const T* w = value_.data();
        const auto* column = plan_.left.data();
        const auto* const left = column;
        for (const auto& row : plan_.forward) {  // Row by row, a sum stays in a register.
            T sum = x[row.row];
            for (; column != left + row.last; ++column) sum -= *w++ * x[*column];
            x[row.row] = sum;
        }
        column = plan_.right.data();
        const auto* const right = column;
        for (const auto& row : plan_.backward) {
            T sum = x[row.row];
            const T& inverse = *w++;
            for (; column != right + row.last; ++column) sum -= *w++ * x[*column];
            x[row.row] = sum * inverse;
        }
    }

private:
    const EliminationPlan& plan_;
    std::vector<T> value_;
};

/// Takes A x from b. The matrix A has its non-zeros by the slots of a plan.
template <class T>
void subtract_product(const EliminationPlan& plan, const T* A, const T* x, T* b) {
    const auto* column = plan.left.data();
    const auto* const left = column;
    for (const auto& row : plan.forward)
        for (; column != left + row.last; ++column) b[row.row] -= *A++ * x[*column];
    column = plan.right.data();
    const auto* const right = column;
    for (const auto& row : plan.backward) {
        T sum = b[row.row] - *A++ * x[row.row];
        for (; column != right + row.last; ++column) sum -= *A++ * x[*column];
        b[row.row] = sum;
    }
}

}  // namespace opiodyn::detail
