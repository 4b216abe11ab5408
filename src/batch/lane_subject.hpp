#pragma once
/// A LaneSubject is one subject in a lane. It hands over the segments of its regimen, and reads its steps.

#include <memory>
#include <span>
#include <vector>

#include "batch/reducer.hpp"
#include "batch/sensitivity/tangent.hpp"
#include "lanes/lane_plan.hpp"
#include "lanes/lane_work.hpp"
#include "opiodyn/batch.hpp"
#include "solver/body.hpp"

namespace opiodyn::detail {

/// A LaneRequest is a request in the terms of a plan: it gives the read-out of each column and metric.
struct LaneRequest {
    const BatchRequest& asked;
    const LanePlan& plan;
    std::vector<std::size_t> columns, metrics;
    double horizon;  ///< last time of interest [h]
};

/// A LaneSubject computes with T: double, or LaneDual for derivatives.
template <class T>
class LaneSubject {
public:
    /// Sends results to `values` and `metric_values`, and keeps references to all arguments.
    LaneSubject(const LaneRequest& request, const SolverOptions& options, const Subject& subject,
                const std::vector<Variable>& variables, std::span<double> values,
                std::span<double> metric_values);

    /// Starts the first segment. Returns false if the last time of interest comes before it, so that all is
    /// done. Throws InputError or StepFailure, as next() does.
    bool begin(LaneTask& task);
    /// Starts the next segment, after one that ended with y and its derivatives.
    void next(const double* y, LaneTask& task);

    void step(const LaneStep& step, LaneNodes& nodes);
    void read();
    void finish();

    const Model& model() const { return body_.model(); }

private:
    struct Reading {
        std::size_t metric;
        Piece piece;
        std::size_t first_node;
    };

    void rest_until(double start);
    void enter(LaneTask& task);
    void add_outputs(const LaneStep& step);
    void add_pieces(const LaneStep& step);
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
    T follow(const Piece& piece, PieceValues<T>& values) const;
    T at_rest(const Observation& observation) const;
    State rates();
    void set_parameters(LaneTask& task);

    const LaneRequest& request_;
    std::span<double> values_, metric_values_;
    Budget budget_;
    Body body_;
    Schedule schedule_;
    std::size_t segment_{0};
    double end_{0.0};
    std::unique_ptr<Tangent> tangent_;   ///< null without derivatives
    std::vector<double> state_, input_;  ///< values, then derivatives
    std::vector<double> linear_;
    bool parameters_changed_{true};

    std::size_t written_{0}, outputs_{0};  ///< output times served, and in this step
    std::vector<WindowWalk> windows_;
    std::vector<Reducer<T>> reducers_;
    std::vector<Reading> readings_;
    std::vector<Piece> pieces_;
    std::vector<double> nodes_, node_values_;
};

}  // namespace opiodyn::detail
