#pragma once
/// This header collects the parameters that a model holds.

#include <map>
#include <string>
#include <vector>

#include "model/shape/model_shape.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Returns the parameters of the substances, the bindings, the biophase preset and the response, before any of
/// the caller's values. Throws InputError or UnknownNameError.
ParameterTable library_parameters_of(const ModelOptions& options,
                                     const std::vector<Substance>& substances);

/// Throws InputError or UnknownNameError for a value of the caller, or of a person, that is not possible.
void check_values(const ModelShape& shape, const Values& given, const Values& individual);

/// Returns the parameters with these values in place, which check_values() has passed.
ParameterTable with_values(ParameterTable library, const Values& given, const Values& individual);

}  // namespace opiodyn::detail
