#include "batch/lane_worker.hpp"

#include "opiodyn/error.hpp"
#include "solver/methods/rejected_step.hpp"

namespace opiodyn::detail {
namespace {

RunStatus failed(const SolverError::Where& where) {
    return {StatusCode::failed, SolverError(where, nullptr).what()};
}

}  // namespace

template <class T>
template <class Action>
bool LaneWorker<T>::guarded(Lane& lane, const Action& action) {
    try {
        action();
        return true;
    } catch (const StepFailure& failure) {
        close(lane, failed(failure.where));
    } catch (const StopRequested&) {
        // The batch knows why it was stopped.
    } catch (const InputError& error) {
        close(lane, {StatusCode::refused, error.what()});
    } catch (const std::exception& error) {
        close(lane, {StatusCode::failed, error.what()});
    }
    return false;
}

template <class T>
void LaneWorker<T>::close(Lane& lane, RunStatus status) {
    auto& rows = group_.rows;
    const bool refused = status.code == StatusCode::refused;
    rows.status[lane.row] = std::move(status);
    lane.open = false;
    if (!lane.subject || refused) return;
    rows.counts[lane.row] = lane.subject->counts();
    rows.written[lane.row] = lane.subject->written();
}

template <class T>
bool LaneWorker<T>::start(int place, LaneTask& task) {
    Lane& lane = at(place);
    while (!stopped()) {
        const std::size_t k = group_.next.fetch_add(1);
        if (k >= group_.members.size()) return false;
        lane.row = group_.members[k];
        lane.subject.reset();
        lane.open = true;
        bool goes_on = false;
        const bool sound = guarded(lane, [&] {
            lane.subject = std::make_unique<LaneSubject<T>>(
                group_.request, options_, group_.subjects[lane.row],
                group_.request.asked.outputs_of(lane.row), group_.variables,
                group_.rows.values_of(lane.row), group_.rows.metrics_of(lane.row));
            goes_on = lane.subject->begin(task);
        });
        if (sound && goes_on) return true;
        if (sound) complete(lane);
    }
    return false;
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
bool LaneWorker<T>::next(int place, const double* y, std::int64_t steps, std::int64_t attempts,
                         LaneTask& task) {
    Lane& lane = at(place);
    bool goes_on = false;
    const bool sound = guarded(lane, [&] {
        lane.subject->spent(steps, attempts);
        goes_on = lane.subject->next(y, task);
    });
    if (sound && !goes_on) complete(lane);
    return goes_on;
}

template <class T>
void LaneWorker<T>::finish(int lane, std::int64_t steps, std::int64_t attempts) {
    at(lane).subject->spent(steps, attempts);
    complete(at(lane));
}

template <class T>
void LaneWorker<T>::complete(Lane& lane) {
    if (guarded(lane, [&] { lane.subject->finish(); })) close(lane, StatusCode::complete);
}

template <class T>
void LaneWorker<T>::fail(int lane, const LaneFault& fault, std::int64_t steps,
                         std::int64_t attempts) {
    at(lane).subject->spent(steps, attempts);
    if (guarded(at(lane), [&] { at(lane).subject->break_off(); }))
        close(at(lane), failed(explain(fault, at(lane).subject->model(), options_)));
}

template <class T>
bool LaneWorker<T>::stopped() {
    return options_.stop();
}

template <class T>
void LaneWorker<T>::keep_stopped(const RunStatus& why) {
    for (auto& lane : lanes_) {
        if (!lane.open || !lane.subject) continue;
        if (guarded(lane, [&] { lane.subject->break_off(); }))
            close(lane, {why.code, SolverError(lane.subject->reached(why.text), nullptr).what()});
    }
}

template class LaneWorker<double>;
template class LaneWorker<LaneDual>;

}  // namespace opiodyn::detail
