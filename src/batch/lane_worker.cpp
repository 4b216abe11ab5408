#include "batch/lane_worker.hpp"

#include "opiodyn/numerics/step_control.hpp"

namespace opiodyn::detail {
namespace {

std::string message(const SolverError::Where& where) { return SolverError(where, nullptr).what(); }

std::span<double> row_of(std::vector<double>& values, std::size_t row, std::size_t width) {
    return {values.data() + row * width, width};
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

template <class T>
template <class Action>
bool LaneWorker<T>::guarded(std::size_t row, const Action& action) {
    auto& status = group_.rows.status[row];
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

template <class T>
bool LaneWorker<T>::start(int lane, LaneTask& task) {
    std::size_t& row = at(lane).row;
    auto& subject = at(lane).subject;
    for (;;) {
        const std::size_t k = group_.next.fetch_add(1);
        if (k >= group_.members.size()) return false;
        row = group_.members[k];
        LaneRows& rows = group_.rows;
        bool goes_on = false;
        const bool sound = guarded(row, [&] {
            subject = std::make_unique<LaneSubject<T>>(
                group_.request, group_.options, group_.subjects[row], group_.variables,
                row_of(rows.values, row, rows.width),
                row_of(rows.reduced, row, rows.reduced_width));
            goes_on = subject->begin(task);
        });
        if (sound && goes_on) return true;
        if (sound) finish(lane, 0, 0);
    }
}

template <class T>
void LaneWorker<T>::step(int lane, const LaneStep& step, LaneNodes& nodes) {
    at(lane).subject->step(step, nodes);
}

template <class T>
void LaneWorker<T>::read(int lane) {
    at(lane).subject->read();
}

template <class T>
bool LaneWorker<T>::next(int lane, const double* y, LaneTask& task) {
    return guarded(at(lane).row, [&] { at(lane).subject->next(y, task); });
}

template <class T>
void LaneWorker<T>::finish(int lane, std::int64_t steps, std::int64_t attempts) {
    const std::size_t row = at(lane).row;
    at(lane).subject->finish();
    group_.rows.status[row] = "complete";
    group_.rows.steps[row] = steps;
    group_.rows.rejected[row] = attempts - steps;
}

template <class T>
void LaneWorker<T>::fail(int lane, const LaneFault& fault, std::int64_t steps,
                         std::int64_t attempts) {
    const std::size_t row = at(lane).row;
    group_.rows.status[row] = message(explain(fault, at(lane).subject->model(), group_.options));
    group_.rows.steps[row] = steps;
    group_.rows.rejected[row] = attempts - steps;
}

template <class T>
bool LaneWorker<T>::stopped() {
    return poll_();
}

template class LaneWorker<double>;
template class LaneWorker<LaneDual>;

}  // namespace opiodyn::detail
