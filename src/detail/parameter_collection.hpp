#pragma once
/// Room 7, private. Which parameters a model holds.

#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Those of its substances, its bindings and its biophase preset, with the caller's values in place.
/// Throws InvalidInput or UnknownName.
ParameterTable parameters_of(const ModelOptions& options, const std::vector<Substance>& substances);

}  // namespace opiodyn::detail
