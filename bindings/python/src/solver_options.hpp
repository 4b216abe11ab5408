#pragma once
/// The settings of a solver, as every binding that runs something takes them.

#include <cstdint>
#include <memory>
#include <string>

#include "opiodyn/solver.hpp"
#include "signal_watch.hpp"

namespace opiodyn::python {

/// Returns the settings of runs that end when the flag is set or a signal such as Ctrl-C arrives.
SolverOptions options_of(const std::string& method, double rtol, double atol,
                         std::int64_t max_steps, double max_seconds,
                         std::shared_ptr<const StopFlag> flag);

}  // namespace opiodyn::python
