#pragma once
/// The derivatives of a subject's state, across what happens at events; between them the
/// lanes carry them on.

#include <memory>
#include <vector>

#include "batch/sensitivity/variation.hpp"
#include "lanes/components.hpp"
#include "lanes/lane_plan.hpp"
#include "solver/body.hpp"
#include "solver/methods/budget.hpp"

namespace opiodyn::detail {

class Tangent {
public:
    /// At most `lane_derivatives` variables; the derivatives of the rest are 0. Keeps references to what it
    /// is given. Throws what vary() throws, and InvalidInput where the schedules beside that of the subject
    /// have other events.
    Tangent(const LanePlan& plan, const Subject& subject, const std::vector<Variable>& variables,
            const SolverOptions& options, Budget& budget);

    /// That of a read-out of the drug-free steady state.
    LaneDual of_baseline(const Observation& observation) const;
    /// To the drug-free steady state.
    void rest();

    /// Before the events at the begin of a segment, with the rates of change there; and after them.
    void leave(std::size_t segment, const State& rates) { move(segment, rates, 1.0); }
    void enter(std::size_t segment, const State& rates) { move(segment, rates, -1.0); }
    /// How much later a segment begins; none of its derivatives after the last.
    LaneDual later(std::size_t segment) const;
    /// The subject's own body has gone through it.
    void apply(std::size_t segment, std::size_t event);

    /// Derivatives of the state and of the inputs of a segment, one after the other.
    const std::vector<double>& state() const { return state_; }
    void set_state(const double* state) { state_.assign(state, state + state_.size()); }
    void add_inputs(std::size_t segment, double* inputs) const;
    /// Of the numbers of the models in force.
    const std::vector<LaneVariation>& variations();

private:
    struct Side {
        Side(const Subject& subject, const SolverOptions& options, Budget& budget)
            : body(subject.model, subject.regimen, options, budget), schedule(body.schedule()) {}
        Body body;
        Schedule schedule;
        std::vector<double> linear;
        LaneModel model(const LanePlan& plan);
    };
    struct Direction {
        Direction(Variation varied, const SolverOptions& options, Budget& budget)
            : variation(std::move(varied)),
              plus(variation.plus, options, budget),
              minus(variation.minus, options, budget) {}
        Variation variation;
        Side plus, minus;
    };

    double* slope(std::size_t direction) { return state_.data() + direction * size_; }
    void move(std::size_t segment, const State& rates, double sign);

    const LanePlan& plan_;
    std::size_t size_;  ///< states
    std::vector<std::unique_ptr<Direction>> directions_;
    std::vector<double> state_;
    std::vector<LaneVariation> variations_;
};

}  // namespace opiodyn::detail
