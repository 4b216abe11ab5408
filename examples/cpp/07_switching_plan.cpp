// From an opioid to low-dose naltrexone: taper, opioid-free washout, first low dose.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <string>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

constexpr od::Mass first_dose = 1.5_mg;

struct Taper {
    std::string opioid;
    od::Mass old_dose;
    od::Model model;
    od::Regimen regimen;
};

Taper taper(const std::string& opioid, od::Mass old_dose, const char* text) {
    return {opioid, old_dose,
            od::Model{{.drugs = {opioid, "naltrexone"}, .routes = {od::Route::oral}}},
            od::parse_regimen(text)};
}

/// A day that begins so many days after the last opioid, with a dose then.
od::Trajectory day(const Taper& taper, double days, const std::string& drug, od::Mass amount) {
    const od::Time begin{taper.regimen.last_time() + 24.0 * days};
    const od::Dose dose{.drug = drug, .amount = amount, .time = begin};
    return od::simulate(taper.model, taper.regimen + dose, od::grid(begin, begin + 24.0_h, 0.1_h));
}

/// Highest withdrawal index within 24 h of the first dose of naltrexone; 0 mg is none.
double peak_index(const Taper& taper, double days, od::Mass naltrexone) {
    return day(taper, days, "naltrexone", naltrexone).withdrawal().maxCoeff();
}

/// Lowest ventilation after a return to the first dose of the taper, %.
double lowest_ventilation(const Taper& taper, double days) {
    return day(taper, days, taper.opioid, taper.old_dose).column("ventilation").minCoeff();
}

}  // namespace

int main() {
    const auto morphine =
        taper("morphine", 30.0_mg, "morphine 30 mg po q4h x84, reduce 25 % every 3d");
    const auto methadone =
        taper("methadone", 40.0_mg, "methadone 40 mg po q24h x14, reduce 25 % every 7d");
    std::printf(
        "Highest withdrawal index (0 to 1) within 24 h of %.1f mg of naltrexone, and without\n",
        first_dose.value);
    std::printf("washout days  after morphine         after methadone\n");
    for (const double days : {0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0})
        std::printf("%12.1f  %.3f (%.3f without)  %.3f (%.3f without)\n", days,
                    peak_index(morphine, days, first_dose), peak_index(morphine, days, 0.0_mg),
                    peak_index(methadone, days, first_dose), peak_index(methadone, days, 0.0_mg));

    std::printf("\nLowest ventilation after one old dose, as tolerance is lost\n");
    for (const double days : {1.0, 7.0, 14.0})
        std::printf("%12.1f  morphine 30 mg %.0f %%, methadone 40 mg %.0f %%\n", days,
                    lowest_ventilation(morphine, days), lowest_ventilation(methadone, days));

    // Methadone stays for days: early on it still covers receptors, and the worst is yet to come.
    std::printf(
        "\nLabels ask for at least 7 to 10 opioid-free days before naltrexone. Within them it can\n"
        "precipitate severe withdrawal. To overcome its block with more opioid can kill, and so "
        "can a\n"
        "former dose after it, because tolerance is lost.\n"
        "The index is a hypothesis, no clinical scale. A model, not medical advice.\n");
}
