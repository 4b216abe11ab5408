#pragma once
/// The integration of one run takes a model along the segments of a regimen's schedule.

#include <string>
#include <vector>

#include "opiodyn/schedule.hpp"
#include "opiodyn/solver.hpp"
#include "solver/body.hpp"
#include "solver/methods/integrator.hpp"
#include "solver/recorder.hpp"

namespace opiodyn::detail {

class Integration {
public:
    Integration(const Model& model, const Regimen& regimen, const std::vector<Output>& outputs,
                const SolverOptions& options);

    /// Returns the whole run. Throws SolverError, NotConvergedError or Interrupted, each with the part of the run
    /// that was computed.
    Trajectory execute();

private:
    void walk();
    void begin(const Segment& segment);
    void advance(const Segment& segment);
    void renew_integrator();
    void record_at(double time, std::size_t seen);
    void record_until(double t, double end);
    void solution_at(double t);
    void finish(RunStatus status);

    const SolverOptions& options_;
    const Regimen& regimen_;
    Budget budget_;
    Body body_;
    std::vector<Index> active_;  ///< the states that move
    std::unique_ptr<Integrator> integrator_;
    Recorder recorder_;
    State scratch_;
    Eigen::MatrixXd block_;  ///< rows on their way to the recorder
};

}  // namespace opiodyn::detail
