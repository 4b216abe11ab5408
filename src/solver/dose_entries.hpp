#pragma once
/// entries_of() tells where a dose enters a model: at the inputs of its route, or in the compartment it names.

#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

inline std::vector<Entry> entries_of(const Model& model, const Dose& dose) {
    return dose.cmt.empty() ? model.entries(dose.drug, dose.route)
                            : model.entries(dose.drug, dose.cmt);
}

}  // namespace opiodyn::detail
