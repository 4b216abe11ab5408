#pragma once
/// What every program of the comparison solves: people with log-normal parameters, 4.5 mg of naltrexone
/// a night for 30 days, in the default model. The equations, and their exact Jacobian, are the same
/// compiled code for all of them; what differs is the solver.

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
    opiodyn::Regimen regimen;
    std::vector<double> times;
    std::vector<Patient> patients;
    std::vector<Solution> reference;  ///< of each patient
};

/// `count` people for so many days; the reference is a run at rtol 1e-12.
Problem make_problem(int count, int days);

/// Solves one patient at a tolerance.
using Solver = std::function<Solution(const Patient&, const std::vector<double>& times, double rtol)>;

/// Applies the events of a segment, which are jumps alone here.
void apply(const opiodyn::Segment& segment, State& y);
State input_of(const opiodyn::Segment& segment, opiodyn::Index size);

/// Writes what the model reports of a state.
void record(const Patient& patient, const State& y, Solution& solution, Eigen::Index column);

/// Root mean square, over people, times and reported quantities, of the difference relative to the
/// largest value that the quantity has in the reference.
double error(const Problem& problem, const std::vector<Solution>& solutions);
/// The largest difference in an occupancy.
double occupancy_error(const Problem& problem, const std::vector<Solution>& solutions);

Solution by_opiodyn(const Patient& patient, const std::vector<double>& times, double rtol);
Solution by_cvode(const Patient& patient, const std::vector<double>& times, double rtol);
Solution by_dopri5(const Patient& patient, const std::vector<double>& times, double rtol);
Solution by_rosenbrock4(const Patient& patient, const std::vector<double>& times, double rtol);

}  // namespace rivals
