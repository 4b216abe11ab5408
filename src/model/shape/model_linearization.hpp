#pragma once
/// A model works this out once from its equations: the drug-free steady state, and what its Jacobian is made of.

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// Sets the drug-free steady state.
void set_baseline(Model::Implementation& m);

/// Sets the constant part of the Jacobian.
void set_linear_jacobian(Model::Implementation& m);

/// Finds where the Jacobian can be non-zero, whatever the values of the parameters.
void set_patterns(ModelShape& shape);

}  // namespace opiodyn::detail
