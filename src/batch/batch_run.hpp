#pragma once
/// A batch has its subjects sorted by the shape of their models. Each shape goes through the lanes of all threads.

#include <span>
#include <vector>

#include "batch/batch_request.hpp"
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
    bool generated{true};        ///< Lanes use generated code where there is some.
};

/// LaneRows hold results as the lanes give them, subject by subject. Each number stands before its
/// derivatives.
struct LaneRows {
    std::vector<RunStatus> status;
    std::vector<RunCounts> counts;
    std::vector<std::string> kernels;  ///< name of the code that computed the steps of each subject
    std::vector<std::size_t> written;  ///< Each subject reached so many of its outputs.
    std::vector<std::size_t> first{
        {}};                      ///< The values of each subject begin here, and end with the next.
    std::size_t metric_width{0};  ///< doubles for each subject
    std::vector<double> values, metric_values;

    std::span<double> values_of(std::size_t row) {
        return {values.data() + first[row], first[row + 1] - first[row]};
    }
    std::span<double> metrics_of(std::size_t row) {
        return {metric_values.data() + row * metric_width, metric_width};
    }
};

/// Runs a batch over T: double, or LaneDual for derivatives with respect to up to `lane_derivatives` variables. The
/// options were checked. Throws InputError for another method than automatic and rodas5p.
template <class T>
LaneRows run_lanes(const std::vector<Subject>& subjects, const BatchOrder& order,
                   const std::vector<Variable>& variables, const SolverOptions& options,
                   const BatchTuning& tuning);

/// Returns the batch that these rows are, if their numbers have no derivatives.
Batch batch_of(LaneRows rows, const BatchRequest& request);

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning);

/// Derived rows hold numbers and their derivatives apart.
struct DerivedRows {
    LaneRows rows;  ///< These hold the numbers alone.
    /// The derivatives of a number with respect to all variables stand together, in the order of the numbers.
    std::vector<double> values, metric_values;
};

/// Runs subjects with derivatives, some variables in each pass. A subject that has no derivatives is a fault in its
/// row. The options were checked.
DerivedRows run_passes(const std::vector<Subject>& subjects, const BatchOrder& order,
                       const std::vector<Variable>& variables, const SolverOptions& options,
                       int threads);

/// Runs the subjects of a request with derivatives, as run_passes() does.
Sensitivities run_sensitivities(const std::vector<Subject>& subjects, const BatchRequest& request,
                                const std::vector<Variable>& variables,
                                const SolverOptions& options, int threads);

}  // namespace opiodyn::detail
