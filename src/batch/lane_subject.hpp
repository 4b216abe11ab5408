#pragma once
/// One subject in a lane: its regimen's segments, and what is read out of its steps.

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

/// A request in the terms of a plan: which of its read-outs each column and reduction takes.
struct LaneRequest {
    const BatchRequest& asked;
    const LanePlan& plan;
    std::vector<std::size_t> columns, reductions;
    double horizon;  ///< the last time of interest, h
};

/// T: double, or LaneDual, with derivatives.
template <class T>
class LaneSubject {
public:
    /// Results go to `values` and `reduced`. Keeps references to what it is given.
    LaneSubject(const LaneRequest& request, const SolverOptions& options, const Subject& subject,
                const std::vector<Variable>& variables, std::span<double> values,
                std::span<double> reduced);

    /// The first segment; false if the last time of interest comes before it, and all is done.
    /// Throws InvalidInput or StepFailure, like next().
    bool begin(LaneTask& task);
    /// The one after it ended with y, and its derivatives.
    void next(const double* y, LaneTask& task);

    void step(const LaneStep& step, LaneNodes& nodes);
    void read();
    void finish();

    const Model& model() const { return body_.model(); }

private:
    struct Reading {
        std::size_t reduction;
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
    std::span<double> values_, reduced_;
    Budget budget_;
    Body body_;
    Schedule schedule_;
    std::size_t segment_{0};
    double end_{0.0};
    std::unique_ptr<Tangent> tangent_;   ///< where there are derivatives
    std::vector<double> state_, input_;  ///< with derivatives
    std::vector<double> linear_;
    bool parameters_changed_{true};

    std::size_t written_{0}, outputs_{0};  ///< output times served, and those in this step
    std::vector<WindowWalk> windows_;
    std::vector<Reducer<T>> reducers_;
    std::vector<Reading> readings_;
    std::vector<Piece> pieces_;
    std::vector<double> nodes_, node_values_;
};

}  // namespace opiodyn::detail
