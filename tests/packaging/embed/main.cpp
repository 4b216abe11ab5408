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
        model.derivative(t, x.head(n), dxdt.head(n));  // in place, nothing is copied
        dxdt[n] = -std::log(2.0) * x[n];
    }
};

// Three hours from x, with steps short against the fastest rate of the model.
void integrate(const od::Model& model, od::State& x) {
    namespace odeint = boost::numeric::odeint;
    odeint::runge_kutta4<od::State, double, od::State, double, odeint::vector_space_algebra> rk4;
    odeint::integrate_n_steps(rk4, System{model}, x, 0.0, 1.0 / 4096, 3 * 4096);
}

double distance(const od::State& a, const od::State& b) {
    return ((a - b).array().abs() / b.array().abs().max(1e-3)).maxCoeff();
}

int main() {
    const od::Model model;
    const Eigen::Index n = model.size();
    od::State x(n + 1);

    // Left alone, the baseline stays where it is.
    x << model.baseline(), 1.0;
    integrate(model, x);
    const double moved = distance(x.head(n), model.baseline());
    const double tracer = std::abs(x[n] - 0.125);

    // With a dose put in by hand, their stepper and our solver agree.
    x << model.baseline(), 1.0;
    for (const od::Entry& entry : model.entries("naltrexone", od::Route::intravenous)) {
        x[entry.state] += 10.0 * entry.nmol_per_mg;
    }
    integrate(model, x);
    Eigen::VectorXd theirs;
    model.observe(x.head(n), theirs);
    od::Dose dose{.drug = "naltrexone", .amount = od::Mass{10.0}, .route = od::Route::intravenous};
    const od::Trajectory run =
        od::simulate(model, od::Regimen{dose}, {0.0, 3.0}, {.rtol = 1e-9, .atol = 1e-12});
    const double occupied = run.occupancy("naltrexone", od::Receptor::mu)[1];
    Eigen::VectorXd ours(theirs.size());
    for (Eigen::Index i = 0; i < ours.size(); ++i) ours[i] = run.column(i)[1];
    const double apart = distance(theirs, ours);

    std::printf("baseline moved by %g; tracer off by %g; %g of mu occupied, steppers %g apart\n",
                moved, tracer, occupied, apart);
    return moved < 1e-9 && tracer < 1e-9 && occupied > 0.1 && apart < 1e-6 ? 0 : 1;
}
