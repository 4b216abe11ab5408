#pragma once
/// This header writes the numbers of a run as plain data, and makes them of such data again.

#include <memory>

#include "bind.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn::python {

/// Returns the state of the counts, for a pickle.
py::tuple to_plain(const RunCounts& counts);
/// Returns the counts of a state. Throws InputError for a state that does not fit, or a negative count.
RunCounts counts_of(const py::tuple& state);

/// Returns the state of a trajectory, for a pickle: the rows that are filled, and all that is said of them.
py::tuple to_plain(const Trajectory& trajectory);
/// Returns the trajectory of a state. Throws InputError for a state that does not fit, sizes that
/// disagree, times that do not ascend, and a code or kind that is not known.
std::shared_ptr<Trajectory> trajectory_of(const py::tuple& state);

}  // namespace opiodyn::python
