#pragma once
/// The numbers of a model of known shape.

#include <vector>

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// The values of its parameters.
void set_values(Model::Implementation& model);

/// All that a model works out from these: equations, drug-free steady state, what the response
/// compares with, the constant part of the Jacobian. False if the values make decisions of the builder
/// come out in another way, so that the model has another shape.
bool compute(Model::Implementation& model);

/// Whether there is a drug-free tone to compare with, by receptor, and a drug-free OGF complex. The columns
/// of a model go by it.
std::vector<bool> comparable(const Model::Implementation& model);

}  // namespace opiodyn::detail
