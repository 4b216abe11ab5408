#pragma once

#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// Turns options into a model. Throws InvalidInput or UnknownName.
Model::Implementation build(ModelOptions options);

}  // namespace opiodyn::detail
