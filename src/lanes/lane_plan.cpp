#include "lanes/lane_plan.hpp"

#include <algorithm>
#include <set>

#include "equations/dependency.hpp"
#include "equations/equations_transfer.hpp"
#include "equations/shape_notes.hpp"
#include "lanes/reduction.hpp"
#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {
namespace {

/// Free receptors are an unknown where at least so many complexes move. With three receptors and no response, a step
/// then takes 9 % fewer operations at 6 ligands and 27 % fewer at 12. With fewer ligands it takes about as many.
constexpr std::size_t many_complexes = 6;

bool moves(const std::vector<Index>& active, Index state) {
    return std::binary_search(active.begin(), active.end(), state);
}

/// Returns the complexes of a population that move.
std::vector<Index> complexes_of(const binding::Pool<double>& pool,
                                const std::vector<Index>& active) {
    std::vector<Index> complexes;
    for (const auto& site : pool.sites)
        if (moves(active, site.bound)) complexes.push_back(site.bound);
    return complexes;
}

std::vector<LanePlan::Free> free_unknowns(const Equations<double>& equations,
                                          const std::vector<Index>& active) {
    std::vector<LanePlan::Free> list;
    if (!equations.kinetic) return list;
    for (std::size_t r = 0; r < equations.receptors.size(); ++r) {
        const auto complexes = complexes_of(equations.receptors[r], active);
        if (complexes.size() >= many_complexes) list.push_back({r, complexes.front()});
    }
    return list;
}

/// Gives the free receptors of a population a row and a column, the last ones of a pattern of all states and further
/// unknowns. What sees the receptors then sees them there, and no longer each complex.
void add_free(const binding::Pool<double>& pool, Index free, JacobianPattern& pattern) {
    std::vector<Index> parts;  // what F is made of
    for (const auto& site : pool.sites) parts.push_back(site.bound);
    if (pool.density != binding::constant_density) parts.push_back(pool.density);
    for (const auto& site : pool.sites) {
        const auto see = [&](Index row) {
            for (const Index part : parts)
                if (part != site.bound) pattern(row, part) = false;
            pattern(row, free) = true;
        };
        see(site.bound);
        if (site.retained) see(site.source);
    }
    for (const Index part : parts) pattern(free, part) = true;
}

/// Returns the pattern of the linear system: that of the active states, then of free receptors.
JacobianPattern pattern_of(const Model::Implementation& model, std::vector<Index> unknowns,
                           const std::vector<LanePlan::Free>& free) {
    const Index n = model.shape->pattern.rows(), all = n + static_cast<Index>(free.size());
    JacobianPattern whole = JacobianPattern::Constant(all, all, false);
    whole.topLeftCorner(n, n) = model.shape->pattern;
    for (Index i = n; i < all; ++i) {
        const auto& population = free[static_cast<std::size_t>(i - n)];
        add_free(model.equations.receptors[population.receptor], i, whole);
        unknowns.push_back(i);
    }
    const auto size = static_cast<Index>(unknowns.size());
    JacobianPattern result(size, size);
    for (Index i = 0; i < size; ++i)
        for (Index j = 0; j < size; ++j)
            result(i, j) =
                whole(unknowns[static_cast<std::size_t>(i)], unknowns[static_cast<std::size_t>(j)]);
    return result;
}

/// Returns the active states in the order of their pivots, then the others.
std::vector<Index> order_states(const EliminationPlan& elimination,
                                const std::vector<Index>& active, Index all) {
    std::vector<Index> order;
    for (std::size_t k = 0; k < active.size(); ++k)
        order.push_back(active[static_cast<std::size_t>(elimination.order[k])]);
    for (Index i = 0; i < all; ++i)
        if (!moves(active, i)) order.push_back(i);
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

/// Placed keeps numbers, and names states by their places.
struct Placed {
    const LanePlan& plan;
    void number(double from, double& to) { to = from; }
    void shape(Index) {}
    Index state(Index index) const { return index < 0 ? index : plan.place_of(index); }
};

/// Listed writes down numbers in their order.
struct Listed {
    std::vector<double>& numbers;
    void number(double from, double) { numbers.push_back(from); }
    void shape(Index) {}
    Index state(Index index) { return index; }
};

/// Appends the numbers of equations in the order of a Transfer.
void list(const Equations<double>& equations, std::vector<double>& numbers) {
    Listed listed{numbers};
    Equations<double> copy;
    Transfer<Listed>{listed}(equations, copy);
}

}  // namespace

LanePlan::LanePlan(const Model::Implementation& model, std::vector<Observation> wanted,
                   const std::vector<Index>& active)
    : free(free_unknowns(model.equations, active)),
      elimination(pattern_of(model, active, free), static_cast<Index>(active.size())),
      position(static_cast<std::size_t>(model.baseline.size())),
      state(order_states(elimination, active, model.baseline.size())),
      observations(std::move(wanted)) {
    for (std::size_t k = 0; k < state.size(); ++k)
        position[static_cast<std::size_t>(state[k])] = static_cast<std::int32_t>(k);
    const std::int32_t n = unknowns();
    for (std::int32_t i = 0; i <= n; ++i)
        for (std::int32_t j = 0; j <= n; ++j) {
            const auto slot = i < n && j < n ? elimination.slot(i, j) : elimination.slots;
            slots.push_back(slot < 0 ? elimination.slots : slot);  // Nobody reads the last slot.
        }
    add_linear(model);
    add_decays(model);
    add_spread(model);
    add_far(model);
    auto equations = placed(model.equations);
    for (const auto& o : observations) {
        read_outs.push_back(reduced(o, equations, unknowns()));
        if (o.kind == Observation::Kind::state) read_outs.back().state = place_of(o.state);
    }
    reduce(equations, unknowns());
    shape = ShapeNotes(equations).values;
    shape.push_back(size());
    for (const auto& [row, last] : linear_rows) shape.insert(shape.end(), {row, last});
    for (const auto& entry : linear) shape.push_back(entry.column);
}

Index LanePlan::place_of(Index i) const {
    const std::int32_t place = position[static_cast<std::size_t>(i)];
    return place < size() ? place : unknowns();
}

Index LanePlan::state_at(std::int32_t place) const {
    if (place < size()) return state[static_cast<std::size_t>(place)];
    return free[static_cast<std::size_t>(place - size())].complex;
}

Equations<double> LanePlan::placed(const Equations<double>& equations) const {
    Equations<double> by_places;
    Placed placed{*this};
    Transfer<Placed>{placed}(equations, by_places);
    Index unknown = size();
    for (const auto& population : free) by_places.receptors[population.receptor].free = unknown++;
    return by_places;
}

std::vector<double> LanePlan::listed(const Equations<double>& equations) const {
    auto reduced = placed(equations);
    reduce(reduced, unknowns());
    std::vector<double> numbers;
    list(reduced, numbers);
    return numbers;
}

void LanePlan::find_observed(const Model::Implementation& model) {
    auto states = states_of(model, observations);
    const auto wanted = [&](std::int32_t i) {
        return states.contains(state[static_cast<std::size_t>(i)]);
    };
    for (const auto& decay : moving.decays) {
        const bool reached = !spread.inlets[decay.number].empty() &&
                             std::any_of(spread.states.begin(), spread.states.end(), wanted);
        if (!reached && !wanted(decay.state)) continue;
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
        if (alone) moving.decays.push_back({row, first, moving.decays.size(), {}});
        first = last;
    }
    for (const std::int32_t i : moving.positions)
        if (std::none_of(moving.decays.begin(), moving.decays.end(),
                         [&](const Decay& decay) { return decay.state == i; }))
            coupled.push_back(i);
    for (auto& decay : moving.decays) {
        std::int32_t entry = 0;
        for (const auto& [row, last] : linear_rows)
            for (; entry < last; ++entry)
                if (linear[static_cast<std::size_t>(entry)].column == decay.state &&
                    row != decay.state)
                    decay.drains.push_back({row, entry});
    }
}

/// Plans how what the decays deliver goes on through the compartments.
void LanePlan::add_spread(const Model::Implementation& model) {
    std::vector<bool> is_amount;
    for (const std::int32_t i : moving.positions)
        is_amount.push_back(
            model.shape->states[static_cast<std::size_t>(state[static_cast<std::size_t>(i)])]
                .unit == "nmol");
    std::vector<SpreadPlan::Entry> entries;
    for (const auto& [row, last] : linear_rows)
        while (entries.size() < static_cast<std::size_t>(last))
            entries.push_back({row, linear[entries.size()].column});
    Positions depots;
    for (const auto& decay : moving.decays) depots.push_back(decay.state);
    spread = {depots, entries, is_amount};
}

LaneModel LanePlan::numbers_of(const Model::Implementation& model, LaneNumbers& numbers) const {
    numbers.equations = placed(model.equations);
    reduce(numbers.equations, unknowns());
    auto& values = numbers.linear;
    values.resize(linear.size());
    std::size_t k = 0;
    const auto at = [&](std::int32_t i) { return state[static_cast<std::size_t>(i)]; };
    for (const auto& row : linear_rows)
        for (; k < static_cast<std::size_t>(row.last); ++k)
            values[k] = model.linear_jacobian(at(row.row), at(linear[k].column));
    numbers.all.clear();
    list(numbers.equations, numbers.all);
    numbers.all.insert(numbers.all.end(), values.begin(), values.end());
    return {&numbers.equations, values.data(), numbers.all.data(), numbers.all.size()};
}

}  // namespace opiodyn::detail
