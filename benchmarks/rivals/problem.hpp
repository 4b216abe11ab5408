#pragma once
/// Every program of the comparison solves this problem: people with log-normal parameters, 4.5 mg of naltrexone a
/// night, in the default model. The equations, and their exact Jacobian, are the same source for all of them. Only
/// the solver differs.

#include <functional>
#include <opiodyn/opiodyn.hpp>
#include <string>
#include <vector>

namespace rivals {

using State = opiodyn::State;

/// A Patient is a model, and what happens when.
struct Patient {
    opiodyn::Model model;
    opiodyn::Regimen regimen;
    opiodyn::Schedule schedule;
};

/// A Solution is what a run reports at the output times, a row per column of the model.
using Solution = Eigen::MatrixXd;

struct Problem {
    int days{};
    opiodyn::Regimen regimen;
    std::vector<double> times;  ///< one every 6 h
    std::vector<Patient> patients;
    std::vector<Solution> reference;  ///< one for each patient
};

/// Makes `count` people for so many days. The reference is a run of ours at rtol 1e-12.
Problem make_problem(int count, int days);

/// Answers give the solution of each patient, once a solver has run. They are made after the clock has stopped, as
/// solvers keep their outputs in forms of their own.
using Answers = std::function<Solution(std::size_t patient)>;
/// A Solver solves the first `count` patients at a tolerance.
using Solver = std::function<Answers(const Problem&, std::size_t count, double rtol)>;
/// A SolverOfOne solves one patient.
using SolverOfOne =
    std::function<Solution(const Patient&, const std::vector<double>& times, double rtol)>;

/// Returns a solver that solves one patient after the other.
Solver one_by_one(SolverOfOne solve);

/// Applies the events of a segment, which are jumps alone here.
void apply(const opiodyn::Segment& segment, double* y);
/// Writes what the model reports of a state.
void record(const Patient& patient, const double* y, Solution& solution, Eigen::Index column);

/// Errors are differences from the reference over people, times and reported quantities, relative to the largest
/// value that a quantity has in anybody. Adaptation and withdrawal count relative to 1 at least, except in `_own`.
/// `occupancy` is the difference itself, because occupancies are shares already.
struct Errors {
    double rms, largest, occupancy, rms_own, largest_own;
};
Errors errors(const Problem& problem, std::size_t count, const Answers& answers);

/// Our own solvers are simulate(), and run_batch on one thread, with the outputs of the others or metrics alone.
Solution by_opiodyn(const Patient& patient, const std::vector<double>& times, double rtol);
Answers one_at_a_time(const Problem& problem, std::size_t count, double rtol);
Answers batched(const Problem& problem, std::size_t count, double rtol);
Answers metrics_alone(const Problem& problem, std::size_t count, double rtol);

/// An Algebra is how CVODE solves its linear systems.
enum class Algebra { dense, structured, klu };
bool available(Algebra algebra);
Solver by_cvode(Algebra algebra);
Solution by_dopri5(const Patient& patient, const std::vector<double>& times, double rtol);
Solution by_rosenbrock4(const Patient& patient, const std::vector<double>& times, double rtol);

}  // namespace rivals
