// 4. Dose and timing: a map
//
// Twin of examples/notebooks/4_dose_and_timing.ipynb: mean mu tone in the waking hours against dose and
// interval. It rests on the hypotheses of notebook 3 (phi = 1). A model, not medical advice.

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

constexpr double weeks = 4.0 * 7.0 * 24.0;

// Each half hour from 6 to 22 h of the last six days, which hold whole numbers of all the intervals.
std::vector<double> waking_hours() {
    std::vector<double> times;
    for (int day = 22; day < 28; ++day)
        for (int half = 12; half < 44; ++half) times.push_back(24.0 * day + 0.5 * half);
    return times;
}

double waking_tone(double dose, double interval, const od::Model& model) {
    const od::Time start = 22.0_h;
    const auto more = static_cast<std::int64_t>(std::floor((weeks - start.value) / interval));
    const od::Dose plan{.drug = "naltrexone",
                        .amount = od::Mass{dose},
                        .time = start,
                        .ii = od::Time{interval},
                        .addl = more};
    return od::simulate(model, plan, waking_hours()).tone(od::Receptor::mu).mean();
}

void print_map(const od::Model& model) {
    constexpr std::array doses{0.125, 0.25, 0.5, 1.0, 1.5, 3.0, 4.5, 6.0, 12.5, 25.0, 50.0};
    std::printf("\n%-9s", od::to_string(model.options().biophase).c_str());
    for (const double dose : doses) std::printf("%7g mg", dose);
    std::puts("");
    for (const double interval : {6.0, 12.0, 24.0, 48.0, 72.0}) {
        std::printf("every %2g h", interval);
        for (const double dose : doses) std::printf("%10.3f", waking_tone(dose, interval, model));
        std::puts("");
    }
}

}  // namespace

int main() {
    const od::Model transient{{.biophase = od::Biophase::transient, .routes = {od::Route::oral}}};
    const od::Model pet{{.biophase = od::Biophase::pet, .routes = {od::Route::oral}}};
    std::puts("4.5 mg a day, cut into pieces: waking tone");
    for (const double interval : {6.0, 12.0, 24.0, 48.0}) {
        const double dose = 4.5 * interval / 24.0;
        std::printf("%5.3f mg every %2g h: transient %.3f, pet %.3f\n", dose, interval,
                    waking_tone(dose, interval, transient), waking_tone(dose, interval, pet));
    }
    print_map(transient);
    print_map(pet);
    // Duration beats dose: the same daily amount every 6 h gives less than once a day; as a mean
    // over 24 h from a little above 3 mg a day on, in the waking hours at lower doses too.
    return waking_tone(1.125, 6.0, transient) < waking_tone(4.5, 24.0, transient) ? 0 : 1;
}
