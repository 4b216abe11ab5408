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
      outputs_(outputs) {}

bool Recorder::pending_before(double time) const {
    return !done() && next_time() < time && !same_instant(next_time(), time);
}

bool Recorder::pending_at(double time, std::size_t seen) const {
    return !done() && same_instant(next_time(), time) && outputs_[next_].seen <= seen;
}

void Recorder::record(const Model& model, const State& y) {
    model.observe(y, row_);
    trajectory_->append(row_);
    ++next_;
}

}  // namespace opiodyn::detail
