#pragma once
/// This header reads the outputs of a run, as every binding that asks for whole runs takes them.

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "opiodyn/solver.hpp"

namespace opiodyn::python {

/// Seen tells for each time how many records of the regimen an output at their very time shows; -1 is all.
using Seen = Eigen::Matrix<std::int64_t, -1, 1>;

/// Returns the outputs at these times. Where `seen` is missing, an output shows all records.
std::vector<Output> outputs_of(const Eigen::Ref<const Eigen::VectorXd>& times,
                               const Eigen::Ref<const Seen>& seen);

}  // namespace opiodyn::python
