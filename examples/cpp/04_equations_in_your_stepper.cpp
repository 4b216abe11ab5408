// The equations inside a bigger model: our right-hand side and Jacobian, one more state of yours, and
// Boost.Odeint with our stiff stepper. Here the extra state is the area under the mu occupancy. A host with
// kinetics of its own gives the plasma concentration alone.

#include <cmath>
#include <cstdio>
#include <opiodyn/odeint.hpp>
#include <opiodyn/opiodyn.hpp>

#include <boost/numeric/odeint/integrate/integrate_const.hpp>
namespace od = opiodyn;

namespace {

/// The host's own kinetics are a curve of two exponentials [nM] with its slope [nM/h].
double plasma(double t) { return 30.0 * (std::exp(-0.2 * t) - std::exp(-1.5 * t)); }
double slope(double t) { return 30.0 * (1.5 * std::exp(-1.5 * t) - 0.2 * std::exp(-0.2 * t)); }

/// Integrates the model over 12 h of that curve, and prints what it says of the last state.
void drive_by_a_concentration() {
    const od::Model model{
        {.biophase = od::Biophase::plasma, .concentration_given = {"naltrexone"}}};
    const od::Index given = model.concentration_state("naltrexone");
    const auto filled = [&](od::State x, double t) {
        x[given] = plasma(t);
        return x;
    };
    const auto rates = [&](const od::State& x, od::State& dxdt, double t) {
        model.derivative(t, filled(x, t), dxdt);
    };
    const auto jacobian = [&](const od::State& x, od::Jacobian& J, double t, od::State& dfdt) {
        model.jacobian(t, filled(x, t), J);
        dfdt = J.col(given) * slope(t);
        J.col(given).setZero();
    };
    od::State x = model.baseline();
    boost::numeric::odeint::integrate_const(od::odeint::rodas5p_dense_output(1e-9, 1e-6),
                                            std::make_pair(rates, jacobian), x, 0.0, 12.0, 1.0);
    Eigen::VectorXd row;
    model.observe(filled(x, 12.0), row);
    for (std::size_t k = 0; k < model.columns().size(); ++k)
        if (model.columns()[k].name() == "occupancy.naltrexone.mu")
            std::printf("mu occupancy, your plasma curve: %.2f %%\n",
                        100.0 * row[static_cast<od::Index>(k)]);
}

}  // namespace

int main() {
    const od::Model model{{.biophase = od::Biophase::plasma}};
    const od::Index n = model.size();
    // Complexes are relative to the drug-free receptors; occupancy is of those that are there.
    const od::Index bound = model.state("naltrexone.mu.bound");
    const od::Index density = model.state("mu.density");

    od::State dydt(n);
    od::Jacobian J(n, n);
    const auto rates = [&](const od::State& x, od::State& dxdt, double t) {
        model.derivative(t, x.head(n), dydt);
        dxdt.head(n) = dydt;
        dxdt[n] = x[bound] / x[density];
    };
    const auto jacobian = [&](const od::State& x, od::Jacobian& Jx, double t, od::State& dfdt) {
        model.jacobian(t, x.head(n), J);
        Jx.setZero();
        Jx.topLeftCorner(n, n) = J;
        Jx(n, bound) = 1.0 / x[density];
        Jx(n, density) = -x[bound] / (x[density] * x[density]);
        dfdt.setZero();
    };

    od::State x = od::State::Zero(n + 1);
    x.head(n) = model.baseline();
    for (const auto& entry : model.entries("naltrexone", od::Route::oral))
        x[entry.state] += 4.5 * entry.nmol_per_mg;
    boost::numeric::odeint::integrate_const(od::odeint::rodas5p_dense_output(1e-9, 1e-6),
                                            std::make_pair(rates, jacobian), x, 0.0, 24.0, 1.0);
    std::printf("mean mu occupancy over the day: %.2f %%\n", 100.0 * x[n] / 24.0);
    drive_by_a_concentration();
}
