/// Our own solvers run on one thread: batched in lanes, and one patient at a time.

#include <memory>

#include "batch/batch_run.hpp"
#include "problem.hpp"

namespace rivals {
namespace {

namespace od = opiodyn;

od::SolverOptions tolerance(double rtol) {
    return {.method = od::Method::rodas5p, .rtol = rtol, .atol = 1e-3 * rtol};
}

od::Batch run(const Problem& problem, std::size_t count, double rtol,
              const od::BatchRequest& request) {
    std::vector<od::Subject> subjects;
    for (std::size_t p = 0; p < count; ++p)
        subjects.push_back({problem.patients[p].model, problem.patients[p].regimen});
    return od::detail::run_batch(subjects, request, tolerance(rtol), {1, 0, nullptr});
}

Solution of_batch(const od::Batch& batch, std::size_t patient) {
    Solution solution(batch.columns, batch.times);
    for (std::int64_t t = 0; t < batch.times; ++t)
        for (std::int64_t c = 0; c < batch.columns; ++c)
            solution(c, t) = batch.value(static_cast<std::int64_t>(patient), t, c);
    return solution;
}

Solution of_run(const od::Trajectory& run) {
    Solution solution(static_cast<Eigen::Index>(run.columns().size()), run.rows());
    for (Eigen::Index k = 0; k < solution.rows(); ++k) solution.row(k) = run.column(k).transpose();
    return solution;
}

}  // namespace

Answers batched(const Problem& problem, std::size_t count, double rtol) {
    od::BatchRequest request{problem.times, {}, {}};
    for (const auto& column : problem.patients.front().model.columns())
        request.columns.push_back(column.name());
    const auto batch = std::make_shared<od::Batch>(run(problem, count, rtol, request));
    return [batch](std::size_t patient) { return of_batch(*batch, patient); };
}

/// Computes the mean and the peak of the waking tone. There is nothing to compare with outputs.
Answers metrics_alone(const Problem& problem, std::size_t count, double rtol) {
    const od::Window waking{0.0, 24.0 * problem.days, 24.0, 8.0, 24.0};
    using Kind = od::Metric::Statistic;
    run(problem, count, rtol,
        {{}, {}, {{Kind::mean, "tone.mu", waking, 0.0}, {Kind::peak, "tone.mu", waking, 0.0}}});
    return nullptr;
}

Answers one_at_a_time(const Problem& problem, std::size_t count, double rtol) {
    const auto runs = std::make_shared<std::vector<od::Trajectory>>();
    for (std::size_t p = 0; p < count; ++p)
        runs->push_back(od::simulate(problem.patients[p].model, problem.regimen, problem.times,
                                     tolerance(rtol)));
    return [runs](std::size_t patient) { return of_run((*runs)[patient]); };
}

Solution by_opiodyn(const Patient& patient, const std::vector<double>& times, double rtol) {
    return of_run(od::simulate(patient.model, patient.regimen, times, tolerance(rtol)));
}

}  // namespace rivals
