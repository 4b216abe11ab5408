// What derivatives cost: a batch with 1, 4 and 8 variables beside the same batch without, on one thread. 64
// patients with log-normal parameters, 30 daily doses, the default model with kinetic binding, reductions
// alone. Rounds are interleaved, and the fastest of each kind counts: processor time of the thread.

#include <algorithm>
#include <array>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <opiodyn/sensitivity.hpp>
#include <vector>

#include "peak.hpp"

namespace od = opiodyn;

namespace {

constexpr int rounds = 7;
constexpr std::array<std::size_t, 3> counts{1, 4, 8};

std::vector<od::Subject> patients(int count) {
    const od::Model typical;
    const od::Regimen month = od::parse_regimen("naltrexone 4.5 mg po q24h x30");
    std::vector<od::Subject> subjects;
    for (const auto& person : od::population(count, 2024))
        subjects.push_back({typical.of_person(od::parameters_of(typical, person)), month});
    return subjects;
}

od::BatchRequest reductions() {
    const od::Window waking{0.0, 720.0, 24.0, 8.0, 24.0};
    using Kind = od::Reduction::Kind;
    return {{}, {}, {{Kind::mean, "tone.mu", waking, 0.0}, {Kind::peak, "tone.mu", waking, 0.0}}};
}

/// The first so many of: parameters of all parts of the model, amount and time of the doses.
std::vector<od::Variable> variables(std::size_t count) {
    using Kind = od::Variable::Kind;
    std::vector<od::Variable> all{{Kind::parameter, "naltrexone.CL"},
                                  {Kind::amount, {}, 0},
                                  {Kind::parameter, "naltrexone.mu.K"},
                                  {Kind::parameter, "beta-endorphin.G"},
                                  {Kind::time, {}, 0},
                                  {Kind::parameter, "naltrexone.oral.ka"},
                                  {Kind::parameter, "mu.turnover_half_life"},
                                  {Kind::parameter, "naltrexone.V1"}};
    all.resize(count);
    return all;
}

template <class Work>
void time(const Work& work, double& best) {
    const double begin = peak::thread_seconds();
    work();
    best = std::min(best, peak::thread_seconds() - begin);
}

}  // namespace

int main() {
    const auto subjects = patients(64);
    const auto request = reductions();
    const od::SolverOptions options{.rtol = 1e-6, .atol = 1e-9};
    double plain = 1e300;
    std::array<double, counts.size()> with{1e300, 1e300, 1e300};
    for (int round = 0; round < rounds; ++round) {
        time([&] { od::simulate_batch(subjects, request, options, 1); }, plain);
        for (std::size_t k = 0; k < counts.size(); ++k)
            time(
                [&] {
                    od::simulate_sensitivities(subjects, request, variables(counts[k]), options, 1);
                },
                with[k]);
    }
    const double patients = static_cast<double>(subjects.size());
    std::printf("Without derivatives: %.1f us per patient-month\n\n", 1e6 * plain / patients);
    std::printf("%9s %15s %22s %29s\n", "variables", "us per patient", "all / one plain run",
                "all / (variables plain runs)");
    for (std::size_t k = 0; k < counts.size(); ++k)
        std::printf("%9zu %15.1f %22.2f %29.2f\n", counts[k], 1e6 * with[k] / patients,
                    with[k] / plain, with[k] / plain / static_cast<double>(counts[k]));
    std::printf("\nGoal of the last column: below 1.6\n");
}
