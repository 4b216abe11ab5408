/// The exact method takes every state of a linear model straight from the start of its segment, by the matrix
/// exponential.

#include <algorithm>

#include "solver/methods/integrator.hpp"

namespace opiodyn::detail {
namespace {

class ExactIntegrator final : public Integrator {
public:
    ExactIntegrator(const Model& model, Budget& budget) : Integrator(model), budget_(budget) {}

    void begin(double t, const State& y, const State& input, double end) override {
        begin_ = t_ = t;
        start_ = state_ = y;
        input_ = input;
        end_ = end;
    }

    double advance(double horizon) override {
        budget_.attempt(begin_, std::min(end_, horizon) - begin_);
        t_ = horizon < end_ && !same_instant(horizon, end_) ? horizon : end_;
        at(t_, state_);
        require_admissible(model(), state_, t_, t_ - begin_);
        budget_.accepted();
        return t_;
    }

    void at(double t, State& y) override { y = model().propagate(start_, input_, t - begin_); }

    void steps_to(double t, int /*count*/, State& y) override { at(t, y); }

    const State& state() const override { return state_; }

private:
    Budget& budget_;
    State start_, state_, input_;
    double begin_{0.0}, t_{0.0}, end_{0.0};
};

}  // namespace

std::unique_ptr<Integrator> make_exact(const Model& model, Budget& budget) {
    return std::make_unique<ExactIntegrator>(model, budget);
}

}  // namespace opiodyn::detail
