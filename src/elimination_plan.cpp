#include "detail/elimination_plan.hpp"

namespace opiodyn::detail {
namespace {

/// Fills `filled` as elimination does; returns the order of the pivots.
std::vector<Index> order_pivots(JacobianPattern& filled) {
    const Index n = filled.rows();
    std::vector<Index> order;
    std::vector<bool> done(static_cast<std::size_t>(n), false);
    const auto open = [&](Index i, Index k) {
        return i != k && !done[static_cast<std::size_t>(i)];
    };
    const auto work = [&](Index k) {
        Index rows = 0, columns = 0;
        for (Index i = 0; i < n; ++i) {
            if (!open(i, k)) continue;
            rows += filled(i, k) ? 1 : 0;
            columns += filled(k, i) ? 1 : 0;
        }
        return rows * columns;
    };
    while (static_cast<Index>(order.size()) < n) {
        Index best = -1, least = 0;
        for (Index k = 0; k < n; ++k) {
            if (done[static_cast<std::size_t>(k)]) continue;
            const Index cost = work(k);
            if (best >= 0 && cost >= least) continue;
            best = k;
            least = cost;
        }
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j)
                if (open(i, best) && open(j, best) && filled(i, best) && filled(best, j))
                    filled(i, j) = true;
        done[static_cast<std::size_t>(best)] = true;
        order.push_back(best);
    }
    return order;
}

}  // namespace

EliminationPlan::EliminationPlan(JacobianPattern pattern) {
    const Index n = pattern.rows();
    pattern.diagonal().setConstant(true);
    const auto order = order_pivots(pattern);
    const auto size_of = [](const auto& list) { return static_cast<std::int32_t>(list.size()); };
    const auto state = [&](Index k) { return order[static_cast<std::size_t>(k)]; };
    const auto filled = [&](Index i, Index k) { return pattern(state(i), state(k)); };
    slots_of.assign(static_cast<std::size_t>(n * n), -1);
    const auto place = [&](Index i, Index k) -> std::int32_t& {
        return slots_of[static_cast<std::size_t>(state(i) * n + state(k))];
    };
    pivots.resize(static_cast<std::size_t>(n));
    const auto pivot = [&](Index k) -> Pivot& { return pivots[static_cast<std::size_t>(k)]; };

    for (Index i = 0; i < n; ++i) {
        for (Index k = 0; k < i; ++k) {
            if (!filled(i, k)) continue;
            place(i, k) = slots++;
            left.push_back(static_cast<std::int32_t>(state(k)));
        }
        pivot(i).last_left = size_of(left);
    }
    for (Index k = n - 1; k >= 0; --k) {
        for (Index j = k + 1; j < n; ++j) {
            if (!filled(k, j)) continue;
            place(k, j) = slots++;
            right.push_back(static_cast<std::int32_t>(state(j)));
        }
        pivot(k).last_right = size_of(right);
    }
    for (Index k = 0; k < n; ++k) {
        pivot(k).state = static_cast<std::int32_t>(state(k));
        pivot(k).slot = place(k, k) = slots++;
    }
    for (Index k = 0; k < n; ++k) {
        for (Index i = k + 1; i < n; ++i) {
            if (!filled(i, k)) continue;
            for (Index j = k + 1; j < n; ++j)
                if (filled(k, j)) updates.push_back({place(i, j), place(k, j)});
            eliminations.push_back({place(i, k), size_of(updates)});
        }
        pivot(k).last_elimination = size_of(eliminations);
    }
}

}  // namespace opiodyn::detail
