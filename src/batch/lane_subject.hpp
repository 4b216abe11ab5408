#pragma once
/// A LaneSubject is one subject in a lane. It hands over the segments of its regimen, and reads its steps.

#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "batch/batch_request.hpp"
#include "batch/metrics/lane_readings.hpp"
#include "batch/metrics/reducer.hpp"
#include "batch/sensitivity/tangent.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/lane_work.hpp"
#include "opiodyn/batch.hpp"
#include "solver/body.hpp"
#include "solver/outputs.hpp"

namespace opiodyn::detail {

/// A LaneRequest is an order in the terms of a plan: it gives the read-out of each column and metric.
struct LaneRequest {
    const BatchOrder& asked;
    const LanePlan& plan;
    std::vector<std::size_t> columns, metrics;
    double horizon;  ///< last time of interest to metrics [h]
};

/// A LaneSubject computes with T: double, or LaneDual for derivatives.
template <class T>
class LaneSubject {
public:
    /// Sends results to `values` and `metric_values`, and keeps references to all arguments.
    LaneSubject(const LaneRequest& request, const SolverOptions& options, const Subject& subject,
                std::span<const Output> outputs, const std::vector<Variable>& variables,
                std::span<double> values, std::span<double> metric_values);

    /// Starts the first segment. Returns false if nothing of interest comes after its events, so that all is
    /// done. Throws InputError or StepFailure, as next() does.
    bool begin(LaneTask& task);
    /// Starts the next segment, after one that ended with y and its derivatives.
    bool next(const double* y, LaneTask& task);

    /// Takes an accepted step, and asks for the nodes that outputs and metrics need.
    void step(const LaneStep& step, LaneNodes& nodes);
    /// Takes the values of the nodes, and asks for more where a curve is not smooth or falls below zero.
    void read(LaneNodes& nodes);
    /// Writes the metrics. Throws StepFailure if a result is not finite, as Recorder does; what follows it is NaN then.
    void finish();

    /// Ends the subject early. What the first step of the segment would have shown of its start is written now. Throws
    /// StepFailure as finish() does.
    void break_off();

    /// Sets how many steps and attempts the subject has used up, as the lanes counted them.
    void spent(std::int64_t steps, std::int64_t attempts) { budget_.set(steps, attempts); }

    const Model& model() const { return body_.model(); }
    RunCounts counts() const { return body_.counts(); }
    /// Returns how many outputs the subject has reached.
    std::size_t written() const { return std::min(queue_.served(), finite_); }
    /// Returns where the last accepted step ended.
    SolverError::Where reached(std::string reason) const {
        return {step_.end, step_.h, "none", std::move(reason)};
    }

private:
    void rest_until(double start);
    bool enter(LaneTask& task);
    void record_now(std::size_t seen);
    bool done(double time) const;
    OutputQueue add_outputs(const LaneStep& step);
    void ask(LaneNodes& nodes);
    T node(std::size_t index, std::size_t read_out) const {
        T value;
        get(node_values_.data() +
                (index * request_.plan.observations.size() + read_out) * components<T>,
            value);
        return value;
    }
    void record(std::size_t time, std::size_t column, const T& value) {
        put(value, values_.data() + (time * request_.columns.size() + column) * components<T>);
    }
    std::pair<T, T> follow(const Piece& piece, PieceValues<T>& values) const;
    T at_rest(const Observation& observation) const;
    T read_now(const Observation& observation);
    State rates();
    void set_parameters(LaneTask& task);
    void require_finite_outputs();

    const LaneRequest& request_;
    const SolverOptions& options_;
    std::span<const Output> outputs_;
    std::span<double> values_, metric_values_;
    Budget budget_, tangent_budget_;
    Body body_;
    Schedule schedule_;
    std::size_t segment_{0};
    double end_{0.0};
    std::unique_ptr<Tangent> tangent_;   ///< null without derivatives
    std::vector<double> state_, input_;  ///< values, then derivatives
    LaneNumbers numbers_;
    bool parameters_changed_{true};
    bool entered_{false};  ///< The events of this segment are over.

    OutputQueue queue_;  ///< outputs that are not written yet
    std::size_t finite_{
        std::numeric_limits<std::size_t>::max()};  ///< outputs before one that is not finite
    std::size_t in_step_{0};                       ///< This step has so many of them.
    std::vector<Reducer<T>> reducers_;
    LaneReadings readings_;  ///< The nodes after those of outputs serve these.
    LaneStep step_{};
    std::vector<double> nodes_, node_values_;
};

}  // namespace opiodyn::detail
