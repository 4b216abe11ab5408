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
    const SolverOptions& options;  ///< options with a `stop` that any thread may ask
    const std::vector<Subject>& subjects;
    const std::vector<Variable>& variables;   ///< This is empty without derivatives.
    const std::vector<std::size_t>& members;  ///< Lists the subjects of this shape.
    LaneRows& rows;                           ///< One thread writes each row.
    std::atomic<std::size_t> next{0};
};

template <class T>
class LaneWorker final : public LaneWork {
public:
    /// Asks `poll` now and then whether all shall stop.
    LaneWorker(LaneGroup& group, const std::function<bool()>& poll) : group_(group), poll_(poll) {}

    bool start(int lane, LaneTask& task) override;
    void step(int lane, const LaneStep& step, LaneNodes& nodes) override;
    void read(int lane, LaneNodes& nodes) override;
    bool next(int lane, const double* y, LaneTask& task) override;
    void finish(int lane, std::int64_t steps, std::int64_t attempts) override;
    void fail(int lane, const LaneFault& fault, std::int64_t steps, std::int64_t attempts) override;
    bool stopped() override;

private:
    struct Lane {
        std::size_t row{0};
        std::unique_ptr<LaneSubject<T>> subject;
    };
    Lane& at(int lane) { return lanes_[static_cast<std::size_t>(lane)]; }
    /// Runs an action. If it throws, the message becomes the status of the row, and the result is false.
    template <class Action>
    bool guarded(std::size_t row, const Action& action);

    LaneGroup& group_;
    const std::function<bool()>& poll_;
    std::array<Lane, 8> lanes_;
};

}  // namespace opiodyn::detail
