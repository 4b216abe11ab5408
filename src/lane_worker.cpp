#include "detail/lane_worker.hpp"

#include "opiodyn/step_control.hpp"

namespace opiodyn::detail {
namespace {

std::string message(const SolverError::Where& where) { return SolverError(where, nullptr).what(); }

template <class Value>
std::span<Value> row_of(std::vector<Value>& values, std::size_t row, std::int64_t width) {
    const auto size = static_cast<std::size_t>(width);
    return {values.data() + row * size, size};
}

State state_of(const double* y, Index n) { return Eigen::Map<const State>(y, n); }

/// The state that stood in the way, and how.
SolverError::Where explain(const LaneFault& fault, const Model& model,
                           const SolverOptions& options) {
    const Index n = model.size();
    Index worst = 0;
    switch (fault.why) {
        case LaneFailure::steps:
            return {fault.t, fault.h, "none",
                    "max_steps = " + std::to_string(options.max_steps) + " is used up"};
        case LaneFailure::attempts:
            return {fault.t, fault.h, "none",
                    "max_attempts = " + std::to_string(options.max_attempts) + " is used up"};
        case LaneFailure::singular:
            return {fault.t, fault.h, model.quantity_name(fault.singular_state),
                    "the linear system of the step is singular"};
        case LaneFailure::negative:
            model.smallest_quantity(state_of(fault.y_new, n), &worst);
            return {fault.t, fault.h, model.quantity_name(worst),
                    "the state would become negative"};
        default:
            error_norm({options.rtol, options.atol}, state_of(fault.error, n),
                       state_of(fault.y_old, n), state_of(fault.y_new, n), &worst);
            return {fault.t, fault.h, model.quantity_name(worst),
                    fault.why == LaneFailure::not_finite ? "the solution is not finite"
                                                         : "the error stays above the tolerance"};
    }
}

}  // namespace

template <class Action>
bool LaneWorker::guarded(std::size_t row, const Action& action) {
    auto& status = group_.batch.status[row];
    try {
        action();
        return true;
    } catch (const StepFailure& failure) {
        status = message(failure.where);
    } catch (const StopRequested& stop) {
        status = message({stop.time, stop.step, "none", "interrupted"});
    } catch (const std::exception& error) {
        status = error.what();
    }
    return false;
}

bool LaneWorker::start(int lane, LaneTask& task) {
    auto& [row, subject] = at(lane);
    for (;;) {
        const std::size_t k = group_.next.fetch_add(1);
        if (k >= group_.members.size()) return false;
        row = group_.members[k];
        Batch& batch = group_.batch;
        bool goes_on = false;
        const bool sound = guarded(row, [&] {
            subject = std::make_unique<LaneSubject>(
                group_.request, group_.options, group_.subjects[row],
                row_of(batch.values, row, batch.times * batch.columns),
                row_of(batch.reduced, row, batch.reductions));
            goes_on = subject->begin(task);
        });
        if (sound && goes_on) return true;
        if (sound) finish(lane, 0, 0);
    }
}

void LaneWorker::step(int lane, const LaneStep& step, LaneNodes& nodes) {
    at(lane).subject->step(step, nodes);
}

void LaneWorker::read(int lane) { at(lane).subject->read(); }

bool LaneWorker::next(int lane, const double* y, LaneTask& task) {
    return guarded(at(lane).row, [&] { at(lane).subject->next(y, task); });
}

void LaneWorker::finish(int lane, std::int64_t steps, std::int64_t attempts) {
    const std::size_t row = at(lane).row;
    at(lane).subject->finish();
    group_.batch.status[row] = "complete";
    group_.batch.steps[row] = steps;
    group_.batch.rejected[row] = attempts - steps;
}

void LaneWorker::fail(int lane, const LaneFault& fault, std::int64_t steps, std::int64_t attempts) {
    const std::size_t row = at(lane).row;
    group_.batch.status[row] = message(explain(fault, at(lane).subject->model(), group_.options));
    group_.batch.steps[row] = steps;
    group_.batch.rejected[row] = attempts - steps;
}

bool LaneWorker::stopped() { return poll_(); }

}  // namespace opiodyn::detail
