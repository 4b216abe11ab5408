// When does it matter that binding takes time? The same dose with binding as a reaction and with
// binding at equilibrium, for a ligand that lets go in two minutes and for one that takes hours.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
using namespace opiodyn::literals;

int main() {
    namespace od = opiodyn;
    const od::Regimen dose = od::Dose{.drug = "naltrexone", .amount = 4.5_mg};
    const auto times = od::grid(0.0_h, 24.0_h, 0.1_h);
    for (const double koff : {21.0, 0.5}) {
        const std::map<std::string, double> slow{{"naltrexone.mu.koff", koff}};
        const od::Model kinetic{{.biophase = od::Biophase::plasma, .parameters = slow}};
        const od::Model equilibrium{{.biophase = od::Biophase::plasma,
                                     .binding = od::BindingMode::equilibrium,
                                     .parameters = slow}};
        const auto a = od::simulate(kinetic, dose, times);
        const auto b = od::simulate(equilibrium, dose, times);
        const double difference = (a.occupancy("naltrexone", od::Receptor::mu) -
                                   b.occupancy("naltrexone", od::Receptor::mu))
                                      .cwiseAbs()
                                      .maxCoeff();
        std::printf("koff %4.1f /h: largest difference in occupancy %.4f\n", koff, difference);
    }
}
