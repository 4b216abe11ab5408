// People differ: weight, liver, and what no covariate explains.

#include <algorithm>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

double peak_occupancy(const od::Model& model) {
    const auto month = od::parse_regimen("naltrexone 4.5 mg po q24h x7 at 22h");
    const auto run = od::simulate(model, month, od::grid(144.0_h, 192.0_h, 0.25_h));
    return 100.0 * run.occupancy("naltrexone", od::Receptor::mu).maxCoeff();
}

}  // namespace

int main() {
    const od::Model typical{{.routes = {od::Route::oral}}};

    // One person, by covariates: they act as far as the drug's file knows.
    for (const char* hepatic : {"normal", "decompensated"}) {
        const od::Covariates known{{"weight", 80.0}, {"hepatic", std::string(hepatic)}};
        const auto person = typical.of_person(od::parameters_of(typical, known));
        std::printf("liver %s: peak mu occupancy %.0f %%\n", hepatic, peak_occupancy(person));
    }

    // A hundred people: the same seed is the same hundred, in any company.
    std::vector<double> peaks;
    for (const auto& person : od::population(100, 1, {{"weight", od::Spread{70.0, 12.0}}}))
        peaks.push_back(peak_occupancy(typical.of_person(od::parameters_of(typical, person))));
    std::sort(peaks.begin(), peaks.end());
    std::printf("peak mu occupancy of %d people: %.0f %% (90 %%: %.0f to %.0f %%)\n",
                static_cast<int>(peaks.size()), peaks[50], peaks[5], peaks[95]);
}
