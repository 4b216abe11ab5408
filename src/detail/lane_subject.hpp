#pragma once
/// Room 8, private. One subject in a lane: its regimen's segments, and what is read out of its steps.

#include <optional>
#include <span>
#include <vector>

#include "detail/body.hpp"
#include "detail/lane_plan.hpp"
#include "detail/lane_work.hpp"
#include "detail/reducer.hpp"
#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// A request in the terms of a plan: which of its read-outs each column and reduction takes.
struct LaneRequest {
    const BatchRequest& asked;
    const LanePlan& plan;
    std::vector<std::size_t> columns, reductions;
    double horizon;  ///< the last time of interest, h
};

class LaneSubject {
public:
    /// Results go to `values` and `reduced`. Keeps references to what it is given.
    LaneSubject(const LaneRequest& request, const SolverOptions& options, const Subject& subject,
                std::span<double> values, std::span<double> reduced);

    /// The first segment; false if the last time of interest comes before it, and all is done.
    /// Throws InvalidInput or StepFailure, like next().
    bool begin(LaneTask& task);
    /// The one after it ended with y.
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
    double node(std::size_t index, std::size_t read_out) const {
        return node_values_[index * request_.plan.observations.size() + read_out];
    }

    const LaneRequest& request_;
    std::span<double> values_, reduced_;
    Budget budget_;
    Body body_;
    Schedule schedule_;
    std::size_t segment_{0};
    double end_{0.0};
    State input_;
    std::vector<double> linear_;
    bool parameters_changed_{true};

    std::size_t written_{0}, outputs_{0};  ///< output times served, and those in this step
    std::vector<WindowWalk> windows_;
    std::vector<Reducer> reducers_;
    std::vector<Reading> readings_;
    std::vector<Piece> pieces_;
    std::vector<double> nodes_, node_values_;
};

}  // namespace opiodyn::detail
