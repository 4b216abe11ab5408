// This program measures what derivatives cost: a batch with 1, 4 and 8 variables beside the same batch without, on
// one thread. It has 64 patients with log-normal parameters, 30 daily doses, the default model with kinetic binding,
// and metrics alone. Rounds are interleaved, and the fastest of each kind counts: processor time of the thread.

#include <algorithm>
#include <array>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <vector>

#include "clocks.hpp"
#include "people.hpp"

namespace od = opiodyn;

namespace {

constexpr int rounds = 7;
constexpr std::array<std::size_t, 3> counts{1, 4, 8};

/// Returns the first so many of these: parameters of all parts of the model, amount and time of the doses.
std::vector<od::Variable> variables(std::size_t count) {
    using Kind = od::Variable::Kind;
    std::vector<od::Variable> all{{Kind::parameter, "naltrexone.CL"},
                                  {Kind::amt, {}, 0},
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
    const double begin = clocks::thread();
    work();
    best = std::min(best, clocks::thread() - begin);
}

}  // namespace

int main() {
    const auto subjects = people::subjects(64, 30);
    const auto request = people::metrics(30);
    const auto options = people::tolerance(1e-6);
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
