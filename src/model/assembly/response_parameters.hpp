#pragma once
/// This header collects the parameters of the body's response.

#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::detail {

/// Adds the parameters of the parts that the options ask for.
void add_response_parameters(const ModelOptions& options, const std::vector<Substance>& substances,
                             ParameterTable& table);

}  // namespace opiodyn::detail
