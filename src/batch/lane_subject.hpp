#pragma once
/// A LaneSubject is one subject in a lane. It hands over the segments of its regimen, and reads its steps.

#include <memory>
#include <span>
#include <utility>
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

    /// Takes an accepted step, and asks for the nodes that outputs and metrics need.
    void step(const LaneStep& step, LaneNodes& nodes);
    /// Takes the values of the nodes, and asks for more where a curve is not smooth or falls below zero.
    void read(LaneNodes& nodes);
    void finish();

    const Model& model() const { return body_.model(); }

private:
    struct Reading {
        std::size_t metric;
        Piece piece;
        int halvings{0};  ///< The piece has been halved so often.
        bool checked{
            false};  ///< The points are read as outputs are, so that none of them is negative.
        std::size_t first_node{0};
    };

    void rest_until(double start);
    void enter(LaneTask& task);
    void add_outputs(const LaneStep& step);
    void add_pieces(const LaneStep& step);
    void add_nodes(std::size_t from);
    void ask(LaneNodes& nodes);
    void read_again(const Reading& reading);
    void halve(const Reading& reading);
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
    LaneStep step_{};
    std::vector<Reading> readings_;       ///< The nodes that are read now serve these.
    std::vector<Reading> next_readings_;  ///< The next nodes serve these.
    std::vector<Piece> pieces_;
    std::vector<double> nodes_, node_values_;
};

}  // namespace opiodyn::detail
