#pragma once
/// The shapes are those that code is generated for. Any model has the shape of one of these if the same drugs are there,
/// by routes of the same kind, with the same parts of the response; its parameters may have any values.

#include <string>
#include <vector>

#include "opiodyn/model_options.hpp"

namespace opiodyn::detail::trace {

/// A Shape is told by an example of it.
struct Shape {
    std::string name;  ///< words, which also name the code
    ModelOptions model;
    std::string regimen;  ///< a regimen of such a model
};

/// Returns the shapes; one more is one more line.
std::vector<Shape> shapes();

}  // namespace opiodyn::detail::trace
