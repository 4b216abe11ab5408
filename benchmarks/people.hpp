#pragma once
// The benchmarks of the core run these subjects: people with log-normal parameters, daily doses, metrics alone.

#include <algorithm>
#include <opiodyn/opiodyn.hpp>
#include <string>
#include <vector>

namespace people {

inline opiodyn::Regimen nights(int days) {
    return opiodyn::parse_regimen("naltrexone 4.5 mg po q24h x" + std::to_string(days));
}

/// Returns subjects, of whom at most 1,000 are different. More are these again, and share their models.
inline std::vector<opiodyn::Subject> subjects(std::size_t count, int days,
                                              const opiodyn::Model& typical = opiodyn::Model()) {
    const opiodyn::Regimen regimen = nights(days);
    const auto different = static_cast<int>(std::min<std::size_t>(count, 1000));
    std::vector<opiodyn::Subject> found;
    found.reserve(count);
    for (const auto& person : opiodyn::population(different, 2024))
        found.push_back({typical.of_person(opiodyn::parameters_of(typical, person)), regimen});
    for (std::size_t k = 0; found.size() < count; ++k) {
        const opiodyn::Subject again = found[k];
        found.push_back(again);
    }
    return found;
}

/// Returns a request for the mean and the peak of a column over the waking hours.
inline opiodyn::BatchRequest metrics(int days, const char* column = "tone.mu") {
    const opiodyn::Window waking{0.0, 24.0 * days, 24.0, 8.0, 24.0};
    using Statistic = opiodyn::Metric::Statistic;
    return {
        {}, {}, {{Statistic::mean, column, waking, 0.0}, {Statistic::peak, column, waking, 0.0}}};
}

inline opiodyn::SolverOptions tolerance(double rtol) { return {.rtol = rtol, .atol = 1e-3 * rtol}; }

}  // namespace people
