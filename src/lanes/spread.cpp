#include "lanes/spread.hpp"

#include <algorithm>

namespace opiodyn::detail {
namespace {

/// Returns the compartments that anything from the depots reaches, in order.
std::vector<std::int32_t> reached(const std::vector<std::int32_t>& depots,
                                  const std::vector<SpreadPlan::Entry>& linear,
                                  const std::vector<bool>& is_amount) {
    std::vector<bool> from(is_amount.size(), false), behind(is_amount.size(), false);
    for (const auto depot : depots) from[static_cast<std::size_t>(depot)] = true;
    for (bool grows = true; grows;) {
        grows = false;
        for (const auto& entry : linear) {
            const auto row = static_cast<std::size_t>(entry.row);
            if (from[row] || !from[static_cast<std::size_t>(entry.column)] || !is_amount[row])
                continue;
            grows = from[row] = behind[row] = true;
        }
    }
    std::vector<std::int32_t> states;
    for (std::size_t i = 0; i < behind.size(); ++i)
        if (behind[i]) states.push_back(static_cast<std::int32_t>(i));
    return states;
}

}  // namespace

SpreadPlan::SpreadPlan(const std::vector<std::int32_t>& depots, const std::vector<Entry>& linear,
                       const std::vector<bool>& is_amount)
    : inlets(depots.size()) {
    const auto found = reached(depots, linear, is_amount);
    const auto n = static_cast<Index>(found.size());
    if (n == 0) return;
    // The index of a place among what was found, or n.
    const auto index = [&](std::int32_t place) {
        return static_cast<Index>(std::find(found.begin(), found.end(), place) - found.begin());
    };
    JacobianPattern pattern = JacobianPattern::Constant(n, n, false);
    for (const auto& [row, column] : linear)
        if (index(row) < n && index(column) < n) pattern(index(row), index(column)) = true;
    elimination = EliminationPlan(pattern);
    std::vector<Index> pivot(found.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
        const auto i = static_cast<std::size_t>(elimination.order[k]);
        pivot[i] = static_cast<Index>(k);
        states.push_back(found[i]);
    }
    for (std::size_t e = 0; e < linear.size(); ++e) {
        const Index row = index(linear[e].row), column = index(linear[e].column);
        if (row == n) continue;
        const Index to = pivot[static_cast<std::size_t>(row)];
        const auto entry = static_cast<std::int32_t>(e);
        if (column < n)
            among.push_back({entry, elimination.slot(to, pivot[static_cast<std::size_t>(column)])});
        for (std::size_t d = 0; d < depots.size(); ++d)
            if (depots[d] == linear[e].column)
                inlets[d].push_back({entry, static_cast<std::int32_t>(to)});
    }
}

}  // namespace opiodyn::detail
