#pragma once
/// What a model works out once from its equations: the drug-free steady state, and
/// what its Jacobian is made of.

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

/// The drug-free steady state.
void set_baseline(Model::Implementation& m);

/// The constant part of the Jacobian.
void set_linear_jacobian(Model::Implementation& m);

/// Where the Jacobian can be non-zero, whatever the values of the parameters.
void set_patterns(ModelShape& shape);

}  // namespace opiodyn::detail
