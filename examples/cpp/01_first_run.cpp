// A month of low-dose naltrexone: how much of the mu receptor does it hold?

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
using namespace opiodyn::literals;

int main() {
    namespace od = opiodyn;
    const od::Regimen ldn =
        od::Dose{.drug = "naltrexone", .amount = 4.5_mg, .route = od::Route::oral, .time = 22.0_h}
            .every(24.0_h, 28);
    for (const auto biophase : {od::Biophase::pet, od::Biophase::transient}) {
        const od::Model model{{.biophase = biophase}};
        // The last night: from the last dose on, for a day.
        const auto last_night = od::grid(670.0_h, 694.0_h, 0.25_h);
        const od::Trajectory run = od::simulate(model, ldn, last_night);
        const auto occupancy = run.occupancy("naltrexone", od::Receptor::mu);
        std::printf(
            "%-10s mu occupancy by naltrexone: peak %4.1f %%, trough %4.1f %%, mean %4.1f %%\n",
            od::to_string(biophase).c_str(),
            100.0 * od::metrics::peak(run.times(), occupancy).value,
            100.0 * od::metrics::trough(run.times(), occupancy).value,
            100.0 * od::metrics::mean(run.times(), occupancy));
    }
}
