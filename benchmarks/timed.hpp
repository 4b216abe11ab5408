#pragma once
// This header runs one batch against the clocks.

#include <limits>

#include "batch/batch_run.hpp"
#include "clocks.hpp"
#include "people.hpp"

namespace timed {

/// A Batch keeps the times of the fastest of several runs: the one least disturbed by the rest of the machine.
struct Batch {
    std::vector<opiodyn::Subject> subjects;
    opiodyn::BatchRequest request;
    opiodyn::detail::BatchTuning tuning;

    double cpu{std::numeric_limits<double>::infinity()};  ///< processor time [s]
    double wall{cpu};                                     ///< wall-clock time [s]
    double steps{0.0}, rejected{0.0};                     ///< numbers over all subjects

    void run(double rtol = 1e-6) {
        const double begin = clocks::thread(), began = clocks::wall();
        const auto batch =
            opiodyn::detail::run_batch(subjects, request, people::tolerance(rtol), tuning);
        cpu = std::min(cpu, clocks::thread() - begin);
        wall = std::min(wall, clocks::wall() - began);
        steps = rejected = 0.0;
        for (const auto n : batch.steps) steps += static_cast<double>(n);
        for (const auto n : batch.rejected_steps) rejected += static_cast<double>(n);
    }
    double us_per_patient() const { return 1e6 * cpu / static_cast<double>(subjects.size()); }
    /// Returns the time per step, accepted or not, as both cost the same.
    double ns_per_lane_step() const { return 1e9 * cpu / (steps + rejected); }
};

}  // namespace timed
