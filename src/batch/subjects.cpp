#include "opiodyn/subjects.hpp"

#include <algorithm>

#include "batch/batch_run.hpp"
#include "solver/methods/integrator.hpp"
#include "solver/provenance.hpp"

namespace opiodyn {
namespace {

/// Returns the trajectory of a subject. Its numbers come output by output.
Trajectory trajectory_of(const Subject& subject, std::span<const Output> outputs,
                         const detail::LaneRows& rows, std::size_t row,
                         const SolverOptions& options) {
    const auto& model = subject.model;
    Eigen::VectorXd times(static_cast<Index>(outputs.size()));
    std::transform(outputs.begin(), outputs.end(), times.begin(),
                   [](const Output& output) { return output.time; });
    Trajectory trajectory(std::move(times), model.columns(), model.ligands());
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto written = static_cast<Index>(rows.written[row]);
    trajectory.append(Eigen::Map<const Rows>(rows.values.data() + rows.first[row], written,
                                             static_cast<Index>(model.columns().size())),
                      written);
    trajectory.finish(rows.status[row], rows.counts[row],
                      detail::provenance_of(model, subject.regimen, options, rows.kernels[row]));
    return trajectory;
}

}  // namespace

std::vector<Trajectory> simulate_subjects(const std::vector<Subject>& subjects,
                                          const std::vector<std::vector<Output>>& outputs,
                                          const SolverOptions& options, int threads) {
    detail::check(options);
    const auto order = detail::order_of(subjects, outputs);
    const auto rows =
        detail::run_lanes<double>(subjects, order, {}, options, {threads, 0, nullptr});
    SolverOptions by_lanes = options;
    by_lanes.method = Method::rodas5p;
    std::vector<Trajectory> trajectories;
    for (std::size_t row = 0; row < subjects.size(); ++row)
        trajectories.push_back(
            trajectory_of(subjects[row], order.outputs_of(row), rows, row, by_lanes));
    return trajectories;
}

}  // namespace opiodyn
