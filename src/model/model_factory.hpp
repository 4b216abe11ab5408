#pragma once
/// Where models come from: options, or other models.

#include <memory>

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// Turns options into a model. Throws InvalidInput or UnknownName.
std::shared_ptr<const Model::Implementation> build(ModelOptions options);

/// The model with other values, of which those of `changed` are new. Null where they cannot be, or make a
/// model of another shape: build() says why, or makes it.
std::shared_ptr<const Model::Implementation> rebuild(const Model::Implementation& model,
                                                     const Values& changed, Values given,
                                                     Values individual);

}  // namespace opiodyn::detail
