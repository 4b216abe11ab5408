#include "solver/variants.hpp"

#include <algorithm>

#include "library/parameter_kinds.hpp"
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
        changes_.push_back(change);
    }
    std::stable_sort(changes_.begin(), changes_.end(), [](const Change* a, const Change* b) {
        return a->time < b->time && !same_instant(a->time.value, b->time.value);
    });
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
                         "another model can");
}

}  // namespace opiodyn::detail
