#pragma once
/// This header holds what functions from an array to an array share: evaluators and predictors.

#include <pybind11/numpy.h>

#include <vector>

#include "bind.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn::python {

using GivenValues = py::array_t<double, py::array::c_style | py::array::forcecast>;

/// Asks Python about signals on behalf of each thread by itself.
bool signal_arrived();

/// Returns numbers as an array that owns them, without a copy.
py::array array_of(std::vector<double> numbers, std::vector<py::ssize_t> shape);

/// Returns the rows that did not run to their end, each with its code and reason.
py::list faults_of(const std::vector<RunStatus>& status);

}  // namespace opiodyn::python
