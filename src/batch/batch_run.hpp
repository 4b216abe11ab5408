#pragma once
/// A batch has its subjects sorted by the shape of their models. Each shape goes through the lanes of all threads.

#include "lanes/components.hpp"
#include "lanes/lane_kernels.hpp"
#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn::detail {

/// A BatchTuning says how a batch is computed. Results do not depend on it.
struct BatchTuning {
    int threads{0};              ///< This is 0 for as many as the machine runs at once.
    int lanes{0};                ///< This is 1, 4 or 8, or 0 for what is fastest.
    const LaneKernel* kernel{};  ///< This is null for the best of the machine.
};

/// LaneRows hold results as the lanes give them, subject by subject. Each number stands before its
/// derivatives.
struct LaneRows {
    std::vector<RunStatus> status;
    std::vector<std::int64_t> steps, rejected_steps;
    std::size_t width{0}, metric_width{0};  ///< doubles for each subject
    std::vector<double> values, metric_values;
};

/// Runs a batch over T: double, or LaneDual for derivatives with respect to up to `lane_derivatives` variables.
template <class T>
LaneRows run_lanes(const std::vector<Subject>& subjects, const BatchRequest& request,
                   const std::vector<Variable>& variables, const SolverOptions& options,
                   const BatchTuning& tuning);

/// Returns the batch that these rows are, if their numbers have no derivatives.
Batch batch_of(LaneRows rows, const BatchRequest& request);

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning);

}  // namespace opiodyn::detail
