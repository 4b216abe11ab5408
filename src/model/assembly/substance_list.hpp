#pragma once
/// This header lists the substances of a model.

#include <vector>

#include "foundations/words.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Returns the drugs in the order of the options, then metabolites, then peptides. Each has the receptors that the
/// options' bindings add. Throws InputError or UnknownNameError.
std::vector<Substance> substances_of(const ModelOptions& options);

/// Tells whether a substance is a drug or metabolite that binds to one of the receptors, which see the effect
/// site.
bool has_effect_site(const Substance& substance, const std::vector<Receptor>& receptors);

}  // namespace opiodyn::detail
