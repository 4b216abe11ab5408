#pragma once
/// The right-hand side of a model as Python source: what a modeller would write by hand, with the values of
/// one patient in it. Recorded by running the model's own equations with a number that writes down what is
/// done to it, so that they exist once.

#include <string>

#include "problem.hpp"

namespace rivals {

/// A function `rates(y)`, which takes a sequence of floats and returns a list; the inputs of doses are not
/// in it.
std::string python_source(const opiodyn::Model& model);

}  // namespace rivals
