// The equations inside a bigger model: our right-hand side and Jacobian, one more state of yours, and
// Boost.Odeint with our stiff stepper. Here the extra state is the area under the mu occupancy.

#include <cstdio>
#include <opiodyn/odeint.hpp>
#include <opiodyn/opiodyn.hpp>

#include <boost/numeric/odeint/integrate/integrate_const.hpp>
using namespace opiodyn::literals;

int main() {
    namespace od = opiodyn;
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
}
