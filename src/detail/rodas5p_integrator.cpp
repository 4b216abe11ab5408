/// Rodas5P with step control on the segments of a run.

#include <cmath>

#include "detail/integrator.hpp"
#include "opiodyn/rodas5p.hpp"
#include "opiodyn/step_control.hpp"
#include "opiodyn/structured_lu.hpp"

namespace opiodyn::detail {
namespace {

class Rodas5PIntegrator final : public Integrator {
public:
    Rodas5PIntegrator(const Model& model, const SolverOptions& options, Budget& budget)
        : budget_(budget),
          tolerances_{options.rtol, options.atol},
          system_{model, {}},
          stepper_(StructuredLU(model.jacobian_pattern())),
          single_(stepper_) {}

    void begin(double t, const State& y, const State& input, double end) override {
        t_ = t;
        y_ = y;
        end_ = end;
        system_.input = input;
        controller_.reset();
        // What a dose sets off is fastest at the start: begin within its first minute.
        h_ = first_step;
    }

    double advance(double /*horizon*/) override {
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
                y_ = stepper_.y_new();
                double factor = controller_.after_acceptance(error_, h);
                if (retry) factor = std::min(factor, 1.0);
                h_ = h * factor;
                stepper_.prepare_interpolation();
                budget_.accepted();
                return t_;
            }
            require_progress(h);
        }
    }

    void at(double t, State& y) override { stepper_.interpolate((t - begin_) / h_last_, y); }

    void steps_to(double t, int count, State& y) override {
        const double h = (t - begin_) / count;
        y = stepper_.y_old();
        for (int k = 0; k < count; ++k) {
            if (!single_.attempt(system_, begin_ + k * h, State(y), h))
                throw StepFailure{{t, h, "none", "the linear system of the step is singular"}};
            y = single_.y_new();
        }
    }

    const State& state() const override { return y_; }

private:
    static constexpr double first_step = 0.01;  // h

    /// True if the step is accurate and ends with nothing negative; otherwise h_ holds the next try.
    bool try_step(double h) {
        const bool solved = stepper_.attempt(system_, t_, y_, h);
        if (!solved) worst_ = stepper_.linear_solver().failed();
        error_ = solved ? error_norm(tolerances_, stepper_.error(), y_, stepper_.y_new(), &worst_)
                        : std::numeric_limits<double>::infinity();
        if (error_ > 1.0) {
            reason_ = !solved                 ? "the linear system of the step is singular"
                      : std::isfinite(error_) ? "the error stays above the tolerance"
                                              : "the solution is not finite";
            h_ = h * controller_.after_rejection(error_);
            return false;
        }
        if (system_.model.smallest_quantity(stepper_.y_new(), &worst_) >= 0.0) return true;
        reason_ = "the state would become negative";
        h_ = 0.5 * h;
        return false;
    }

    void require_progress(double h) const {
        const double smallest =
            16.0 * std::numeric_limits<double>::epsilon() * std::max(std::abs(t_), 1e-3);
        if (h_ > smallest) return;
        throw StepFailure{{t_, h, system_.model.quantity_name(worst_), reason_}};
    }

    Budget& budget_;
    Tolerances tolerances_;
    SegmentSystem system_;
    Rodas5P<StructuredLU> stepper_;
    Rodas5P<StructuredLU> single_;  ///< for steps_to, which must not disturb the accepted step
    StepController controller_;
    State y_;
    double t_{0.0}, end_{0.0}, h_{0.0}, begin_{0.0}, h_last_{1.0}, error_{0.0};
    Index worst_{0};
    std::string reason_;
};

}  // namespace

std::unique_ptr<Integrator> make_rodas5p(const Model& model, const SolverOptions& options,
                                         Budget& budget) {
    return std::make_unique<Rodas5PIntegrator>(model, options, budget);
}

}  // namespace opiodyn::detail
