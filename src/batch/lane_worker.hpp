#pragma once
/// A LaneWorker is one thread's side of a batch. It gives subjects to lanes and takes their results.

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

#include "batch/batch_run.hpp"
#include "batch/lane_subject.hpp"

namespace opiodyn::detail {

/// A LaneGroup is shared by the threads that run the subjects of one shape.
struct LaneGroup {
    const LaneRequest& request;
    const std::vector<Subject>& subjects;
    const std::vector<Variable>& variables;   ///< This is empty without derivatives.
    const std::vector<std::size_t>& members;  ///< Lists the subjects of this shape.
    LaneRows& rows;                           ///< One thread writes each row.
    std::atomic<std::size_t> next{0};
};

template <class T>
class LaneWorker final : public LaneWork {
public:
    /// Takes the options of this thread, whose `stop` tells now and then whether all shall stop.
    LaneWorker(LaneGroup& group, const SolverOptions& options) : group_(group), options_(options) {}

    bool start(int lane, LaneTask& task) override;
    void step(int lane, const LaneStep& step, LaneNodes& nodes) override;
    void read(int lane, LaneNodes& nodes) override;
    bool next(int lane, const double* y, std::int64_t steps, std::int64_t attempts,
              LaneTask& task) override;
    void finish(int lane, std::int64_t steps, std::int64_t attempts) override;
    void fail(int lane, const LaneFault& fault, std::int64_t steps, std::int64_t attempts) override;
    bool stopped() override;
    /// Keeps what the subjects in the lanes had reached when all was stopped, each with the reason and the place.
    void keep_stopped(const RunStatus& why);

private:
    struct Lane {
        std::size_t row{0};
        bool open{false};  ///< The subject has begun, and has not come to an end of its own.
        std::unique_ptr<LaneSubject<T>> subject;
    };
    Lane& at(int lane) { return lanes_[static_cast<std::size_t>(lane)]; }
    /// Runs an action. If it throws, the message becomes the status of the row, and the result is false.
    template <class Action>
    bool guarded(Lane& lane, const Action& action);
    void close(Lane& lane, RunStatus status);
    void complete(Lane& lane);

    LaneGroup& group_;
    const SolverOptions& options_;
    std::array<Lane, 8> lanes_;
};

}  // namespace opiodyn::detail
