#include "opiodyn/batch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <limits>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>

#include "detail/active_states.hpp"
#include "detail/batch_run.hpp"
#include "detail/equations_transfer.hpp"
#include "detail/lane_worker.hpp"
#include "detail/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace detail {
namespace {

/// All that is not a parameter: models with the same can share lanes.
struct Shape {
    std::vector<Index> values;
    void number(double, double) {}
    void shape(Index value) { values.push_back(value); }
    Index state(Index index) { return values.emplace_back(index); }
};

std::size_t column_of(const Model& model, const std::string& name) {
    const auto& columns = model.columns();
    std::vector<std::string> known;
    for (std::size_t k = 0; k < columns.size(); ++k) {
        known.push_back(columns[k].name());
        if (known.back() == name) return k;
    }
    throw UnknownName("column", name, known);
}

/// Read-outs wanted, each once.
struct Wanted {
    std::vector<Observation> observations;
    std::vector<std::size_t> columns, reductions;

    Wanted(const Model& model, const BatchRequest& request) {
        std::map<std::size_t, std::size_t> place;
        const auto add = [&](const std::string& name) {
            const std::size_t column = column_of(model, name);
            const auto [found, fresh] = place.try_emplace(column, observations.size());
            if (fresh) observations.push_back(model.implementation().shape->observations[column]);
            return found->second;
        };
        for (const auto& name : request.columns) columns.push_back(add(name));
        for (const auto& reduction : request.reductions)
            reductions.push_back(add(reduction.column));
    }
};

std::vector<Index> shape_of(const Model& model, const BatchRequest& request,
                            const std::vector<Index>& active) {
    const auto& m = model.implementation();
    Shape shape;
    shape.values = active;
    Transfer<Shape> transfer(shape);
    Equations<double> equations;
    transfer(m.equations, equations);
    shape.shape(m.pain ? 1 : 0);
    PainReadout<double> pain{};
    if (m.pain) transfer(*m.pain, pain);
    shape.shape(model.size());
    const Wanted wanted(model, request);
    for (const auto& o : wanted.observations)
        for (const Index value : {static_cast<Index>(o.kind), static_cast<Index>(o.group),
                                  static_cast<Index>(o.site), o.state})
            shape.shape(value);
    for (const auto place : wanted.columns) shape.shape(static_cast<Index>(place));
    for (const auto place : wanted.reductions) shape.shape(static_cast<Index>(place));
    return std::move(shape.values);
}

/// The states that move; all, if the regimen does not fit the model, which its row will tell.
std::vector<Index> states_of(const Subject& subject) {
    try {
        return active_states(subject.model, subject.regimen);
    } catch (const std::exception&) {
        return every_state(subject.model);
    }
}

using Groups = std::map<std::vector<Index>, std::vector<std::size_t>>;

Groups group_by_shape(const std::vector<Subject>& subjects, const BatchRequest& request) {
    Groups groups;
    // Models made of each other share their shape itself; others may have the same.
    std::map<std::pair<const ModelShape*, std::vector<Index>>, std::vector<std::size_t>*> known;
    for (std::size_t k = 0; k < subjects.size(); ++k) {
        const auto& model = subjects[k].model;
        auto active = states_of(subjects[k]);
        auto& members = known[{model.implementation().shape.get(), active}];
        if (members == nullptr) members = &groups[shape_of(model, request, active)];
        members->push_back(k);
    }
    return groups;
}

double horizon_of(const BatchRequest& request) {
    double horizon = request.times.empty() ? 0.0 : request.times.back();
    for (const auto& reduction : request.reductions)
        horizon = std::max(horizon, reduction.window.end);
    return horizon;
}

class BatchRun {
public:
    BatchRun(const std::vector<Subject>& subjects, const BatchRequest& request,
             const SolverOptions& options, const BatchTuning& tuning)
        : subjects_(subjects),
          request_(request),
          options_(options),
          inner_(options),
          kernel_(tuning.kernel != nullptr ? *tuning.kernel : lane_kernels().back()),
          lanes_(tuning.lanes != 0 ? tuning.lanes : kernel_.width),
          threads_(tuning.threads > 0
                       ? static_cast<std::size_t>(tuning.threads)
                       : std::max<std::size_t>(1, std::thread::hardware_concurrency())) {
        inner_.stop = [this] { return stop_.load(); };
        deadline_ = std::chrono::steady_clock::now() +
                    std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        std::chrono::duration<double>(std::min(options.max_seconds, 1e8)));
    }

