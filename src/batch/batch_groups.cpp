#include "batch/batch_groups.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "equations/shape_notes.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "solver/active_states.hpp"
#include "solver/body.hpp"

namespace opiodyn::detail {
namespace {

/// The places of a model's columns are found by name. A request may name each column several times.
class ColumnPlaces {
public:
    explicit ColumnPlaces(const Model& model) {
        for (const auto& column : model.columns()) {
            places_.try_emplace(column.name(), names_.size());
            names_.push_back(column.name());
        }
    }
    /// Throws UnknownNameError for a column that is not there.
    std::size_t of(const std::string& name) const {
        const auto found = places_.find(name);
        if (found == places_.end()) throw UnknownNameError("column", name, names_);
        return found->second;
    }

private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> places_;
};

/// Lists all that subjects who share lanes have in common.
std::vector<Index> shape_of(const Model& model, const BatchOrder& order,
                            const std::vector<Index>& active) {
    const auto& m = model.implementation();
    ShapeNotes shape(m.equations);
    shape.values.insert(shape.values.end(), active.begin(), active.end());
    shape.shape(model.size());
    const Wanted wanted(model, order);
    for (const auto& o : wanted.observations)
        for (const Index value : {static_cast<Index>(o.kind), static_cast<Index>(o.group),
                                  static_cast<Index>(o.site), o.state})
            shape.shape(value);
    for (const auto place : wanted.columns) shape.shape(static_cast<Index>(place));
    for (const auto place : wanted.metrics) shape.shape(static_cast<Index>(place));
    return std::move(shape.values);
}

/// Returns the model with the changes that come before anything else, which decides what moves in a run alone too.
Model model_at_start(const Subject& subject) {
    const auto& records = subject.regimen.records();
    const bool changes = std::any_of(records.begin(), records.end(), [](const Record& record) {
        return std::holds_alternative<Change>(record) && same_instant(time_of(record), 0.0);
    });
    if (!changes) return subject.model;
    const SolverOptions options;
    Budget budget(options);
    Body body(subject.model, subject.regimen, options, budget);
    body.schedule();
    return body.model();
}

}  // namespace

Wanted::Wanted(const Model& model, const BatchOrder& order) {
    if (order.whole_runs) {
        observations = model.implementation().shape->observations;
        columns.resize(observations.size());
        std::iota(columns.begin(), columns.end(), std::size_t{0});
        return;
    }
    const ColumnPlaces known(model);
    std::map<std::size_t, std::size_t> place;
    const auto add = [&](const std::string& name) {
        const std::size_t column = known.of(name);
        const auto [found, fresh] = place.try_emplace(column, observations.size());
        if (fresh) observations.push_back(model.implementation().shape->observations[column]);
        return found->second;
    };
    for (const auto& name : order.columns) columns.push_back(add(name));
    for (const auto& metric : order.metrics) metrics.push_back(add(metric.column));
}

std::vector<Index> states_of(const Subject& subject) {
    try {
        return active_states(model_at_start(subject), subject.regimen);
    } catch (const std::exception&) {
        return every_state(subject.model);
    }
}

Groups group_by_shape(const std::vector<Subject>& subjects, const BatchOrder& order) {
    Groups groups;
    // Models made from one another point to one ModelShape. Models made separately may still be alike.
    std::map<std::pair<const ModelShape*, std::vector<Index>>, std::vector<std::size_t>*> known;
    for (std::size_t k = 0; k < subjects.size(); ++k) {
        const auto& model = subjects[k].model;
        auto active = states_of(subjects[k]);
        auto& members = known[{model.implementation().shape.get(), active}];
        if (members == nullptr) members = &groups[shape_of(model, order, active)];
        members->push_back(k);
    }
    return groups;
}

}  // namespace opiodyn::detail
