#include "opiodyn/batch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "batch/batch_groups.hpp"
#include "batch/batch_request.hpp"
#include "batch/batch_run.hpp"
#include "batch/crew.hpp"
#include "batch/lane_worker.hpp"
#include "foundations/sequences.hpp"
#include "lanes/generated_shapes.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace detail {
namespace {

/// Returns the time up to which metrics need a subject [h].
double horizon_of(const std::vector<Metric>& metrics) {
    double horizon = 0.0;
    for (const auto& metric : metrics) horizon = std::max(horizon, metric.window.end);
    return horizon;
}

template <class T>
class BatchRun {
public:
    BatchRun(const std::vector<Subject>& subjects, const BatchOrder& order,
             const std::vector<Variable>& variables, const SolverOptions& options,
             const BatchTuning& tuning)
        : subjects_(subjects),
          order_(order),
          variables_(variables),
          options_(options),
          watching_(options),
          inner_(options),
          kernel_(tuning.kernel != nullptr ? *tuning.kernel : lane_kernels().back()),
          generated_(tuning.generated),
          lanes_(tuning.lanes),
          threads_(tuning.threads > 0
                       ? static_cast<std::size_t>(tuning.threads)
                       : std::max<std::size_t>(1, std::thread::hardware_concurrency())) {
        watching_.stop = [this] { return poll(); };
        inner_.stop = [this] { return stop_.load(std::memory_order_relaxed); };
        deadline_ = std::chrono::steady_clock::now() +
                    std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        std::chrono::duration<double>(std::min(options.max_seconds, 1e8)));
    }

    LaneRows run() {
        const auto groups = group_by_shape(subjects_, order_);
        limits::allocate("request",
                         number_of_values(order_, subjects_) * static_cast<double>(components<T>),
                         [this] { allocate(); });
        for (const auto& [shape, members] : groups)
            if (!stop_.load()) run_group(members);
        for (auto& status : rows_.status)
            if (status.code == StatusCode::not_run && !order_.whole_runs) status = halted_;
        return std::move(rows_);
    }

private:
    void allocate() {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        const auto n = subjects_.size();
        rows_.status.resize(n);
        rows_.counts.resize(n);
        rows_.written.resize(n);
        rows_.kernels.resize(n);
        for (std::size_t row = 0; row < n; ++row)
            rows_.first.push_back(rows_.first.back() + order_.outputs_of(row).size() *
                                                           order_.columns_of(subjects_[row].model) *
                                                           components<T>);
        rows_.metric_width = order_.metrics.size() * components<T>;
        rows_.values.assign(rows_.first.back(), nan);
        rows_.metric_values.assign(n * rows_.metric_width, nan);
    }

    void run_group(const std::vector<std::size_t>& members) {
        const Model& model = subjects_[members.front()].model;
        Wanted wanted(model, order_);
        LanePlan plan(model.implementation(), std::move(wanted.observations),
                      states_of(subjects_[members.front()]));
        plan.find_observed(model.implementation());
        plan.generated = generated_;
        for (const auto row : members) rows_.kernels[row] = kernel_name(plan.shape);
        const LaneRequest request{order_, plan, std::move(wanted.columns),
                                  std::move(wanted.metrics), horizon_of(order_.metrics)};
        LaneGroup group{request, subjects_, variables_, members, rows_};
        const int lanes = lanes_for(members.size());
        // More threads than there are lanes to fill would find no subject.
        const std::size_t useful = (members.size() - 1) / static_cast<std::size_t>(lanes) + 1;
        run_lanes(group, lanes, std::min(threads_, useful));
        if (failure_) std::rethrow_exception(failure_);
    }

