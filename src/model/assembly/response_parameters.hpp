#pragma once
/// The parameters of the body's response.

#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Adds those of the parts that the options ask for.
void add_response_parameters(const ModelOptions& options, const std::vector<Substance>& substances,
                             ParameterTable& table);

}  // namespace opiodyn::detail
