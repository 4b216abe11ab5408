// From an opioid to low-dose naltrexone: taper, opioid-free washout, first low dose.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <string>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

constexpr od::Mass first_dose = 1.5_mg;

struct Taper {
    od::Model model;
    od::Regimen regimen;
};

Taper taper(const std::string& opioid, const char* text) {
    return {od::Model{{.drugs = {opioid, "naltrexone"}, .routes = {od::Route::oral}}},
            od::parse_regimen(text)};
}

/// Highest withdrawal index within 24 h of the first dose, days after the last opioid.
double peak_index(const Taper& taper, double days) {
    const od::Time first{taper.regimen.last_time() + 24.0 * days};
    const od::Dose dose{.drug = "naltrexone", .amount = first_dose, .time = first};
    const auto times = od::grid(first, first + 24.0_h, 0.1_h);
    return od::simulate(taper.model, taper.regimen + dose, times).withdrawal().maxCoeff();
}

}  // namespace

int main() {
    const auto morphine = taper("morphine", "morphine 30 mg po q4h x84, reduce 25 % every 3d");
    const auto methadone = taper("methadone", "methadone 40 mg po q24h x14, reduce 25 % every 7d");
    std::printf("Peak of the withdrawal index (0 to 1) within 24 h of %.1f mg of naltrexone\n",
                first_dose.value);
    std::printf("washout days  after morphine  after methadone\n");
    for (const double days : {0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0})
        std::printf("%12.1f  %14.3f  %15.3f\n", days, peak_index(morphine, days),
                    peak_index(methadone, days));

    // Methadone stays for days: early on it still covers receptors, and the worst is yet to come.
    std::printf(
        "Labels ask for 7 to 10 opioid-free days before naltrexone.\n"
        "The index is a hypothesis, no clinical scale. A model, not medical advice.\n");
}
