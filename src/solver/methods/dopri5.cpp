/// This source has Boost.Odeint's Dormand-Prince method for models that are not stiff. No other source of the
/// library compiles Odeint.

// These headers of Odeint lean on what others include before them: the order of the blocks matters.
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <boost/numeric/odeint/util/bind.hpp>
#include <boost/numeric/odeint/util/unwrap_reference.hpp>

#include <boost/numeric/odeint/stepper/dense_output_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>

#include <boost/numeric/odeint/external/eigen/eigen.hpp>

#include <algorithm>

#include "solver/methods/integrator.hpp"

namespace opiodyn::detail {
namespace {

namespace odeint = boost::numeric::odeint;

using Stepper =
    odeint::runge_kutta_dopri5<State, double, State, double, odeint::vector_space_algebra>;
using Controlled = odeint::result_of::make_controlled<Stepper>::type;

/// A CountedStepper counts every try of a step. Odeint itself does not tell of those that its error control takes back.
class CountedStepper : public Controlled {
public:
    CountedStepper(const Controlled& stepper, Budget& budget)
        : Controlled(stepper), budget_(&budget) {}

    template <class System, class In, class Out>
    odeint::controlled_step_result try_step(const System& system, const In& y, const In& dydt,
                                            double& t, Out& y_end, Out& dydt_end, double& h) {
        budget_->attempt(t, h);
        return Controlled::try_step(system, y, dydt, t, y_end, dydt_end, h);
    }

private:
    Budget* budget_;
};

using Dense = odeint::dense_output_runge_kutta<CountedStepper>;

class Dopri5Integrator final : public Integrator {
    auto rates() {
        return [this](const State& y, State& dydt, double t) { system_.derivative(t, y, dydt); };
    }

public:
    Dopri5Integrator(const Model& model, const SolverOptions& options, Budget& budget)
        : Integrator(model),
          budget_(budget),
          system_{model, {}},
          dense_(CountedStepper(odeint::make_controlled(options.atol, options.rtol, Stepper()),
                                budget)) {}

    void begin(double t, const State& y, const State& input, double end) override {
        system_.input = input;
        end_ = end;
        dense_.initialize(y, t, std::min(first_step, end - t));
    }

    double advance(double /*horizon*/) override {
        const double t = dense_.current_time();
        const State start = dense_.current_state();
        double h = dense_.current_time_step();
        if (t + h > end_) dense_.initialize(start, t, h = end_ - t);
        // A step that ends below zero is tried again at half its length, as a too inaccurate one is.
        while (!try_step(t, h)) dense_.initialize(start, t, h *= 0.5);
        budget_.accepted();
        const double now = dense_.current_time();
        return same_instant(now, end_) ? end_ : now;
    }

    void at(double t, State& y) override { dense_.calc_state(t, y); }

    void steps_to(double t, int count, State& y) override {
        const double begin = dense_.previous_time(), h = (t - begin) / count;
        y = dense_.previous_state();
        Stepper stepper;
        for (int k = 0; k < count; ++k) stepper.do_step(rates(), y, begin + k * h, h);
    }

    const State& state() const override { return dense_.current_state(); }

private:
    static constexpr double first_step = 0.01;  // [h]

    bool try_step(double t, double h) {
        try {
            dense_.do_step(rates());
        } catch (const odeint::odeint_error& error) {
            throw StepFailure{{t, h, "unknown", error.what()}};
        }
        const State& y = dense_.current_state();
        require_finite(system_.model, y, t, h);
        const bool can_shrink = t + 0.5 * h > t;
        if (!can_shrink) require_admissible(system_.model, y, t, h);
        return system_.model.smallest_quantity(y) >= 0.0;
    }

    Budget& budget_;
    SegmentSystem system_;
    Dense dense_;
    double end_{0.0};
};

}  // namespace

std::unique_ptr<Integrator> make_dopri5(const Model& model, const SolverOptions& options,
                                        Budget& budget) {
    return std::make_unique<Dopri5Integrator>(model, options, budget);
}

}  // namespace opiodyn::detail
