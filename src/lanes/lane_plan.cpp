#include "lanes/lane_plan.hpp"

#include <algorithm>
#include <set>

#include "equations/dependency.hpp"
#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {
namespace {

JacobianPattern part(const JacobianPattern& pattern, const std::vector<Index>& states) {
    const auto n = static_cast<Index>(states.size());
    JacobianPattern result(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            result(i, j) =
                pattern(states[static_cast<std::size_t>(i)], states[static_cast<std::size_t>(j)]);
    return result;
}

/// Returns the active states in the order of their pivots, then the others.
std::vector<Index> order_states(const EliminationPlan& elimination,
                                const std::vector<Index>& active, Index all) {
    std::vector<Index> order;
    for (const Index pivot : elimination.order)
        order.push_back(active[static_cast<std::size_t>(pivot)]);
    for (Index i = 0; i < all; ++i)
        if (!std::binary_search(active.begin(), active.end(), i)) order.push_back(i);
    return order;
}

/// Returns the states that the read-outs depend on.
std::set<Index> states_of(const Model::Implementation& model,
                          const std::vector<Observation>& observations) {
    Numbers<Dependency> y(model.baseline.size());
    for (Index j = 0; j < model.baseline.size(); ++j) y[j] = Dependency::on(j);
    const auto read = model.reader(y);
    std::set<Index> states;
    for (const auto& o : observations) {
        const Dependency value = read(o);
        states.insert(value.states().begin(), value.states().end());
    }
    return states;
}

}  // namespace

LanePlan::LanePlan(const Model::Implementation& model, std::vector<Observation> wanted,
                   const std::vector<Index>& active)
    : elimination(part(model.shape->pattern, active)),
      position(static_cast<std::size_t>(model.baseline.size())),
      state(order_states(elimination, active, model.baseline.size())),
      observations(std::move(wanted)) {
    for (std::size_t k = 0; k < state.size(); ++k)
        position[static_cast<std::size_t>(state[k])] = static_cast<std::int32_t>(k);
    const auto place = [&](Index i) { return position[static_cast<std::size_t>(i)]; };
    for (std::int32_t i = 0; i < all(); ++i)
        for (std::int32_t j = 0; j < all(); ++j) {
            const auto slot = i < size() && j < size() ? elimination.slot(i, j) : elimination.slots;
            slots.push_back(slot < 0 ? elimination.slots : slot);  // Nobody reads the last slot.
        }
    add_linear(model);
    add_decays(model);
    add_far(model);
    add_observed(model);
    read_outs = observations;
    for (auto& o : read_outs)
        if (o.kind == Observation::Kind::state) o.state = place(o.state);
}

void LanePlan::add_observed(const Model::Implementation& model) {
    auto states = states_of(model, observations);
    const auto wanted = [&](std::int32_t i) {
        return states.contains(state[static_cast<std::size_t>(i)]);
    };
    for (const auto& decay : moving.decays) {
        const bool drains = std::any_of(decay.drains.begin(), decay.drains.end(),
                                        [&](const Drain& drain) { return wanted(drain.state); });
        if (!drains && !wanted(decay.state)) continue;
        states.insert(state[static_cast<std::size_t>(decay.state)]);
        observed.decays.push_back(decay);
    }
    for (const std::int32_t i : moving.positions)
        if (wanted(i)) observed.positions.push_back(i);
}

/// Adds the states of a model with a transit chain. Models without one have none, and keep
/// their bits.
void LanePlan::add_far(const Model::Implementation& model) {
    const auto& substances = model.equations.substances;
    if (std::none_of(substances.begin(), substances.end(),
                     [](const auto& d) { return !d.transits.empty(); }))
        return;
    for (std::int32_t i = 0; i < size(); ++i) far_states.push_back(i);
}

void LanePlan::add_linear(const Model::Implementation& model) {
    for (std::int32_t i = 0; i < size(); ++i) {
        moving.positions.push_back(i);
        const Index row = state[static_cast<std::size_t>(i)];
        for (std::int32_t j = 0; j < size(); ++j)
            if (model.shape->linear_pattern(row, state[static_cast<std::size_t>(j)]))
                linear.push_back({j, elimination.slot(i, j)});
        const auto last = static_cast<std::int32_t>(linear.size());
        if (last > (linear_rows.empty() ? 0 : linear_rows.back().last))
            linear_rows.push_back({i, last});
    }
}

void LanePlan::add_decays(const Model::Implementation& model) {
    std::int32_t first = 0;
    for (const auto& [row, last] : linear_rows) {
        const Index i = state[static_cast<std::size_t>(row)];
        const bool alone =
            model.shape->pattern.row(i).count() == 1 && model.shape->linear_pattern(i, i);
        if (alone) moving.decays.push_back({row, first, {}});
        first = last;
    }
    for (auto& decay : moving.decays) {
        std::int32_t entry = 0;
        for (const auto& [row, last] : linear_rows)
            for (; entry < last; ++entry)
                if (linear[static_cast<std::size_t>(entry)].column == decay.state &&
                    row != decay.state)
                    decay.drains.push_back({row, entry});
    }
}

LaneModel LanePlan::numbers_of(const Model::Implementation& model,
                               std::vector<double>& values) const {
    values.resize(linear.size());
    std::size_t k = 0;
    const auto at = [&](std::int32_t i) { return state[static_cast<std::size_t>(i)]; };
    for (const auto& row : linear_rows)
        for (; k < static_cast<std::size_t>(row.last); ++k)
            values[k] = model.linear_jacobian(at(row.row), at(linear[k].column));
    return {&model.equations, values.data()};
}

}  // namespace opiodyn::detail
