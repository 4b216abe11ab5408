#include "solver/recorder.hpp"

#include <cmath>

#include "lanes/lane_work.hpp"
#include "solver/methods/budget.hpp"
#include "solver/methods/rejected_step.hpp"

namespace opiodyn::detail {
namespace {

Eigen::VectorXd times_of(const std::vector<Output>& outputs) {
    Eigen::VectorXd times(static_cast<Index>(outputs.size()));
    for (std::size_t i = 0; i < outputs.size(); ++i) times[static_cast<Index>(i)] = outputs[i].time;
    return times;
}

}  // namespace

Recorder::Recorder(const Model& model, const std::vector<Output>& outputs)
    : trajectory_(
          std::make_shared<Trajectory>(times_of(outputs), model.columns(), model.ligands())),
      last_time_(outputs.back().time),
      queue_(outputs) {}

void Recorder::record(const Eigen::MatrixXd& block, Index count) {
    Index finite = 0;
    while (finite < count && block.row(finite).allFinite()) ++finite;
    trajectory_->append(block, finite);
    queue_.serve(static_cast<std::size_t>(finite));
    if (finite < count) refuse(block.row(finite));
}

void Recorder::record(const Model& model, const State& y) {
    model.observe(y, row_);
    if (!row_.allFinite()) refuse(row_);
    trajectory_->append(row_);
    queue_.serve();
}

/// Throws StepFailure that names the first number of the next output that is not finite.
void Recorder::refuse(const Eigen::VectorXd& row) const {
    Index column = 0;
    while (std::isfinite(row[column])) ++column;
    const auto& name = trajectory_->columns()[static_cast<std::size_t>(column)].name();
    throw StepFailure{{queue_.next_time(), 0.0, name, words(LaneFailure::not_finite)}};
}

}  // namespace opiodyn::detail
