// The C++ sample of the documentation, with a look at what it computed.
#include <opiodyn/opiodyn.hpp>

#include <cmath>
#include <cstdio>

using namespace opiodyn::literals;

int main() {
    namespace od = opiodyn;
    const od::Model model{{.biophase = od::Biophase::transient}};
    // clang-format off
    const auto ldn = od::Dose{.drug = "naltrexone", .amount = 4.5_mg, .route = od::Route::oral, .time = 22.0_h}.every(24.0_h, 28);
    // clang-format on
    const od::Trajectory run = od::simulate(model, ldn, od::grid(0.0_h, 672.0_h, 0.25_h));
    const auto occupancy = run.occupancy("naltrexone", od::Receptor::mu);
    // Inside a bigger model: the equations alone, on your own state vector and stepper.
    od::State y = model.baseline();
    od::State dydt(model.size());
    model.derivative(0.0, y, dydt);

    const double peak = occupancy.maxCoeff();
    const double before_first_dose = occupancy.head(88).maxCoeff();
    const double drift = dydt.lpNorm<Eigen::Infinity>();
    std::printf("peak mu occupancy %.3f, before the first dose %g, drift of the baseline %g\n",
                peak, before_first_dose, drift);
    const bool right = occupancy.size() == 4 * 672 + 1 && peak > 0.1 && peak < 1.0 &&
                       before_first_dose == 0.0 && drift < 1e-9;
    return right ? 0 : 1;
}
