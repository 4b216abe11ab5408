#include "batch/batch_groups.hpp"

#include <utility>

#include "equations/equations_transfer.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "solver/active_states.hpp"

namespace opiodyn::detail {
namespace {

/// A shape lists all of a model that is not the value of a parameter. Models of equal shape can share lanes.
struct Shape {
    std::vector<Index> values;
    void number(double, double) {}
    void shape(Index value) { values.push_back(value); }
    Index state(Index index) { return values.emplace_back(index); }
};

std::size_t column_of(const Model& model, const std::string& name) {
    const auto& columns = model.columns();
    std::vector<std::string> known;
    for (std::size_t k = 0; k < columns.size(); ++k) {
        known.push_back(columns[k].name());
        if (known.back() == name) return k;
    }
    throw UnknownNameError("column", name, known);
}

std::vector<Index> shape_of(const Model& model, const BatchRequest& request,
                            const std::vector<Index>& active) {
    const auto& m = model.implementation();
    Shape shape;
    shape.values = active;
    Transfer<Shape> transfer(shape);
    Equations<double> equations;
    transfer(m.equations, equations);
    shape.shape(model.size());
    const Wanted wanted(model, request);
    for (const auto& o : wanted.observations)
        for (const Index value : {static_cast<Index>(o.kind), static_cast<Index>(o.group),
                                  static_cast<Index>(o.site), o.state})
            shape.shape(value);
    for (const auto place : wanted.columns) shape.shape(static_cast<Index>(place));
    for (const auto place : wanted.metrics) shape.shape(static_cast<Index>(place));
    return std::move(shape.values);
}

}  // namespace

Wanted::Wanted(const Model& model, const BatchRequest& request) {
    std::map<std::size_t, std::size_t> place;
    const auto add = [&](const std::string& name) {
        const std::size_t column = column_of(model, name);
        const auto [found, fresh] = place.try_emplace(column, observations.size());
        if (fresh) observations.push_back(model.implementation().shape->observations[column]);
        return found->second;
    };
    for (const auto& name : request.columns) columns.push_back(add(name));
    for (const auto& metric : request.metrics) metrics.push_back(add(metric.column));
}

std::vector<Index> states_of(const Subject& subject) {
    try {
        return active_states(subject.model, subject.regimen);
    } catch (const std::exception&) {
        return every_state(subject.model);
    }
}

Groups group_by_shape(const std::vector<Subject>& subjects, const BatchRequest& request) {
    Groups groups;
    // Models made from one another point to one ModelShape. Models made separately may still be alike.
    std::map<std::pair<const ModelShape*, std::vector<Index>>, std::vector<std::size_t>*> known;
    for (std::size_t k = 0; k < subjects.size(); ++k) {
        const auto& model = subjects[k].model;
        auto active = states_of(subjects[k]);
        auto& members = known[{model.implementation().shape.get(), active}];
        if (members == nullptr) members = &groups[shape_of(model, request, active)];
        members->push_back(k);
    }
    return groups;
}

}  // namespace opiodyn::detail
