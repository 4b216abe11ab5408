#include "solver/variants.hpp"

#include <algorithm>

#include "dosing/record_order.hpp"
#include "library/parameter_kinds.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {

Variants::Variants(const Model& model, const Regimen& regimen) : base_(model), current_(model) {
    for (const auto& record : regimen.records()) {
        const auto* change = std::get_if<Change>(&record);
        if (change == nullptr) continue;
        for (const auto& [name, value] : change->parameters) {  // Errors shall come before the run.
            if (!model.parameters().missing().contains(name)) model.parameters().at(name);
            check_domain(name, value);
        }
    }
    for (const auto& place : ordered(regimen.records()))
        if (const auto* change = std::get_if<Change>(&regimen.records()[place.record]))
            changes_.push_back(change);
}

const Model& Variants::after(std::size_t count) {
    if (count == count_) return current_;
    if (count < count_) {
        parameters_.clear();
        count_ = 0;
    }
    for (; count_ < count; ++count_)
        for (const auto& [name, value] : changes_[count_]->parameters) parameters_[name] = value;
    current_ = parameters_.empty() ? base_ : base_.with(parameters_);
    require_same_columns();
    require_same_structure();
    return current_;
}

/// Throws InputError if columns come or go: a receptor without any drug-free tone has no column for it.
void Variants::require_same_columns() const {
    const auto same = [](const Column& a, const Column& b) { return a.name() == b.name(); };
    const auto& before = base_.columns();
    const auto& after = current_.columns();
    if (!std::equal(before.begin(), before.end(), after.begin(), after.end(), same))
        throw InputError("change", std::to_string(count_),
                         "takes away the drug-free tone of a receptor, or brings one, which only "
                         "another model can; give the levels e0 to the model from the start");
}

/// Throws InputError if rates depend on other states than before, or ligands play other roles. The states that a run
/// moves, and the lanes that several subjects share, are settled when it begins.
void Variants::require_same_structure() const {
    const auto &before = base_.implementation(), &after = current_.implementation();
    if (before.shape == after.shape) return;
    const bool same_roles = std::equal(
        before.equations.response.roles.begin(), before.equations.response.roles.end(),
        after.equations.response.roles.begin(), after.equations.response.roles.end(),
        [](const auto& a, const auto& b) {
            return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                              [](const auto& x, const auto& y) {
                                  return x.agonist == y.agonist && x.antagonist == y.antagonist;
                              });
        });
    if (!same_roles)
        throw InputError(
            "change", std::to_string(count_),
            "makes an agonist of an antagonist, or the reverse, which only another model "
            "can; give tau to the model from the start");
    if (before.shape->pattern != after.shape->pattern)
        throw InputError(
            "change", std::to_string(count_),
            "lets a rate depend on what it did not depend on, or the reverse, which only "
            "another model can; give the values to the model from the start");
}

}  // namespace opiodyn::detail
