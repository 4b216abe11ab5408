// Our equations inside somebody's own system: one state more, their stepper, their step.
#include <opiodyn/opiodyn.hpp>

#include <boost/numeric/odeint.hpp>
#include <boost/numeric/odeint/external/eigen/eigen.hpp>
#include <cmath>
#include <cstdio>

namespace od = opiodyn;

// The opioid states, and after them a tracer that decays with a half-life of one hour.
struct System {
    const od::Model& model;

    void operator()(const od::State& x, od::State& dxdt, double t) const {
        const Eigen::Index n = model.size();
        dxdt.resize(n + 1);
        const od::State y = x.head(n);
        od::State dydt(n);
        model.derivative(t, y, dydt);
        dxdt.head(n) = dydt;
        dxdt[n] = -std::log(2.0) * x[n];
    }
};

int main() {
    namespace odeint = boost::numeric::odeint;
    const od::Model model;
    const od::State baseline = model.baseline();
    const Eigen::Index n = model.size();

    od::State x(n + 1);
    x << baseline, 1.0;
    odeint::runge_kutta4<od::State, double, od::State, double, odeint::vector_space_algebra> stepper;
    constexpr double step = 1.0 / 1024;  // hours
    odeint::integrate_n_steps(stepper, System{model}, x, 0.0, step, 3 * 1024);

    // Every state stays where it was, relative to its own size.
    const double moved =
        ((x.head(n) - baseline).array().abs() / baseline.array().abs().max(1e-6)).maxCoeff();
    std::printf("baseline moved by %g, tracer is %.9f\n", moved, x[n]);
    return moved < 1e-6 && std::abs(x[n] - 0.125) < 1e-9 ? 0 : 1;
}
