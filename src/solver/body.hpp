#pragma once
/// A Body is a state and the parameters in force. The events of a schedule act on both.

#include <cstdint>

#include "opiodyn/schedule.hpp"
#include "solver/methods/budget.hpp"
#include "solver/methods/integrator.hpp"
#include "solver/variants.hpp"

namespace opiodyn::detail {

class Body {
public:
    /// Keeps references to the regimen, the options and the budget, which steady states use too.
    Body(const Model& model, const Regimen& regimen, const SolverOptions& options, Budget& budget);

    /// Returns the regimen's segments. The state is then the one before the first of them.
    Schedule schedule();
    /// Applies an event. Returns true if the parameters changed.
    bool apply(const Event& event, double time);

    const Model& model() const { return model_; }
    const Model& first_model() { return variants_.after(0); }
    State& y() { return y_; }
    /// Returns how much work the run was: the steps of the budget, and the steady states of this body.
    RunCounts counts() const {
        return {budget_.steps(), budget_.rejected(), steady_states_, residual_, periods_};
    }

private:
    void act(const Jump& jump, double time);
    void act(const ToBaseline& action, double time);
    void act(const Switch& action, double time);
    void act(const ToSteadyState& action, double time);

    const Regimen& regimen_;
    const SolverOptions& options_;
    Budget& budget_;
    Variants variants_;
    Model model_;
    State y_;
    double residual_{0.0};  ///< This is the largest residual of all steady states.
    std::int64_t periods_{0}, steady_states_{0};
};

}  // namespace opiodyn::detail
