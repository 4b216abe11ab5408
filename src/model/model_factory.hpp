#pragma once
/// Models come from options, by build(), or from other models, by rebuild().

#include <memory>

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// Turns options into a model. Throws InputError or UnknownNameError.
std::shared_ptr<const Model::Implementation> build(ModelOptions options);

/// Returns the model with other values, of which those of `changed` are new. The result is null where a value is
/// not possible, or where the values make another shape: build() then says why, or makes that model.
std::shared_ptr<const Model::Implementation> rebuild(const Model::Implementation& model,
                                                     const Values& changed, Values given,
                                                     Values individual);

}  // namespace opiodyn::detail
