#pragma once
/// Where a dose enters a model: the inputs of its route, or the compartment it names.

#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

inline std::vector<Entry> entries_of(const Model& model, const Dose& dose) {
    return dose.compartment.empty() ? model.entries(dose.drug, dose.route)
                                    : model.entries(dose.drug, dose.compartment);
}

}  // namespace opiodyn::detail
