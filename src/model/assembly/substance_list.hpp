#pragma once
/// Which substances a model holds.

#include <vector>

#include "foundations/words.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Drugs in the order of the options, metabolites after them, then peptides; each with the receptors
/// that the options' bindings add. Throws InvalidInput or UnknownName.
std::vector<Substance> substances_of(const ModelOptions& options);

/// True for a drug or metabolite that binds to one of the receptors: these see the effect site.
bool has_effect_site(const Substance& substance, const std::vector<Receptor>& receptors);

}  // namespace opiodyn::detail
