#pragma once
/// One run: the model along the segments of a regimen's schedule.

#include <string>
#include <vector>

#include "opiodyn/schedule.hpp"
#include "opiodyn/solver.hpp"
#include "solver/body.hpp"
#include "solver/methods/integrator.hpp"
#include "solver/recorder.hpp"

namespace opiodyn::detail {

class Run {
public:
    Run(const Model& model, const Regimen& regimen, const std::vector<Output>& outputs,
        const SolverOptions& options);

    /// Throws SolverError, NotConverged or Interrupted with what was computed up to then.
    Trajectory execute();

private:
    void walk();
    void begin(const Segment& segment);
    void advance(const Segment& segment);
    void renew_integrator();
    void record_at(double time, std::size_t seen);
    void record_until(double t, double end);
    void solution_at(double t);
    void finish(std::string status);

    const SolverOptions& options_;
    const Regimen& regimen_;
    Budget budget_;
    Body body_;
    std::vector<Index> active_;  ///< states that move
    std::unique_ptr<Integrator> integrator_;
    Recorder recorder_;
    State scratch_;
};

}  // namespace opiodyn::detail
