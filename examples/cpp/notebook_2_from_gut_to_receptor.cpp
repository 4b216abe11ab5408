// 2. A dose of naltrexone, from gut to receptor
//
// Twin of examples/notebooks/2_from_gut_to_receptor.ipynb: 50 mg by mouth in gut, blood, brain and at
// the mu receptor, under five assumptions on how the brain follows the blood. A model, not
// medical advice.

#include <algorithm>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <optional>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

od::Trajectory week_after_a_tablet(od::Biophase biophase) {
    const od::Model model{{.biophase = biophase, .routes = {od::Route::oral}}};
    const od::Dose tablet{.drug = "naltrexone", .amount = 50.0_mg};
    return od::simulate(model, tablet, od::grid(0.0_h, 168.0_h, 0.25_h));
}

void print_gut_and_blood(const od::Trajectory& run) {
    const Eigen::VectorXd gut = run.amount("naltrexone", "depot");
    std::puts("h after the tablet   still in the gut");
    for (const int hour : {1, 2, 4})
        std::printf("%18d   %14.1f %%\n", hour, 100.0 * gut[4 * hour] / gut[0]);
    std::puts("\nblood              peak, ng/mL    at, h");
    for (const char* name : {"naltrexone", "6-beta-naltrexol"}) {
        const auto unit = od::ConcentrationUnit::nanograms_per_millilitre;
        const auto peak = od::metrics::peak(run.times(), run.concentration(name, unit));
        std::printf("%-17s  %11.1f   %6.2f\n", name, peak.value, peak.time);
    }
}

// When fewer than half of the mu receptors are left occupied, h.
double print_brain_and_receptor(const char* preset, const od::Trajectory& run) {
    const auto occupancy = run.occupancy("naltrexone", od::Receptor::mu);
    const auto top = od::metrics::peak(run.times(), occupancy);
    const std::optional<double> half =
        od::metrics::time_to_fall_below(run.times(), occupancy, 0.5, top.time);
    std::printf("%-10s  %13.2f   %15.0f %%   %16.1f\n", preset,
                run.effect_site("naltrexone").maxCoeff(), 100.0 * top.value, half.value_or(168.0));
    return half.value_or(168.0);
}

}  // namespace

int main() {
    print_gut_and_blood(week_after_a_tablet(od::Biophase::pet));
    std::puts("\npreset      brain top, nM   mu occupied, top   below half at, h");
    std::vector<double> halves;
    for (const auto biophase : {od::Biophase::plasma, od::Biophase::transient, od::Biophase::pet})
        halves.push_back(print_brain_and_receptor(od::to_string(biophase).c_str(),
                                                  week_after_a_tablet(biophase)));
    for (const auto biophase : {od::Biophase::retention, od::Biophase::slow})
        print_brain_and_receptor(od::to_string(biophase).c_str(), week_after_a_tablet(biophase));
    std::puts("");
    for (const od::Preset& preset : od::library::presets())
        std::printf("%s\n  passes: %s\n  fails:  %s\n", preset.name.c_str(), preset.matches.c_str(),
                    preset.fails.c_str());
    // The slower the brain, the longer the block.
    return std::is_sorted(halves.begin(), halves.end()) ? 0 : 1;
}
