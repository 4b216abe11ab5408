#pragma once
/// This header runs the subjects of a study: each with outputs of its own, and all columns of its model.

#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/solver.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn {

/// Runs every subject as simulate_at() runs one, several in the lanes of one processor core, and on all
/// cores. `outputs` has a list for each subject, or one for all: the observations of a study, each on
/// its side of the doses of its time. The trajectories are in the order of the subjects. Each has the
/// bits, the counts and the provenance of simulate_at() by Method::rodas5p. Options and threads mean
/// what they mean for simulate_batch(). Threads may call it at once.
/// A subject that cannot go on has the outputs up to there, and the reason as its status. If `stop` or
/// max_seconds ended the runs, this holds for all subjects that had begun; the others are not_run. A
/// subject whose input breaks a rule is refused, and has no output.
/// Throws InputError for options, for outputs that no subject could serve, for another method than
/// automatic and rodas5p, and for a result larger than limits::output_values.
std::vector<Trajectory> simulate_subjects(const std::vector<Subject>& subjects,
                                          const std::vector<std::vector<Output>>& outputs,
                                          const SolverOptions& options = {}, int threads = 0);

}  // namespace opiodyn
