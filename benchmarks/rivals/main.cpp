/// This program measures time beside error: every solver on the same people, over a range of tolerances, in rounds
/// that take turns. The fastest of each counts. `rivals [patients] [days] [rounds]` prints a JSON object per line.

#include <cmath>
#include <cstdlib>
#include <exception>
#include <limits>

#include "clocks.hpp"
#include "problem.hpp"
#include "rows.hpp"

namespace rivals {
namespace {

struct Rival {
    const char* name;
    Solver solve;
    double finest;  ///< This is rtol. The coarsest is the same for all.
    int rounds;     ///< There are at most so many.
};

#ifdef __clang__
constexpr const char* compiler = __VERSION__;
#else
constexpr const char* compiler = "GCC " __VERSION__;
#endif
constexpr double coarsest[] = {1e-1, 3e-2};  // Then come 1e-2, 1e-3, ...

std::vector<double> tolerances(double finest) {
    std::vector<double> found(std::begin(coarsest), std::end(coarsest));
    for (double k = 2.0; std::pow(10.0, -k) > 0.5 * finest; ++k)
        found.push_back(std::pow(10.0, -k));
    return found;
}

std::vector<Rival> all() {
    std::vector<Rival> found{{"opiodyn, batched", &batched, 1e-9, 9},
                             {"opiodyn, batched, metrics alone", &metrics_alone, 1e-9, 9},
                             {"opiodyn, one at a time", &one_at_a_time, 1e-9, 9}};
#ifdef OPIODYN_RIVALS_CVODE
    found.push_back({"CVODE BDF, dense", by_cvode(Algebra::dense), 1e-9, 5});
    found.push_back({"CVODE BDF, structured", by_cvode(Algebra::structured), 1e-9, 5});
    if (available(Algebra::klu))
        found.push_back({"CVODE BDF, KLU", by_cvode(Algebra::klu), 1e-9, 5});
#endif
    found.push_back({"odeint rosenbrock4", one_by_one(&by_rosenbrock4), 1e-6, 2});
    found.push_back({"odeint dopri5", one_by_one(&by_dopri5), 1e-7, 1});
    return found;
}

struct Row {
    const Rival* rival;
    double rtol;
    double seconds{std::numeric_limits<double>::infinity()};
    Errors errors{NAN, NAN, NAN, NAN, NAN};
    std::string fault;
};

void measure(Row& row, const Problem& problem) {
    try {
        const double begin = clocks::thread();
        const Answers answers = row.rival->solve(problem, problem.patients.size(), row.rtol);
        row.seconds = std::min(row.seconds, clocks::thread() - begin);
        if (answers) row.errors = errors(problem, problem.patients.size(), answers);
    } catch (const std::exception& fault) {
        row.fault = fault.what();
    }
}

void print(const Row& row, std::size_t patients) {
    boost::json::object fields{{"kind", "precision"},
                               {"solver", row.rival->name},
                               {"rtol", row.rtol},
                               {"patients", patients}};
    if (row.fault.empty())
        fields["us_per_patient"] = 1e6 * row.seconds / static_cast<double>(patients);
    else fields["fault"] = row.fault;
    if (!std::isnan(row.errors.rms)) {
        fields["rms"] = row.errors.rms;
        fields["largest"] = row.errors.largest;
        fields["occupancy"] = row.errors.occupancy;
        fields["rms_own"] = row.errors.rms_own;
        fields["largest_own"] = row.errors.largest_own;
    }
    rows::print(fields);
}

#ifdef OPIODYN_RIVALS_CVODE
/// Compares the reference with CVODE. It is our own, so that another's solver must find the same.
void print_reference(const Problem& problem) {
    const std::size_t few = std::min<std::size_t>(4, problem.patients.size());
    const auto cvode = by_cvode(Algebra::structured)(problem, few, 1e-12);
    const auto found = errors(problem, few, cvode);
    rows::print({{"kind", "reference"},
                 {"solver", "CVODE BDF, structured"},
                 {"rtol", 1e-12},
                 {"patients", few},
                 {"rms", found.rms},
                 {"largest", found.largest}});
}
#endif

}  // namespace
}  // namespace rivals

int main(int count, char** words) {
    using namespace rivals;
    const int patients = count > 1 ? std::atoi(words[1]) : 64;
    const int days = count > 2 ? std::atoi(words[2]) : 30;
    const int rounds = count > 3 ? std::atoi(words[3]) : 3;
    const Problem problem = make_problem(patients, days);
    const auto rivals = all();
    std::vector<Row> rows;
    for (const auto& rival : rivals)
        for (const double rtol : tolerances(rival.finest)) rows.push_back({&rival, rtol});
    for (int round = 0; round < rounds; ++round)
        for (auto& row : rows)
            if (round < row.rival->rounds && row.fault.empty()) measure(row, problem);
    rows::print({{"kind", "problem"},
                 {"patients", patients},
                 {"days", days},
                 {"rounds", rounds},
                 {"states", problem.patients.front().model.size()},
                 {"columns", problem.reference.front().rows()},
                 {"times", problem.times.size()},
                 {"compiler", compiler}});
#ifdef OPIODYN_RIVALS_CVODE
    print_reference(problem);
#endif
    for (const auto& row : rows) print(row, problem.patients.size());
}
