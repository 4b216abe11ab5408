#pragma once
/// An Integrator is what the run loop asks of a method: to start on a smooth segment, to advance, and to show the
/// solution between the last two times.

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"
#include "solver/methods/budget.hpp"

namespace opiodyn::detail {

/// A SegmentSystem is the system on one segment: the model plus a constant input.
struct SegmentSystem {
    const Model& model;
    State input;

    void derivative(double t, const State& y, State& dydt) const {
        dydt.resize(model.size());
        model.derivative(t, y, dydt);
        dydt += input;
    }
    void jacobian(double t, const State& y, Jacobian& J) const { model.jacobian(t, y, J); }
    void time_derivative(double /*t*/, const State& /*y*/, State& dfdt) const { dfdt.setZero(); }
};

/// Throws SolverError or NotConvergedError, with the partial result.
[[noreturn]] void rethrow(const StepFailure& failure, std::shared_ptr<const Trajectory> partial);
/// Throws Interrupted.
[[noreturn]] void rethrow(const StopRequested& stop, std::shared_ptr<const Trajectory> partial);

/// Throws InputError for a tolerance or a limit that is out of range.
void check(const SolverOptions& options);

class Integrator {
public:
    /// Keeps a reference to the model.
    explicit Integrator(const Model& model) : model_(model) {}
    virtual ~Integrator() = default;
    /// Begins at (t, y); `end` may be infinite and is reached exactly.
    virtual void begin(double t, const State& y, const State& input, double end) = 0;
    /// Takes one step and returns the new time. `horizon` is the last time anybody will ask for.
    virtual double advance(double horizon) = 0;
    /// Writes the solution at a time within the last step.
    virtual void at(double t, State& y) = 0;
    /// Reads all columns of the model off the solution at outputs within the last step, into as many rows. Returns how
    /// many came out: the next one has a negative quantity, and is for steps_to(). The default takes at() and observe().
    virtual Index read(std::span<const Output> outputs, Eigen::MatrixXd& rows);
    /// Writes it by `count` equal steps of the method from the start of the last step. That is dearer, but free of
    /// the small undershoot that an interpolating polynomial, or one long step, can have where a state starts from
    /// zero or has decayed far below the tolerance.
    virtual void steps_to(double t, int count, State& y) = 0;
    /// Returns the solution at the time that advance() returned.
    virtual const State& state() const = 0;
    /// Says what computes the steps of Rodas5P; empty for other methods.
    virtual std::string kernel() const { return {}; }

protected:
    const Model& model() const { return model_; }

private:
    const Model& model_;
};

std::unique_ptr<Integrator> make_exact(const Model& model, Budget& budget);
std::unique_ptr<Integrator> make_rodas5p(const Model& model, const std::vector<Index>& active,
                                         const SolverOptions& options, Budget& budget);
std::unique_ptr<Integrator> make_dopri5(const Model& model, const SolverOptions& options,
                                        Budget& budget);

/// Returns the method that `automatic` stands for. Throws InputError for `exact` where there is no exact solution.
Method method_for(const Model& model, Method method);
/// Makes an integrator. The states that will move are `active`, from active_states().
std::unique_ptr<Integrator> make_integrator(const Model& model, const std::vector<Index>& active,
                                            const SolverOptions& options, Budget& budget);

/// Throws StepFailure if a state is not finite.
void require_finite(const Model& model, const State& y, double t, double h);
/// Throws StepFailure if a state is not finite or a quantity of the model is negative.
void require_admissible(const Model& model, const State& y, double t, double h);

}  // namespace opiodyn::detail
