/// This method takes Rodas5P with step control along the segments of a run. It is one lane of a batch, so that a run
/// alone has the bits of a run in company. The rules of a step stand in lanes/step_rules.hpp.

#define OPIODYN_LANE_UNIT lanes_baseline

#include "lanes/generated_shapes.hpp"
#include "lanes/lane_kernels.hpp"
#include "lanes/per_target/controlled_stepper.hpp"
#include "lanes/per_target/lane_substeps.hpp"
#include "lanes/step_rules.hpp"
#include "model/shape/model_implementation.hpp"
#include "solver/methods/integrator.hpp"
#include "solver/methods/rejected_step.hpp"

namespace opiodyn::detail {
namespace {

using One = lanes_baseline::Pack<1>;

class Rodas5PIntegrator final : public Integrator {
public:
    Rodas5PIntegrator(const Model& model, const std::vector<Index>& active,
                      const SolverOptions& options, Budget& budget)
        : Integrator(model),
          options_(options),
          budget_(budget),
          plan_(model.implementation(), model.implementation().shape->observations, active),
          controlled_(plan_, {options.rtol, options.atol}),
          substeps_(plan_),
          reader_(lane_kernels().back().unit.reader(plan_)),
          state_(model.size()) {
        LaneNumbers storage;
        const LaneModel numbers = plan_.numbers_of(model.implementation(), storage);
        for (auto* stepper : {&stepper_, &substeps_.stepper()})
            stepper->system().set_parameters(0, numbers);
        reader_->set_model(numbers);
    }

    void begin(double t, const State& y, const State& input, double end) override {
        progress_ = {t, end, first_step(options_.rtol)};
        state_ = y;
        for (auto* stepper : {&stepper_, &substeps_.stepper()})
            stepper->system().set_input(0, input.data());
        reader_->set_input(input.data());
        controlled_.reset(0);
    }

    double advance(double /*horizon*/) override {
        set(stepper_.y(), state_);
        for (;;) {
            step_ = progress_.next();
            budget_.attempt(step_.begin, step_.h);
            const auto outcome = controlled_.attempt(One(step_.h));
            if (!outcome.accepted.lane(0)) {
                reject(outcome);
                continue;
            }
            progress_.accept(step_, outcome.factor.lane(0));
            state_ = in_order(stepper_.y_new());
            taken_ = false;
            budget_.accepted();
            return step_.end;
        }
    }

    void at(double t, State& y) override {
        y = in_order(stepper_.interpolate(One(fraction(t)), plan_.moving));
    }

    Index read(std::span<const Output> outputs, Eigen::MatrixXd& rows) override {
        if (!taken_) reader_->take(curve());
        taken_ = true;
        fractions_.clear();
        for (const auto& output : outputs) fractions_.push_back(fraction(output.time));
        return static_cast<Index>(
            reader_->read(fractions_.data(), fractions_.size(),
                          {rows.data(), static_cast<std::size_t>(rows.outerStride())}));
    }

    void steps_to(double t, int count, State& y) override {
        // This rounds as the lanes do, which know a time by its fraction of the step.
        const double h = fraction(t) * step_.h / count;
        One* const from = substeps_.stepper().y();
        for (Index i = 0; i < state_.size(); ++i) from[i] = stepper_.y()[i];
        if (!substeps_.go(h, count))
            throw StepFailure{{t, h, "none", words(LaneFailure::singular)}};
        y = in_order(from);
    }

    const State& state() const override { return state_; }

    std::string kernel() const override { return kernel_name(plan_.shape); }

private:
    double fraction(double t) const { return (t - step_.begin) / step_.h; }

    /// Returns the accepted step as plain numbers.
    StepCurve curve() {
        const auto n = static_cast<std::size_t>(plan_.size());
        curve_.clear();
        const auto add = [&](const One* from) {
            for (std::size_t i = 0; i < n; ++i) curve_.push_back(from[i].lane(0));
        };
        add(stepper_.y());
        add(stepper_.y_new());
        for (std::size_t j = 0; j < rodas5p::stages; ++j) add(stepper_.stage(j));
        return {curve_.data(), curve_.data() + n, curve_.data() + 2 * n, step_.h};
    }

    Index state_at(Index position) const { return plan_.state[static_cast<std::size_t>(position)]; }
    void set(One* to, const State& from) const {
        for (Index i = 0; i < from.size(); ++i) to[i] = One(from[state_at(i)]);
    }
    /// Returns a state of the lanes in the order of the model.
    State in_order(const One* from) const {
        State y(model().size());
        for (Index i = 0; i < y.size(); ++i) y[state_at(i)] = from[i].lane(0);
        return y;
    }

    /// Goes on to a shorter step, or throws StepFailure.
    void reject(const lanes_baseline::Outcome<1>& outcome) {
        if (progress_.reject(step_, outcome.factor.lane(0))) return;
        const State y_new = in_order(stepper_.y_new()), error = in_order(stepper_.error());
        State size(model().size());
        for (Index i = 0; i < size.size(); ++i)
            size[state_at(i)] = stepper_.size(static_cast<std::size_t>(i)).lane(0);
        const LaneFault fault{reason(outcome.solved.lane(0), outcome.error.lane(0)),
                              step_.begin,
                              step_.h,
                              stepper_.singular_state(0),
                              y_new.data(),
                              error.data(),
                              size.data()};
        throw StepFailure{explain(fault, model(), options_)};
    }

    const SolverOptions& options_;
    Budget& budget_;
    LanePlan plan_;
    lanes_baseline::ControlledStepper<1> controlled_;
    lanes_baseline::LaneStepper<1>& stepper_{controlled_.stepper()};
    lanes_baseline::LaneSubsteps<> substeps_;  ///< The substeps must not disturb the accepted step.
    std::unique_ptr<StepReader> reader_;
    std::vector<double> fractions_, curve_;
    bool taken_{false};  ///< The reader has the accepted step.
    State state_;
    Progress progress_;
    LaneStep step_{};
};

}  // namespace

std::unique_ptr<Integrator> make_rodas5p(const Model& model, const std::vector<Index>& active,
                                         const SolverOptions& options, Budget& budget) {
    return std::make_unique<Rodas5PIntegrator>(model, active, options, budget);
}

}  // namespace opiodyn::detail
