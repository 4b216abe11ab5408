#pragma once
/// What every program of the comparison solves: people with log-normal parameters, 4.5 mg of naltrexone
/// a night, in the default model. The equations, and their exact Jacobian, are the same source for all
/// of them; what differs is the solver.

#include <functional>
#include <opiodyn/opiodyn.hpp>
#include <string>
#include <vector>

namespace rivals {

using State = opiodyn::State;

/// Somebody: the model, and what happens when.
struct Patient {
    opiodyn::Model model;
    opiodyn::Regimen regimen;
    opiodyn::Schedule schedule;
};

/// What a run reports, a row per column of the model, at the output times.
using Solution = Eigen::MatrixXd;

struct Problem {
    int days{};
    opiodyn::Regimen regimen;
    std::vector<double> times;  ///< every 6 h
    std::vector<Patient> patients;
    std::vector<Solution> reference;  ///< of each patient
};

/// `count` people for so many days; the reference is a run of ours at rtol 1e-12.
Problem make_problem(int count, int days);

/// The solution of each patient, once a solver has run. Made after the clock has stopped, as solvers
/// keep their outputs in forms of their own.
using Answers = std::function<Solution(std::size_t patient)>;
/// Solves the first `count` patients at a tolerance.
using Solver = std::function<Answers(const Problem&, std::size_t count, double rtol)>;
/// Solves one.
using SolverOfOne =
    std::function<Solution(const Patient&, const std::vector<double>& times, double rtol)>;

/// One patient after the other.
Solver one_by_one(SolverOfOne solve);

/// Applies the events of a segment, which are jumps alone here.
void apply(const opiodyn::Segment& segment, double* y);
/// Writes what the model reports of a state.
void record(const Patient& patient, const double* y, Solution& solution, Eigen::Index column);

/// Differences from the reference over people, times and reported quantities, relative to the largest value
/// that a quantity has in anybody; of adaptation and withdrawal relative to 1 at least, but in `_own`. Of
/// occupancies, which are shares already, the difference itself.
struct Errors {
    double rms, largest, occupancy, rms_own, largest_own;
};
Errors errors(const Problem& problem, std::size_t count, const Answers& answers);

/// Ours: simulate(), and run_batch on one thread, with the outputs of the others or reductions alone.
Solution by_opiodyn(const Patient& patient, const std::vector<double>& times, double rtol);
Answers one_at_a_time(const Problem& problem, std::size_t count, double rtol);
Answers batched(const Problem& problem, std::size_t count, double rtol);
Answers reductions_alone(const Problem& problem, std::size_t count, double rtol);

/// How CVODE solves its linear systems.
enum class Algebra { dense, structured, klu };
bool available(Algebra algebra);
Solver by_cvode(Algebra algebra);
Solution by_dopri5(const Patient& patient, const std::vector<double>& times, double rtol);
Solution by_rosenbrock4(const Patient& patient, const std::vector<double>& times, double rtol);

}  // namespace rivals
