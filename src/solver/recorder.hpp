#pragma once
/// A Recorder writes the rows of a trajectory as the solution passes its times.

#include <memory>
#include <vector>

#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn::detail {

class Recorder {
public:
    Recorder(const Model& model, const std::vector<Output>& outputs);

    bool done() const { return next_ == outputs_.size(); }
    double last_time() const { return outputs_.back().time; }
    double next_time() const { return outputs_[next_].time; }
    /// Tells whether the next output lies before `time` and not at the same instant.
    bool pending_before(double time) const;
    /// Tells whether the next output is at that instant and sees at most `seen` records.
    bool pending_at(double time, std::size_t seen) const;

    void record(const Model& model, const State& y);

    const std::shared_ptr<Trajectory>& trajectory() const { return trajectory_; }

private:
    std::shared_ptr<Trajectory> trajectory_;
    const std::vector<Output>& outputs_;
    std::size_t next_{0};
    Eigen::VectorXd row_;
};

}  // namespace opiodyn::detail
