#pragma once
/// A Tangent carries the derivatives of a subject's state across the events of its regimen. Between events
/// the lanes carry them on.
///
/// Example: the derivative with respect to the time s of a dose. One compartment loses its drug by
/// dA/dt = -k A with k = 0.5 /h. It holds 8 nmol at t = 0, and a dose adds 6 nmol at s = 2 h.
///     before the dose   A = 8 e^-1 = 2.943 nmol     old rate  -k A = -1.472 nmol/h
///     after the dose    A = 8.943 nmol              new rate  -k A = -4.472 nmol/h
/// If the dose comes ds later, the old rate acts for ds longer, and the new one for ds less. So leave() adds
/// the old rate, and enter() takes away the new one: dA/ds = -1.472 + 4.472 = 3 nmol/h, k times the dose.
/// later() gives the factor ds. The schedules `plus` and `minus` are 2^-10 h apart, and `per` is 2^10 /h: 1.
/// The lanes carry the 3 nmol/h on by the equations, and at t = 4 h they are 3 e^-1 = 1.104 nmol/h. Indeed
/// A(4) = 8 e^-2 + 6 e^(-0.5 (4 - s)), and its derivative at s = 2 is 0.5 * 6 e^-1 = 1.104 nmol/h.

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
    /// Takes at most `lane_derivatives` variables; derivatives in unused directions are 0. Keeps references to
    /// the arguments. Throws what vary() throws, and InputError where a variable gives the schedule other
    /// events.
    Tangent(const LanePlan& plan, const Subject& subject, const std::vector<Variable>& variables,
            const SolverOptions& options, Budget& budget);

    /// Returns the derivatives of a read-out of the drug-free steady state.
    LaneDual of_baseline(const Observation& observation) const;
    /// Returns the derivatives of a read-out of a state that has those of this tangent.
    LaneDual of_state(const State& y, const Observation& observation) const;
    /// Sets the derivatives to those of the drug-free steady state.
    void rest();

    /// Follows a moving segment up to its events, by the rates of change before them.
    void leave(std::size_t segment, const State& rates) { move(segment, rates, 1.0); }
    /// Follows it from its events on, by the rates of change after them.
    void enter(std::size_t segment, const State& rates) { move(segment, rates, -1.0); }
    /// Returns how much later a segment begins, by each variable. After the last segment this is 0.
    LaneDual later(std::size_t segment) const;
    /// Follows an event, after the subject's own body.
    void apply(std::size_t segment, std::size_t event);

    /// Returns the derivatives of the state, one variable after the other.
    const std::vector<double>& state() const { return state_; }
    void set_state(const double* state) { state_.assign(state, state + state_.size()); }
    /// Adds the derivatives of a segment's inputs, one variable after the other.
    void add_inputs(std::size_t segment, double* inputs) const;
    /// Returns the variations of the numbers of the models in force.
    const std::vector<LaneVariation>& variations();

private:
    struct Side {
        Side(const Subject& subject, const SolverOptions& options, Budget& budget)
            : body(subject.model, subject.regimen, options, budget), schedule(body.schedule()) {}
        Body body;
        Schedule schedule;
        LaneNumbers numbers;
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
    std::size_t size_;  ///< Counts the states.
    std::vector<std::unique_ptr<Direction>> directions_;
    std::vector<double> state_;
    std::vector<LaneVariation> variations_;
};

}  // namespace opiodyn::detail
