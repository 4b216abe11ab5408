#pragma once
/// This header lists the endpoints of a model.

#include <string>
#include <vector>

#include "opiodyn/model_options.hpp"

namespace opiodyn::detail {

/// Returns the endpoints that the options ask for. Throws UnknownNameError for a name that the library lacks, and
/// InputError for an endpoint without a slope, given twice, or at a receptor that the model lacks.
std::vector<Endpoint> endpoints_of(const ModelOptions& options);

/// Returns the name of the parameter that is the slope of an endpoint.
std::string slope_of(const Endpoint& endpoint);

/// Tells whether the library has this endpoint, with this slope.
bool is_of_library(const Endpoint& endpoint);

}  // namespace opiodyn::detail
