#pragma once
/// This header tells what a run rests on.

#include <string>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn::detail {

/// Returns the provenance of a run with these options. A run alone and a run in a batch have the same. The kernel says
/// what computed the steps of Rodas5P (lanes/generated_shapes.hpp), and is empty for other methods.
Provenance provenance_of(const Model& model, const Regimen& regimen, const SolverOptions& options,
                         const std::string& kernel);

}  // namespace opiodyn::detail
