#pragma once
/// A Recorder writes the rows of a trajectory as the solution passes its times. It throws StepFailure for a row that
/// is not finite, such as a concentration in a volume of nearly 0.

#include <memory>
#include <span>
#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/trajectory.hpp"
#include "solver/outputs.hpp"

namespace opiodyn::detail {

class Recorder {
public:
    Recorder(const Model& model, const std::vector<Output>& outputs);

    /// Returns the outputs that are still to come.
    const OutputQueue& queue() const { return queue_; }
    double last_time() const { return last_time_; }

    void record(const Model& model, const State& y);
    /// Writes the first rows of a block.
    void record(const Eigen::MatrixXd& block, Index count);

    const std::shared_ptr<Trajectory>& trajectory() const { return trajectory_; }

private:
    [[noreturn]] void refuse(const Eigen::VectorXd& row) const;

    std::shared_ptr<Trajectory> trajectory_;
    double last_time_;
    OutputQueue queue_;
    Eigen::VectorXd row_;
};

}  // namespace opiodyn::detail
