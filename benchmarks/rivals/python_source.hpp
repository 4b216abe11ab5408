#pragma once
/// python_source() writes the right-hand side of a model as a modeller would by hand, with the values of one patient
/// in it. It runs the model's own equations with a number that writes down what is done to it, so that they exist
/// once.

#include <string>

#include "problem.hpp"

namespace rivals {

/// Returns a function `rates(y)`, which takes a sequence of floats and returns a list. The inputs of doses are not in
/// it.
std::string python_source(const opiodyn::Model& model);

}  // namespace rivals
