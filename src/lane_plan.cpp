#include "detail/lane_plan.hpp"

#include <set>

#include "detail/dependency.hpp"
#include "detail/model_implementation.hpp"

namespace opiodyn::detail {
namespace {

std::vector<std::int32_t> states_of(const Model::Implementation& model,
                                    const std::vector<Observation>& observations) {
    Numbers<Dependency> y(model.baseline.size());
    for (Index j = 0; j < model.baseline.size(); ++j) y[j] = Dependency::on(j);
    const Reader<double, Numbers<Dependency>> read(model.equations,
                                                   model.pain ? &*model.pain : nullptr, y);
    std::set<std::int32_t> states;
    for (const auto& o : observations) {
        const Dependency value = read(o);
        for (const Index state : value.states()) states.insert(static_cast<std::int32_t>(state));
    }
    return {states.begin(), states.end()};
}

}  // namespace

LanePlan::LanePlan(const Model::Implementation& model, std::vector<Observation> wanted)
    : elimination(model.shape->elimination()),
      equations(model.equations),
      pain(model.pain),
      signed_states(model.shape->signed_states.begin(), model.shape->signed_states.end()),
      observations(std::move(wanted)),
      interpolated(states_of(model, observations)) {
    for (Index i = 0; i < model.baseline.size(); ++i) {
        all_states.push_back(static_cast<std::int32_t>(i));
        for (Index j = 0; j < model.baseline.size(); ++j)
            if (model.shape->linear_pattern(i, j))
                linear.push_back({static_cast<std::int32_t>(j), elimination.slot(i, j)});
        const auto last = static_cast<std::int32_t>(linear.size());
        if (last > (linear_rows.empty() ? 0 : linear_rows.back().last))
            linear_rows.push_back({static_cast<std::int32_t>(i), last});
    }
}

void LanePlan::linear_values(const Model::Implementation& model,
                             std::vector<double>& values) const {
    values.resize(linear.size());
    std::size_t k = 0;
    for (const auto& row : linear_rows)
        for (; k < static_cast<std::size_t>(row.last); ++k)
            values[k] = model.linear_jacobian(row.state, linear[k].column);
}

}  // namespace opiodyn::detail
