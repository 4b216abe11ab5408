// 3. Why a low dose? Block, rebound, and a conflict
//
// Twin of examples/notebooks/3_why_a_low_dose.ipynb: tone after a month of nightly naltrexone, under
// three presets and two drives, and the block of heroin by function. A hypothesis, not a fact; a model,
// not medical advice.

#include <cmath>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

constexpr int nights = 28;
constexpr od::Time bedtime = 22.0_h;
constexpr od::Time last_dose = bedtime + (nights - 1) * 24.0_h;

// Nightly doses, seen from `begin` to `end` hours after the last.
od::Trajectory nightly(od::Mass amount, od::Biophase biophase, double phi, od::Time begin,
                       od::Time end) {
    od::ModelOptions options;
    options.biophase = biophase;
    options.routes = {od::Route::oral};
    options.response.phi = phi;
    const od::Dose dose{.drug = "naltrexone", .amount = amount, .time = bedtime};
    return od::simulate(od::Model{options}, dose.every(24.0_h, nights),
                        od::grid(last_dose + begin, last_dose + end, 0.5_h));
}

// Mean from 8 to 24 h after the last dose: 6 to 22 h, the waking hours.
double waking_tone(od::Mass amount, od::Biophase biophase, double phi) {
    const auto run = nightly(amount, biophase, phi, 8.0_h, 24.0_h);
    return od::metrics::mean(run.times(), run.tone(od::Receptor::mu));
}

// Largest liking of heroin, as twice its weight of morphine, a day after so much naltrexone.
double liking(od::Mass naltrexone, od::Biophase biophase) {
    constexpr od::Time at = 24.0_h;
    od::ModelOptions options;
    options.biophase = biophase;
    options.drugs = {"morphine", "naltrexone"};
    options.routes = {od::Route::oral, od::Route::intravenous};
    od::Regimen plan = od::Dose{
        .drug = "morphine", .amount = 51.4_mg, .route = od::Route::intravenous, .time = at};
    if (naltrexone.value > 0.0) plan = plan + od::Dose{.drug = "naltrexone", .amount = naltrexone};
    const auto run = od::simulate(od::Model{options}, plan, od::grid(at, at + 6.0_h, 0.05_h));
    return run.column("effect.liking").maxCoeff();
}

void print_last_day() {
    const auto run = nightly(4.5_mg, od::Biophase::transient, 1.0, 0.0_h, 24.0_h);
    const auto tone = run.tone(od::Receptor::mu);
    const auto block = od::metrics::trough(run.times(), tone);
    std::printf("4.5 mg, transient: lowest tone %.2f after %.1f h, highest %.2f, %.1f h above 1\n",
                block.value, block.time - last_dose.value, tone.maxCoeff(),
                od::metrics::time_above(run.times(), tone, 1.0));
    std::printf("endorphin x%.2f, mu receptors x%.2f\n\n",
                run.peptide("beta-endorphin").tail(1).value(),
                run.receptor_density(od::Receptor::mu).tail(1).value());
}

}  // namespace

int main() {
    print_last_day();
    const std::vector<double> doses{0.1, 0.25, 0.5, 1.0, 1.5, 3.0, 4.5, 6.0, 12.5, 25.0, 50.0};
    std::printf("waking tone, mg  ");
    for (const double dose : doses) std::printf("%7g", dose);
    std::puts("");
    bool finite = true;
    for (const auto biophase : {od::Biophase::transient, od::Biophase::pet, od::Biophase::plasma}) {
        for (const double phi : {1.0, 0.0}) {
            std::printf("%-9s  phi %g", od::to_string(biophase).c_str(), phi);
            for (const double dose : doses) {
                const double tone = waking_tone(od::Mass{dose}, biophase, phi);
                finite = finite && std::isfinite(tone) && tone > 0.0;
                std::printf("%7.3f", tone);
            }
            std::puts("");
        }
    }
    // By function: 100 mg blocks heroin a day later, if the block lasts.
    const auto blocked = [](od::Biophase biophase) {
        return 1.0 - liking(100.0_mg, biophase) / liking(0.0_mg, biophase);
    };
    std::printf(
        "heroin blocked a day after 100 mg: transient %.0f %%, pet %.0f %% (published 96 %%)\n",
        100.0 * blocked(od::Biophase::transient), 100.0 * blocked(od::Biophase::pet));
    // The conflict: the same dose raises tone under one preset and lowers it under the other.
    const bool conflict = waking_tone(4.5_mg, od::Biophase::transient, 1.0) > 1.0 &&
                          waking_tone(4.5_mg, od::Biophase::pet, 1.0) < 1.0;
    // A gain needs the block itself to be sensed: less tone with phi 0 than with phi 1.
    const bool drive = waking_tone(4.5_mg, od::Biophase::transient, 0.0) <
                       waking_tone(4.5_mg, od::Biophase::transient, 1.0);
    return finite && conflict && drive ? 0 : 1;
}
