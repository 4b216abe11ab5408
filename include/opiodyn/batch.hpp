#pragma once
/// Many subjects at once: several in the lanes of one processor core, and all cores. What comes out
/// for a subject depends on that subject, the solver's tolerances and what is asked of it alone: the same
/// bits with any number of threads, in any order and company, on any instruction set; and at its output
/// times the bits of simulate() by Method::rodas5p.

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn {

/// One row of a batch. Models of one shape (the same drugs, receptors and parts, with any parameters) share
/// lanes; others run one shape after the other.
struct Subject {
    Model model;
    Regimen regimen;
};

/// Hours over which something is taken. With a period, only the hours from `from` to `to` of each period,
/// counted from `begin`: {0, 672, 24, 8, 24} is the waking day after each of 28 morning doses.
struct Window {
    double begin{0.0};   ///< h
    double end{0.0};     ///< h, after begin
    double period{0.0};  ///< h; 0: all hours
    double from{0.0};    ///< h, from 0 to below `to`
    double to{0.0};      ///< h, at most the period
};

/// A number that a curve comes down to. It is taken from the solution itself at five points of every step,
/// not from output times: an area by Boole's rule, extremes and crossings by parabolas through those points.
struct Reduction {
    enum class Kind {
        area,        ///< unit of the column times h
        mean,        ///< over the time of the window
        peak,        ///< largest value
        trough,      ///< smallest value
        time_above,  ///< h above `threshold`
    };
    Kind kind{};
    std::string column;  ///< name of a column of the models, such as tone.mu
    Window window;
    double threshold{0.0};
};

/// What is asked of every subject. Values at `times` (h, ascending) are read off the solution; a time at
/// which a dose is given shows the state after it.
struct BatchRequest {
    std::vector<double> times;
    std::vector<std::string> columns;  ///< by name; needed with times
    std::vector<Reduction> reductions;
};

/// Results, by subject in the order given. Where a subject failed, or the batch was stopped before it was
/// done, its `status` says why, and what was not computed is not a number.
struct Batch {
    std::vector<std::string> status;            ///< "complete", or why not
    std::vector<std::int64_t> steps, rejected;  ///< of each subject
    std::int64_t times{0}, columns{0}, reductions{0};
    std::vector<double> values;   ///< subject by subject, time by time, column by column
    std::vector<double> reduced;  ///< subject by subject

    std::int64_t size() const { return static_cast<std::int64_t>(status.size()); }
    double value(std::int64_t subject, std::int64_t time, std::int64_t column) const {
        return values[static_cast<std::size_t>((subject * times + time) * columns + column)];
    }
    double reduction(std::int64_t subject, std::int64_t which) const {
        return reduced[static_cast<std::size_t>(subject * reductions + which)];
    }
};

/// Runs all subjects, by Rodas5P (methods automatic and rodas5p). max_steps and max_attempts hold for each
/// subject; max_seconds for the batch; `stop` is asked on the caller's thread alone, and what was computed
/// by then is kept. threads: 0 for as many as the machine runs at once.
/// Throws InvalidInput or UnknownName for a request that no subject could answer or that is larger than
/// limits::output_values, before anything is computed. A fault of one subject is a status in its row.
Batch simulate_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                     const SolverOptions& options = {}, int threads = 0);

}  // namespace opiodyn
