#pragma once
/// A model works out once, from its equations, what its Jacobian is made of.

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// Sets the constant part of the Jacobian.
void set_linear_jacobian(Model::Implementation& m);

/// Finds where the Jacobian can be non-zero, whatever the values of the parameters.
void set_patterns(ModelShape& shape);

}  // namespace opiodyn::detail
