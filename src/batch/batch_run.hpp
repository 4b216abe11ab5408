#pragma once
/// A batch: subjects sorted by the shape of their models, each shape through the lanes of
/// all threads.

#include "lanes/components.hpp"
#include "lanes/lane_kernels.hpp"
#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn::detail {

/// How a batch is computed, which its result does not depend on.
struct BatchTuning {
    int threads{0};              ///< 0: as many as the machine runs at once
    int lanes{0};                ///< 1, 4 or 8; 0: what is fastest
    const LaneKernel* kernel{};  ///< null: the best of the machine
};

/// Results as the lanes give them, subject by subject: each number with its derivatives.
struct LaneRows {
    std::vector<std::string> status;
    std::vector<std::int64_t> steps, rejected;
    std::size_t width{0}, reduced_width{0};  ///< doubles for each subject
    std::vector<double> values, reduced;
};

/// T: double, or LaneDual, with derivatives by up to `lane_derivatives` variables.
template <class T>
LaneRows run_lanes(const std::vector<Subject>& subjects, const BatchRequest& request,
                   const std::vector<Variable>& variables, const SolverOptions& options,
                   const BatchTuning& tuning);

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning);

}  // namespace opiodyn::detail
