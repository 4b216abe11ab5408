#include "lanes/elimination_plan.hpp"

#include <algorithm>
#include <utility>

namespace opiodyn::detail {
namespace {

/// Returns the order of the pivots, and marks in `filled` what elimination fills in.
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

/// Returns the rows of a substitution, ordered by the level of rows they wait for, then by length. `columns`
/// lists for each row those that come before it. They are put in order too, so that what is ready last is
/// needed last.
std::vector<std::size_t> order_rows(std::vector<std::vector<std::size_t>>& columns,
                                    const std::vector<std::size_t>& natural) {
    std::vector<std::size_t> level(columns.size(), 0), order = natural;
    for (const std::size_t row : natural)
        for (const std::size_t column : columns[row])
            level[row] = std::max(level[row], level[column] + 1);
    for (auto& row : columns)
        std::stable_sort(row.begin(), row.end(),
                         [&](std::size_t a, std::size_t b) { return level[a] < level[b]; });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(level[a], columns[a].size()) < std::pair(level[b], columns[b].size());
    });
    return order;
}

}  // namespace

EliminationPlan::EliminationPlan(JacobianPattern pattern, Index states) {
    const Index n = pattern.rows();
    pattern.diagonal().setConstant(true);
    const auto sequence = order_pivots(pattern);
    std::vector<std::int32_t> names;  // by pivots
    for (const Index unknown : sequence) {
        const auto next = static_cast<std::int32_t>(order.size());
        names.push_back(unknown < states ? next : static_cast<std::int32_t>(unknown));
        if (unknown < states) order.push_back(unknown);
    }
    for (Index unknown = states; unknown < n; ++unknown) order.push_back(unknown);
    const auto size_of = [](const auto& list) { return static_cast<std::int32_t>(list.size()); };
    const auto row = [&](Index k) { return sequence[static_cast<std::size_t>(k)]; };
    const auto name = [&](std::size_t k) { return names[k]; };
    const auto filled = [&](Index i, Index k) { return pattern(row(i), row(k)); };
    slots_of.assign(static_cast<std::size_t>(n * n), -1);
    const auto place = [&](Index i, Index k) -> std::int32_t& {
        const Index row_name = name(static_cast<std::size_t>(i));
        return slots_of[static_cast<std::size_t>(row_name * n + name(static_cast<std::size_t>(k)))];
    };
    pivots.resize(static_cast<std::size_t>(n));

    const auto count = static_cast<std::size_t>(n);
    std::vector<std::vector<std::size_t>> lower(count), upper(count);
    std::vector<std::size_t> up(count), down(count);
    for (std::size_t i = 0; i < count; ++i) {
        up[i] = i;
        down[i] = count - 1 - i;
        for (std::size_t k = 0; k < count; ++k)
            if (k != i && filled(static_cast<Index>(i), static_cast<Index>(k)))
                (k < i ? lower : upper)[i].push_back(k);
    }
    const auto add_row = [&](std::size_t i, const auto& columns, auto& list, auto& rows) {
        for (const std::size_t k : columns[i]) {
            place(static_cast<Index>(i), static_cast<Index>(k)) = slots++;
            list.push_back(name(k));
        }
        rows.push_back({name(i), size_of(list)});
    };
    for (const std::size_t i : order_rows(lower, up))
        if (!lower[i].empty()) add_row(i, lower, left, forward);
    for (const std::size_t i : order_rows(upper, down)) {
        pivots[i] = {slots, name(i), 0};
        place(static_cast<Index>(i), static_cast<Index>(i)) = slots++;
        add_row(i, upper, right, backward);
    }
    for (Index k = 0; k < n; ++k) {
        for (Index i = k + 1; i < n; ++i) {
            if (!filled(i, k)) continue;
            for (Index j = k + 1; j < n; ++j)
                if (filled(k, j)) updates.push_back({place(i, j), place(k, j)});
            eliminations.push_back({place(i, k), size_of(updates)});
        }
        pivots[static_cast<std::size_t>(k)].last_elimination = size_of(eliminations);
    }
}

}  // namespace opiodyn::detail
