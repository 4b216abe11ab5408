#include "opiodyn/batch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>

#include "batch/batch_groups.hpp"
#include "batch/batch_request.hpp"
#include "batch/batch_run.hpp"
#include "batch/lane_worker.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace detail {
namespace {

double horizon_of(const BatchRequest& request) {
    double horizon = request.times.empty() ? 0.0 : request.times.back();
    for (const auto& metric : request.metrics) horizon = std::max(horizon, metric.window.end);
    return horizon;
}

template <class T>
class BatchRun {
public:
    BatchRun(const std::vector<Subject>& subjects, const BatchRequest& request,
             const std::vector<Variable>& variables, const SolverOptions& options,
             const BatchTuning& tuning)
        : subjects_(subjects),
          request_(request),
          variables_(variables),
          options_(options),
          inner_(options),
          kernel_(tuning.kernel != nullptr ? *tuning.kernel : lane_kernels().back()),
          lanes_(tuning.lanes),
          threads_(tuning.threads > 0
                       ? static_cast<std::size_t>(tuning.threads)
                       : std::max<std::size_t>(1, std::thread::hardware_concurrency())) {
        inner_.stop = [this] { return stop_.load(); };
        deadline_ = std::chrono::steady_clock::now() +
                    std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        std::chrono::duration<double>(std::min(options.max_seconds, 1e8)));
    }

    LaneRows run() {
        const auto groups = group_by_shape(subjects_, request_);
        limits::allocate(
            "request",
            number_of_values(request_, subjects_.size()) * static_cast<double>(components<T>),
            [this] { allocate(); });
        for (const auto& [shape, members] : groups) run_group(members);
        for (auto& status : rows_.status)
            if (status.code == StatusCode::not_run) status = halted_;
        return std::move(rows_);
    }

private:
    void allocate() {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        const auto n = subjects_.size();
        rows_.status.resize(n);
        rows_.steps.assign(n, 0);
        rows_.rejected_steps.assign(n, 0);
        rows_.width = request_.times.size() * request_.columns.size() * components<T>;
        rows_.metric_width = request_.metrics.size() * components<T>;
        rows_.values.assign(n * rows_.width, nan);
        rows_.metric_values.assign(n * rows_.metric_width, nan);
    }

    void run_group(const std::vector<std::size_t>& members) {
        const Model& model = subjects_[members.front()].model;
        Wanted wanted(model, request_);
        const LanePlan plan(model.implementation(), std::move(wanted.observations),
                            states_of(subjects_[members.front()]));
        const LaneRequest request{request_, plan, std::move(wanted.columns),
                                  std::move(wanted.metrics), horizon_of(request_)};
        LaneGroup group{request, inner_, subjects_, variables_, members, rows_};
        const int lanes = lanes_for(members.size());
        // More threads than there are lanes to fill would find no subject.
        const std::size_t useful = (members.size() - 1) / static_cast<std::size_t>(lanes) + 1;
        std::vector<std::thread> others;
        std::atomic<std::size_t> busy{0};
        try {
            while (others.size() + 1 < std::min(threads_, useful)) {
                ++busy;
                others.emplace_back([&] {
                    guarded([&] {
                        work(group, lanes,
                             [this] { return stop_.load(std::memory_order_relaxed); });
                    });
                    --busy;
                });
            }
        } catch (const std::system_error&) {
            --busy;  // The system gives no more threads: the ones that run do the work.
        }
        guarded([&] { work(group, lanes, [this] { return poll(); }); });
        while (busy.load() > 0) {
            guarded([&] { look(); });
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        for (auto& thread : others) thread.join();
        if (failure_) std::rethrow_exception(failure_);
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

    void work(LaneGroup& group, int lanes, const std::function<bool()>& stopped) {
        LaneWorker<T> worker(group, stopped);
        const auto run =
            std::is_same_v<T, double> ? kernel_.run(lanes) : kernel_.four_with_derivatives;
        run(group.request.plan, worker,
            {options_.rtol, options_.atol, options_.max_steps, options_.max_attempts});
    }

    /// Tells whether to stop. The caller's thread asks this at every round of its lanes.
    bool poll() {
        constexpr int rounds = 64;
        if (polls_++ % rounds == 0) look();
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
    const BatchRequest& request_;
    const std::vector<Variable>& variables_;
    const SolverOptions& options_;
    SolverOptions inner_;  ///< options for steady states in any thread
    const LaneKernel& kernel_;
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
LaneRows run_lanes(const std::vector<Subject>& subjects, const BatchRequest& request,
                   const std::vector<Variable>& variables, const SolverOptions& options,
                   const BatchTuning& tuning) {
    check(options);
    check(request, subjects.size());
    if (options.method != Method::automatic && options.method != Method::rodas5p)
        throw InputError("method", to_string(options.method), "batches run by rodas5p");
    return BatchRun<T>(subjects, request, variables, options, tuning).run();
}
template LaneRows run_lanes<double>(const std::vector<Subject>&, const BatchRequest&,
                                    const std::vector<Variable>&, const SolverOptions&,
                                    const BatchTuning&);
template LaneRows run_lanes<LaneDual>(const std::vector<Subject>&, const BatchRequest&,
                                      const std::vector<Variable>&, const SolverOptions&,
                                      const BatchTuning&);

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning) {
    return batch_of(run_lanes<double>(subjects, request, {}, options, tuning), request);
}

Batch batch_of(LaneRows rows, const BatchRequest& request) {
    return {std::move(rows.status),
            std::move(rows.steps),
            std::move(rows.rejected_steps),
            static_cast<std::int64_t>(request.times.size()),
            static_cast<std::int64_t>(request.columns.size()),
            static_cast<std::int64_t>(request.metrics.size()),
            std::move(rows.values),
            std::move(rows.metric_values)};
}

}  // namespace detail

Batch simulate_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                     const SolverOptions& options, int threads) {
    return detail::run_batch(subjects, request, options, {threads, 0, nullptr});
}

}  // namespace opiodyn
