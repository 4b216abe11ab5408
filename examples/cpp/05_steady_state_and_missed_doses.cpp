// Nightly 4.5 mg for years, and what a missed night does.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
using namespace opiodyn::literals;

int main() {
    namespace od = opiodyn;
    const od::Model model{{.biophase = od::Biophase::transient, .routes = {od::Route::oral}}};
    const auto times = od::grid(0.0_h, 168.0_h, 0.25_h);
    const od::Dose night{.drug = "naltrexone", .amount = 4.5_mg, .ii = 24.0_h};

    // As if it had been taken every night for ever: no need to simulate the years before.
    od::Dose nightly = night;
    nightly.ss = od::SteadyStateDose::reset;
    nightly.addl = 6;
    const od::Trajectory run = od::simulate(model, nightly, times);
    const auto occupancy = run.occupancy("naltrexone", od::Receptor::mu);
    std::printf("mu occupancy at steady state: %.1f to %.1f %%\n", 100.0 * occupancy.minCoeff(),
                100.0 * occupancy.maxCoeff());

    // The same week with the fourth dose forgotten.
    od::Dose before = nightly, after = night;
    before.addl = 2;
    after.time = 96.0_h;
    after.addl = 2;
    const od::Trajectory missed = od::simulate(model, od::Regimen(before) + after, times);
    std::printf("after the missed night it falls to %.1f %%\n",
                100.0 * missed.occupancy("naltrexone", od::Receptor::mu).minCoeff());

    // A month as people take it: one dose in ten missed, the others up to two hours off.
    const auto ordered = od::parse_regimen("naltrexone 4.5 mg po q24h x28 at 22h");
    for (std::uint64_t subject = 0; subject < 3; ++subject) {
        const auto history = od::taken(ordered, {.missed = 0.1, .shift = 2.0_h}, 1, subject);
        std::printf("person %d: %d doses taken\n", static_cast<int>(subject),
                    static_cast<int>(history.count()));
    }

    // Two doses a day that differ, and where they lead together.
    const auto twice = od::parse_regimen("naltrexone 3 mg po at 22h + naltrexone 1.5 mg po at 8h");
    const od::SteadyState steady = od::steady_state(model, twice, 24.0_h);
    std::printf("at midnight %.1f %% of mu hold naltrexone; residual %.0e after %d periods\n",
                100.0 * steady.state[model.state("naltrexone.mu.bound")] /
                    steady.state[model.state("mu.density")],
                steady.residual, static_cast<int>(steady.periods));
}
