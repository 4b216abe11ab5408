#pragma once
/// Room 8, private. A batch: subjects sorted by the shape of their models, each shape through the lanes of
/// all threads.

#include "detail/lane_kernels.hpp"
#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// How a batch is computed, which its result does not depend on.
struct BatchTuning {
    int threads{0};              ///< 0: as many as the machine runs at once
    int lanes{0};                ///< 1, 4 or 8; 0: what is fastest
    const LaneKernel* kernel{};  ///< null: the best of the machine
};

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning);

/// Throws InvalidInput for what cannot be asked of so many subjects.
void check(const BatchRequest& request, std::size_t subjects);

/// Of the result.
double number_of_values(const BatchRequest& request, std::size_t subjects);

}  // namespace opiodyn::detail