    Batch run() {
        const auto groups = group_by_shape(subjects_, request_);
        limits::allocate("request", number_of_values(request_, subjects_.size()),
                         [this] { allocate(); });
        for (const auto& [shape, members] : groups) run_group(members);
        for (auto& status : batch_.status)
            if (status.empty()) status = reason_;
        return std::move(batch_);
    }

private:
    void allocate() {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        const auto n = subjects_.size();
        batch_.status.resize(n);
        batch_.steps.assign(n, 0);
        batch_.rejected.assign(n, 0);
        batch_.times = static_cast<std::int64_t>(request_.times.size());
        batch_.columns = static_cast<std::int64_t>(request_.columns.size());
        batch_.reductions = static_cast<std::int64_t>(request_.reductions.size());
        batch_.values.assign(n * request_.times.size() * request_.columns.size(), nan);
        batch_.reduced.assign(n * request_.reductions.size(), nan);
    }

    void run_group(const std::vector<std::size_t>& members) {
        const Model& model = subjects_[members.front()].model;
        Wanted wanted(model, request_);
        const LanePlan plan(model.implementation(), std::move(wanted.observations),
                            states_of(subjects_[members.front()]));
        const LaneRequest request{request_, plan, std::move(wanted.columns),
                                  std::move(wanted.reductions), horizon_of(request_)};
        LaneGroup group{request, inner_, subjects_, members, batch_};
        // No more threads than there are lanes to fill.
        const std::size_t useful = (members.size() - 1) / static_cast<std::size_t>(lanes_) + 1;
        std::vector<std::thread> others;
        std::atomic<std::size_t> busy{0};
        try {
            while (others.size() + 1 < std::min(threads_, useful)) {
                ++busy;
                others.emplace_back([&] {
                    guarded([&] {
                        work(group, [this] { return stop_.load(std::memory_order_relaxed); });
                    });
                    --busy;
                });
            }
        } catch (const std::system_error&) {
            --busy;  // the system gives no more threads: those that there are do the work
        }
        guarded([&] { work(group, [this] { return poll(); }); });
        while (busy.load() > 0) {
            guarded([&] { look(); });
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        for (auto& thread : others) thread.join();
        if (failure_) std::rethrow_exception(failure_);
    }

    /// What is thrown, by `stop` or for want of memory, ends all threads and then goes on its way.
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

    void work(LaneGroup& group, const std::function<bool()>& stopped) {
        LaneWorker worker(group, stopped);
        kernel_.run(lanes_)(
            group.request.plan, worker,
            {options_.rtol, options_.atol, options_.max_steps, options_.max_attempts});
    }

    /// On the caller's thread, at every round of its lanes.
    bool poll() {
        constexpr int rounds = 64;
        if (polls_++ % rounds == 0) look();
        return stop_.load(std::memory_order_relaxed);
    }

    void look() {
        if (stop_.load()) return;
        if (options_.stop && options_.stop()) halt("interrupted");
        else if (std::chrono::steady_clock::now() > deadline_)
            halt("max_seconds = " + to_text(options_.max_seconds) + " is used up");
    }

    void halt(std::string reason) {
        reason_ = std::move(reason);
        stop_.store(true);
    }

    const std::vector<Subject>& subjects_;
    const BatchRequest& request_;
    const SolverOptions& options_;
    SolverOptions inner_;  ///< for steady states in any thread
    const LaneKernel& kernel_;
    int lanes_;
    std::size_t threads_;
    Batch batch_;
    std::atomic<bool> stop_{false};
    std::mutex failing_;
    std::exception_ptr failure_;
    std::string reason_;
    std::chrono::steady_clock::time_point deadline_;
    std::int64_t polls_{0};
};

}  // namespace

Batch run_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                const SolverOptions& options, const BatchTuning& tuning) {
    check(options);
    check(request, subjects.size());
    if (options.method != Method::automatic && options.method != Method::rodas5p)
        throw InvalidInput("method", to_string(options.method), "batches run by rodas5p");
    return BatchRun(subjects, request, options, tuning).run();
}

}  // namespace detail

Batch simulate_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                     const SolverOptions& options, int threads) {
    return detail::run_batch(subjects, request, options, {threads, 0, nullptr});
}

}  // namespace opiodyn
