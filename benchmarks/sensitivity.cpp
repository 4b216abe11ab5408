// This program measures what derivatives cost: a batch with 1, 4 and 8 variables beside the same batch without, on
// one thread. It has people with log-normal parameters, daily doses, the default model with kinetic binding, and
// metrics alone. Rounds are interleaved, and the fastest of each kind counts: processor time of the thread.
// The goal: a direction takes at most 0.7 ms a person-month (benchmarks/report_goals.py).
// `benchmark_sensitivity [patients] [days] [rounds]` prints a JSON object per line.

#include <array>
#include <cstdlib>
#include <functional>
#include <limits>
#include <vector>

#include "clocks.hpp"
#include "people.hpp"
#include "rows.hpp"

namespace od = opiodyn;

namespace {

/// A Case is a batch with so many variables.
struct Case {
    std::size_t variables;
    double seconds{std::numeric_limits<double>::infinity()};
};

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

void run(Case& one, const std::vector<od::Subject>& subjects, int days) {
    const auto request = people::metrics(days);
    const auto options = people::tolerance(1e-6);
    const double begin = clocks::thread();
    if (one.variables == 0) od::simulate_batch(subjects, request, options, 1);
    else od::simulate_sensitivities(subjects, request, variables(one.variables), options, 1);
    one.seconds = std::min(one.seconds, clocks::thread() - begin);
}

}  // namespace

int main(int count, char** words) {
    const int patients = count > 1 ? std::atoi(words[1]) : 64;
    const int days = count > 2 ? std::atoi(words[2]) : 30;
    const int rounds = count > 3 ? std::atoi(words[3]) : 7;
    const auto subjects = people::subjects(static_cast<std::size_t>(patients), days);
    std::vector<Case> cases{{0}, {1}, {4}, {8}};
    for (int round = 0; round < rounds; ++round)
        for (auto& one : cases) run(one, subjects, days);
    for (const auto& one : cases)
        rows::print({{"kind", "derivatives"},
                     {"variables", one.variables},
                     {"patients", patients},
                     {"days", days},
                     {"ms_per_patient_month", 1e3 * one.seconds / patients * 30.0 / days}});
}
