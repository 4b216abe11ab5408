#pragma once
/// A Follower is a parameter that follows others as long as nobody gives it a value of its own: the laws of
/// docs/theory.md, sections 2 and 7.

#include <optional>
#include <string>
#include <vector>

#include "model/shape/model_shape.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {

/// Returns X0 at a receptor [-]: C / K of all peptides of the library without a drug.
double library_competition(const std::string& receptor);

/// Returns the parameters of a shape that follow others.
std::vector<Follower> followers_of(const ModelShape& shape);

/// Sets the followers among `numbers`, which begin with the values of all parameters.
void follow(const ModelShape& shape, const Values& given, const Values& individual,
            std::vector<double>& numbers);

/// Returns what is wrong with the values that followers have or come from, if anything is.
std::optional<InputError> fault_of_followers(const ModelShape& shape, const Values& given,
                                             const Values& individual,
                                             const std::vector<double>& numbers);

/// Returns the parameters of a model as they are, where some follow others.
ParameterTable as_followed(ParameterTable table, const ModelShape& shape,
                           const std::vector<double>& numbers);

}  // namespace opiodyn::detail
