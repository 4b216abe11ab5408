// This program runs one patient-month from C++: steps, time and error by preset and tolerance, on one core, one at a
// time. The error is the largest difference in any occupancy to a run at rtol 1e-11.

#include <chrono>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>

namespace od = opiodyn;

namespace {

const od::Regimen month = od::parse_regimen("naltrexone 4.5 mg po q24h x28");

/// Returns the time of the fastest of several runs [us]: the one least disturbed by the rest of the machine.
double microseconds(const od::Model& model, const std::vector<double>& times,
                    const od::SolverOptions& options) {
    constexpr int rounds = 15;
    double best = 1e300;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        od::simulate(model, month, times, options);
        const std::chrono::duration<double, std::micro> elapsed =
            std::chrono::steady_clock::now() - begin;
        best = std::min(best, elapsed.count());
    }
    return best;
}

double largest_error(const od::Trajectory& run, const od::Trajectory& reference) {
    double error = 0.0;
    for (const auto& column : run.columns())
        if (column.quantity == "occupancy")
            error = std::max(error, (run.column(column.name()) - reference.column(column.name()))
                                        .cwiseAbs()
                                        .maxCoeff());
    return error;
}

}  // namespace

int main() {
    const auto times = od::grid(od::Time{0.0}, od::Time{672.0}, od::Time{0.25});
    std::printf("%-10s %7s %7s %12s %14s %12s\n", "preset", "rtol", "steps", "us per month",
                "without output", "max error");
    for (const char* preset : {"pet", "transient", "plasma"}) {
        const od::Model model{{.biophase = od::parse_biophase(preset)}};
        const auto reference = od::simulate(model, month, times, {.rtol = 1e-11, .atol = 1e-14});
        for (const double rtol : {1e-4, 1e-6, 1e-8}) {
            const od::SolverOptions options{.rtol = rtol, .atol = 1e-3 * rtol};
            const auto run = od::simulate(model, month, times, options);
            std::printf("%-10s %7.0e %7lld %12.0f %14.0f %12.1e\n", preset, rtol,
                        static_cast<long long>(run.counts().steps),
                        microseconds(model, times, options), microseconds(model, {672.0}, options),
                        largest_error(run, reference));
        }
    }
}
