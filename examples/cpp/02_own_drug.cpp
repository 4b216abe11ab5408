// A drug that is not in the library: its pharmacokinetics and its affinity, in plain numbers.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
using namespace opiodyn::literals;

int main() {
    namespace od = opiodyn;
    const od::Drug drug{.name = "mydrug",
                        .molar_mass = 300.0,
                        .CL = 20.0,
                        .V = {50.0, 120.0},
                        .Q = {15.0},
                        .absorption = {od::FirstOrder{.ka = 1.5, .F = 0.6, .lag = 0.25}},
                        .fu = 0.4};
    od::ModelOptions options;
    options.biophase = od::Biophase::plasma;
    options.drugs = {drug};
    options.bindings = {{.ligand = "mydrug", .receptor = od::Receptor::mu, .K = 2.0, .koff = 60.0}};
    const od::Model model{options};

    const od::Regimen regimen =
        od::parse_regimen("mydrug 2 mg po + mydrug 1 mg iv over 30min at 12h");
    const od::Trajectory run = od::simulate(model, regimen, od::grid(0.0_h, 24.0_h, 0.1_h));
    const auto plasma =
        run.concentration("mydrug", od::ConcentrationUnit::nanograms_per_millilitre);
    const auto peak = od::metrics::peak(run.times(), plasma);
    std::printf("plasma peak %.2f ng/mL at %.1f h\n", peak.value, peak.time);
    const auto occupancy = run.occupancy("mydrug", od::Receptor::mu);
    std::printf("more than half of mu occupied for %.1f h\n",
                od::metrics::time_above(run.times(), occupancy, 0.5));
}
