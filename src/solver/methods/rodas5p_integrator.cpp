/// Rodas5P with step control on the segments of a run: one lane of a batch, so that a run alone has the bits
/// of a run in company. The rules of a step are those of lanes/per_target/lane_loop.hpp.

#define OPIODYN_LANE_UNIT lanes_baseline

#include <algorithm>
#include <cmath>
#include <limits>

#include "lanes/per_target/lane_control.hpp"
#include "lanes/per_target/lane_substeps.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/numerics/step_control.hpp"
#include "solver/methods/integrator.hpp"

namespace opiodyn::detail {
namespace {

using One = lanes_baseline::Pack<1>;

class Rodas5PIntegrator final : public Integrator {
public:
    Rodas5PIntegrator(const Model& model, const std::vector<Index>& active,
                      const SolverOptions& options, Budget& budget)
        : model_(model),
          budget_(budget),
          tolerances_{options.rtol, options.atol},
          plan_(model.implementation(), {}, active),
          stepper_(plan_),
          substeps_(plan_),
          state_(model.size()),
          first_step_(lanes_baseline::first_step(options.rtol)) {
        const auto& m = model.implementation();
        std::vector<double> linear;
        plan_.linear_values(m, linear);
        for (auto* stepper : {&stepper_, &substeps_.stepper()})
            stepper->system().set_parameters(0, {&m.equations, nullptr, linear.data()});
    }

    void begin(double t, const State& y, const State& input, double end) override {
        t_ = t;
        end_ = end;
        state_ = y;
        for (auto* stepper : {&stepper_, &substeps_.stepper()})
            stepper->system().set_input(0, input.data());
        control_.reset(0);
        h_ = first_step_;
    }

    double advance(double /*horizon*/) override {
        set(stepper_.y(), state_);
        for (bool retry = false;; retry = true) {
            const double rest = end_ - t_;
            const bool lands = h_ >= rest;
            // Two halves rather than a long step and a sliver.
            const double h = lands ? rest : std::min(h_, 0.5 * rest);
            budget_.attempt(t_, h);
            if (try_step(h)) {
                begin_ = t_;
                h_last_ = h;
                t_ = lands ? end_ : t_ + h;
                if (retry) h_ = std::min(h_, h);
                get(stepper_.y_new(), state_);
                stepper_.prepare_interpolation(plan_.moving);
                budget_.accepted();
                return t_;
            }
            require_progress(h);
        }
    }

    void at(double t, State& y) override {
        get(stepper_.interpolate(One((t - begin_) / h_last_), plan_.moving), y);
    }

    void steps_to(double t, int count, State& y) override {
        const double h = (t - begin_) / h_last_ * h_last_ / count;
        One* const from = substeps_.stepper().y();
        for (Index i = 0; i < state_.size(); ++i) from[i] = stepper_.y()[i];
        if (!substeps_.go(h, count))
            throw StepFailure{{t, h, "none", "the linear system of the step is singular"}};
        get(from, y);
    }

    const State& state() const override { return state_; }

private:
    void set(One* to, const State& from) const {
        for (Index i = 0; i < from.size(); ++i) to[i] = One(from[state_at(i)]);
    }
    void get(const One* from, State& to) const {
        to.resize(model_.size());
        for (Index i = 0; i < to.size(); ++i) to[state_at(i)] = from[i].lane(0);
    }
    Index state_at(Index position) const { return plan_.state[static_cast<std::size_t>(position)]; }

    /// True if the step is accurate and ends with nothing negative. h_ then holds the next step, otherwise
    /// the next try.
    bool try_step(double h) {
        const One length(h);
        const bool solved = stepper_.attempt(length).lane(0);
        const One error = solved ? stepper_.squared_error(tolerances_.rtol, tolerances_.atol)
                                 : One(std::numeric_limits<double>::infinity());
        if (error.lane(0) > 1.0) {
            explain(solved, error.lane(0));
            h_ = h * control_.after_rejection(error).lane(0);
            return false;
        }
        if (stepper_.admissible().lane(0)) {
            h_ = h * control_.after_acceptance(error, length).lane(0);
            control_.remember(One(0.0) == One(0.0), error, length);
            return true;
        }
        reason_ = "the state would become negative";
        model_.smallest_quantity(vector(stepper_.y_new()), &worst_);
        h_ = 0.5 * h;
        return false;
    }

    State vector(const One* from) const {
        State to;
        get(from, to);
        return to;
    }

    void explain(bool solved, double error) {
        if (!solved) {
            reason_ = "the linear system of the step is singular";
            worst_ = stepper_.system().singular_state(0);
            return;
        }
        reason_ = std::isfinite(error) ? "the error stays above the tolerance"
                                       : "the solution is not finite";
        error_norm(tolerances_, vector(stepper_.error()), state_, vector(stepper_.y_new()),
                   &worst_);
    }

    void require_progress(double h) const {
        const double smallest =
            16.0 * std::numeric_limits<double>::epsilon() * std::max(std::abs(t_), 1e-3);
        if (h_ > smallest) return;
        throw StepFailure{{t_, h, model_.quantity_name(worst_), reason_}};
    }

    const Model& model_;
    Budget& budget_;
    Tolerances tolerances_;
    LanePlan plan_;
    lanes_baseline::LaneStepper<1> stepper_;
    lanes_baseline::LaneSubsteps<> substeps_;  ///< which must not disturb the accepted step
    lanes_baseline::LaneControl<1> control_;
    State state_;
    double first_step_;
    double t_{0.0}, end_{0.0}, h_{0.0}, begin_{0.0}, h_last_{1.0};
    Index worst_{0};
    std::string reason_;
};

}  // namespace

std::unique_ptr<Integrator> make_rodas5p(const Model& model, const std::vector<Index>& active,
                                         const SolverOptions& options, Budget& budget) {
    return std::make_unique<Rodas5PIntegrator>(model, active, options, budget);
}

}  // namespace opiodyn::detail
