#include "batch/lane_worker.hpp"

#include "opiodyn/error.hpp"
#include "solver/methods/rejected_step.hpp"

namespace opiodyn::detail {
namespace {

RunStatus failed(const SolverError::Where& where) {
    return {StatusCode::failed, SolverError(where, nullptr).what()};
}

std::span<double> row_of(std::vector<double>& values, std::size_t row, std::size_t width) {
    return {values.data() + row * width, width};
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
        status = failed(failure.where);
    } catch (const StopRequested&) {
        // The batch knows why it was stopped.
    } catch (const InputError& error) {
        status = {StatusCode::refused, error.what()};
    } catch (const std::exception& error) {
        status = {StatusCode::failed, error.what()};
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
                row_of(rows.metric_values, row, rows.metric_width));
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
void LaneWorker<T>::read(int lane, LaneNodes& nodes) {
    at(lane).subject->read(nodes);
}

template <class T>
bool LaneWorker<T>::next(int lane, const double* y, LaneTask& task) {
    return guarded(at(lane).row, [&] { at(lane).subject->next(y, task); });
}

template <class T>
void LaneWorker<T>::finish(int lane, std::int64_t steps, std::int64_t attempts) {
    const std::size_t row = at(lane).row;
    at(lane).subject->finish();
    group_.rows.status[row] = StatusCode::complete;
    group_.rows.steps[row] = steps;
    group_.rows.rejected_steps[row] = attempts - steps;
}

template <class T>
void LaneWorker<T>::fail(int lane, const LaneFault& fault, std::int64_t steps,
                         std::int64_t attempts) {
    const std::size_t row = at(lane).row;
    group_.rows.status[row] = failed(explain(fault, at(lane).subject->model(), group_.options));
    group_.rows.steps[row] = steps;
    group_.rows.rejected_steps[row] = attempts - steps;
}

template <class T>
bool LaneWorker<T>::stopped() {
    return poll_();
}

template class LaneWorker<double>;
template class LaneWorker<LaneDual>;

}  // namespace opiodyn::detail
