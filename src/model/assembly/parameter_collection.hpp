#pragma once
/// Which parameters a model holds.

#include <map>
#include <string>
#include <vector>

#include "model/shape/model_shape.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Those of its substances, its bindings, its biophase preset and its response, before any of the
/// caller's values. Throws InvalidInput or UnknownName.
ParameterTable library_parameters_of(const ModelOptions& options,
                                     const std::vector<Substance>& substances);

/// Throws InvalidInput or UnknownName for a value of the caller, or of a person, that cannot be.
void check_values(const ModelShape& shape, const Values& given, const Values& individual);

/// The parameters with such values in place, once they are checked.
ParameterTable with_values(ParameterTable library, const Values& given, const Values& individual);

}  // namespace opiodyn::detail
