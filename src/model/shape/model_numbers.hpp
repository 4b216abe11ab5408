#pragma once
/// This header computes the numbers of a model of known shape.

#include <vector>

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// Sets the values of the parameters.
void set_values(Model::Implementation& model);

/// Computes all that a model works out from its parameters: equations, drug-free steady state, what the response
/// compares with, and the constant part of the Jacobian. Returns false if the values make decisions of the builder
/// come out in another way, so that the model has another shape.
bool compute(Model::Implementation& model);

/// Tells by receptor whether there is a drug-free tone to compare with, and then whether there is a drug-free OGF
/// complex. The columns of a model go by this.
std::vector<bool> comparable(const Model::Implementation& model);

}  // namespace opiodyn::detail
