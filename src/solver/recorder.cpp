#include "solver/recorder.hpp"

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
    trajectory_->append(block, count);
    queue_.serve(static_cast<std::size_t>(count));
}

void Recorder::record(const Model& model, const State& y) {
    model.observe(y, row_);
    trajectory_->append(row_);
    queue_.serve();
}

}  // namespace opiodyn::detail
