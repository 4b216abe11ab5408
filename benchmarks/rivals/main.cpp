/// Time beside error: every solver on the same people, over a range of tolerances. Prints one JSON
/// document: rows of solver, rtol, microseconds per patient, root-mean-square error and the largest
/// error in an occupancy.

#include <ctime>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "problem.hpp"

namespace rivals {
namespace {

struct Rival {
    const char* name;
    Solver solve;
    std::vector<double> rtols;
    int rounds;
};

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Row {
    const char* name;
    double rtol, seconds, error, occupancy;
};

/// The fastest of several rounds, which are interleaved with those of the others.
void measure(const Rival& rival, double rtol, const Problem& problem, Row& row) {
    std::vector<Solution> solutions;
    const double begin = cpu_seconds();
    for (const auto& patient : problem.patients)
        solutions.push_back(rival.solve(patient, problem.times, rtol));
    row.seconds = std::min(row.seconds, cpu_seconds() - begin);
    row.error = error(problem, solutions);
    row.occupancy = occupancy_error(problem, solutions);
}

}  // namespace
}  // namespace rivals

int main(int count, char** words) {
    using namespace rivals;
    const int patients = count > 1 ? std::atoi(words[1]) : 64;
    const int days = count > 2 ? std::atoi(words[2]) : 30;
    const int rounds = count > 3 ? std::atoi(words[3]) : 3;
    const Problem problem = make_problem(patients, days);
    const std::vector<double> fine{1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};
    const std::vector<double> coarse{1e-3, 1e-4, 1e-5, 1e-6, 1e-7};
    const std::vector<Rival> rivals{{"opiodyn, one at a time", &by_opiodyn, fine, rounds},
                                    {"CVODE BDF, dense, exact Jacobian", &by_cvode, fine, rounds},
                                    {"odeint rosenbrock4", &by_rosenbrock4, coarse, 1},
                                    {"odeint dopri5", &by_dopri5, coarse, 1}};
    std::vector<Row> rows;
    for (int round = 0; round < rounds; ++round) {
        std::size_t at = 0;
        for (const auto& rival : rivals)
            for (const double rtol : rival.rtols) {
                if (round == 0)
                    rows.push_back(
                        {rival.name, rtol, std::numeric_limits<double>::infinity(), 0.0, 0.0});
                if (round < rival.rounds) measure(rival, rtol, problem, rows[at]);
                ++at;
            }
    }
    std::printf("{\"patients\": %d, \"days\": %d, \"states\": %d, \"rows\": [\n", patients, days,
                static_cast<int>(problem.patients.front().model.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::printf("  {\"solver\": \"%s\", \"rtol\": %.0e, \"us_per_patient\": %.1f, \"rms\": "
                    "%.3e, \"occupancy\": %.3e}%s\n",
                    rows[i].name, rows[i].rtol, 1e6 * rows[i].seconds / patients, rows[i].error,
                    rows[i].occupancy, i + 1 < rows.size() ? "," : "");
    std::printf("]}\n");
}
