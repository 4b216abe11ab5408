#pragma once
/// This header refuses a model that cannot be computed without a drug, and tells which of its values are to blame.

#include <functional>
#include <memory>

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// Tells whether the drug-free body can be computed: rates, their slopes and read-outs are finite, and what the
/// response compares with is above zero.
bool is_sound(const Model::Implementation& model);

using Assemble = std::function<std::shared_ptr<const Model::Implementation>(ModelOptions)>;

/// Throws InputError if the model is not sound. The message names the values of the caller that are to blame, each of
/// which heals the model if it is replaced. `assemble` makes the models that this is tried with.
void require_sound(const Model::Implementation& model, const Assemble& assemble);

}  // namespace opiodyn::detail
