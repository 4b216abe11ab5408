#pragma once
/// build_shape() writes down the shape of a model, and how its numbers come from its parameters.

#include <vector>

#include "model/shape/model_shape.hpp"

namespace opiodyn::detail {

/// Builds all but the read-outs that depend on the drug-free tone. The shape has its options, substances and
/// parameters before, whose values come row by row. Throws InputError or UnknownNameError.
void build_shape(ModelShape& shape, const std::vector<double>& values);

}  // namespace opiodyn::detail
