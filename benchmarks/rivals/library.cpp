/// This library is what the solvers of SciPy (benchmarks/rivals/scipy_rivals.py) load by ctypes: the same people, the
/// same compiled right-hand side and Jacobian, and the same measure of error.

#include <cstdint>
#include <memory>

#include "python_source.hpp"
#include "system.hpp"

namespace {

struct Session {
    rivals::Problem problem;
    std::vector<rivals::System> systems;
    std::vector<rivals::Solution> solutions;
    std::string source;
};
std::unique_ptr<Session> session;

rivals::System& system_of(std::int64_t patient) {
    return session->systems[static_cast<std::size_t>(patient)];
}

}  // namespace

extern "C" {

/// Makes the problem, and returns the number of states.
std::int64_t rivals_open(std::int32_t patients, std::int32_t days) {
    session = std::make_unique<Session>();
    session->problem = rivals::make_problem(patients, days);
    for (const auto& patient : session->problem.patients) {
        session->systems.emplace_back(patient.model);
        session->solutions.emplace_back(session->problem.reference.front());
    }
    return session->systems.front().size();
}

std::int64_t rivals_segments(std::int64_t patient) {
    const auto& people = session->problem.patients;
    return static_cast<std::int64_t>(people[static_cast<std::size_t>(patient)].schedule.size());
}

/// Enters a segment, and returns its end [h]. Its jumps are added to y, and its inputs hold from now on.
double rivals_begin(std::int64_t patient, std::int64_t segment, double* y) {
    const auto& entered = session->problem.patients[static_cast<std::size_t>(patient)]
                              .schedule[static_cast<std::size_t>(segment)];
    rivals::apply(entered, y);
    system_of(patient).begin(entered);
    return entered.end;
}

void rivals_baseline(std::int64_t patient, double* y) {
    const auto& people = session->problem.patients;
    const auto baseline = people[static_cast<std::size_t>(patient)].model.baseline();
    std::copy(baseline.begin(), baseline.end(), y);
}

void rivals_derivative(std::int64_t patient, const double* y, double* dydt) {
    system_of(patient).derivative(y, dydt);
}

/// Writes the Jacobian row by row.
void rivals_jacobian(std::int64_t patient, const double* y, double* J) {
    const auto& found = system_of(patient).jacobian(y);
    Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        J, found.rows(), found.cols()) = found;
}

/// Keeps what is reported of the state at an output time.
void rivals_record(std::int64_t patient, std::int64_t time, const double* y) {
    rivals::record(session->problem.patients[static_cast<std::size_t>(patient)], y,
                   session->solutions[static_cast<std::size_t>(patient)], time);
}

/// Writes rms, largest, occupancy, rms_own and largest_own of the first patients.
void rivals_errors(std::int64_t count, double* found) {
    const auto errors =
        rivals::errors(session->problem, static_cast<std::size_t>(count),
                       [](std::size_t patient) { return session->solutions[patient]; });
    found[0] = errors.rms;
    found[1] = errors.largest;
    found[2] = errors.occupancy;
    found[3] = errors.rms_own;
    found[4] = errors.largest_own;
}

/// Returns the right-hand side of a patient as Python source, without inputs.
const char* rivals_python_source(std::int64_t patient) {
    const auto& people = session->problem.patients;
    session->source = rivals::python_source(people[static_cast<std::size_t>(patient)].model);
    return session->source.c_str();
}

}  // extern "C"