    /// Runs the lanes of a group in so many threads. That of the caller is one of them, and looks around until all end.
    void run_lanes(LaneGroup& group, int lanes, std::size_t threads) {
        std::atomic<std::size_t> ended{0};
        Crew others;
        others.start(threads - 1, [&] {
            guarded([&] { work(group, lanes, inner_); });
            ++ended;
        });
        guarded([&] { work(group, lanes, watching_); });
        while (ended.load() < others.size()) {
            guarded([&] { look(); });
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    }

    /// Runs an action and keeps what it throws, by `stop` or for want of memory. All threads then end, and
    /// the caller's thread throws it again.
    template <class Action>
    void guarded(const Action& action) {
        try {
            action();
        } catch (...) {
            const std::lock_guard lock(failing_);
            if (!failure_) failure_ = std::current_exception();
            stop_.store(true);
        }
    }

    /// Returns how many lanes suit a group of so many subjects. An empty lane costs as much as a full one.
    int lanes_for(std::size_t subjects) const {
        if (!std::is_same_v<T, double>) return 4;
        if (lanes_ != 0) return lanes_;
        return subjects == 1 ? 1 : subjects <= 4 ? 4 : kernel_.width;
    }

    void work(LaneGroup& group, int lanes, const SolverOptions& options) {
        LaneWorker<T> worker(group, options);
        const auto run =
            std::is_same_v<T, double> ? kernel_.run(lanes) : kernel_.unit.four_with_derivatives;
        if (!run)
            throw Error(
                "this build was made small and computes no derivatives (OPIODYN_FEW_LANES)");
        run(group.request.plan, worker,
            {options.rtol, options.atol, options.max_steps, options.max_attempts});
        if (order_.whole_runs && stop_.load()) worker.keep_stopped(halted_);
    }

    /// Tells whether to stop. The caller's thread asks this at every round of its lanes, and at every step towards a
    /// steady state.
    bool poll() {
        constexpr int rounds = 64;
        if (polls_++ % rounds == 0) guarded([&] { look(); });
        return stop_.load(std::memory_order_relaxed);
    }

    void look() {
        if (stop_.load()) return;
        if (options_.stop && options_.stop()) halt(StatusCode::interrupted);
        else if (std::chrono::steady_clock::now() > deadline_)
            halt({StatusCode::failed,
                  "max_seconds = " + to_text(options_.max_seconds) + " is used up"});
    }

    void halt(RunStatus status) {
        halted_ = std::move(status);
        stop_.store(true);
    }

    const std::vector<Subject>& subjects_;
    const BatchOrder& order_;
    const std::vector<Variable>& variables_;
    const SolverOptions& options_;
    SolverOptions watching_;  ///< options of the caller's thread, whose `stop` looks around
    SolverOptions inner_;     ///< options of the other threads
    const LaneKernel& kernel_;
    bool generated_;
    int lanes_;  ///< This is 0 where the number of subjects decides.
    std::size_t threads_;
    LaneRows rows_;
    std::atomic<bool> stop_{false};
    std::mutex failing_;
    std::exception_ptr failure_;
    RunStatus halted_;  ///< status of subjects that do not come to their end
    std::chrono::steady_clock::time_point deadline_;
    std::int64_t polls_{0};
};

}  // namespace

template <class T>
LaneRows run_lanes(const std::vector<Subject>& subjects, const BatchOrder& order,
                   const std::vector<Variable>& variables, const SolverOptions& options,
                   const BatchTuning& tuning) {
    if (options.method != Method::automatic && options.method != Method::rodas5p)
        throw InputError("method", to_string(options.method), "batches run by rodas5p");
    checked_threads(tuning.threads);
    return BatchRun<T>(subjects, order, variables, options, tuning).run();
}
template LaneRows run_lanes<double>(const std::vector<Subject>&, const BatchOrder&,
                                    const std::vector<Variable>&, const SolverOptions&,
                                    const BatchTuning&);
template LaneRows run_lanes<LaneDual>(const std::vector<Subject>&, const BatchOrder&,
                                      const std::vector<Variable>&, const SolverOptions&,
                                      const BatchTuning&);

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning) {
    check(options);
    const auto order = order_of(request, subjects.size());
    return batch_of(run_lanes<double>(subjects, order, {}, options, tuning), request);
}

Batch batch_of(LaneRows rows, const BatchRequest& request) {
    std::vector<std::int64_t> steps, rejected_steps;
    for (const auto& counts : rows.counts) {
        steps.push_back(counts.steps);
        rejected_steps.push_back(counts.rejected_steps);
    }
    return {std::move(rows.status),
            std::move(steps),
            std::move(rejected_steps),
            static_cast<std::int64_t>(request.times.size()),
            static_cast<std::int64_t>(request.columns.size()),
            static_cast<std::int64_t>(request.metrics.size()),
            std::move(rows.values),
            std::move(rows.metric_values)};
}

}  // namespace detail

double Batch::value(std::int64_t subject, std::int64_t time, std::int64_t column) const {
    const auto row = detail::require_index("subject", subject, size());
    const auto at = detail::require_index("time", time, times);
    const auto which = detail::require_index("column", column, columns);
    const auto place =
        (row * static_cast<std::size_t>(times) + at) * static_cast<std::size_t>(columns) + which;
    return values[place];
}

double Batch::metric(std::int64_t subject, std::int64_t which) const {
    const auto row = detail::require_index("subject", subject, size());
    const auto at = detail::require_index("metric", which, metrics);
    return metric_values[row * static_cast<std::size_t>(metrics) + at];
}

Batch simulate_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                     const SolverOptions& options, int threads) {
    return detail::run_batch(subjects, request, options, {threads, 0, nullptr});
}

}  // namespace opiodyn
