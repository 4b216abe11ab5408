#pragma once
/// This header simulates many subjects at once: several in the lanes of one processor core, and on all
/// cores. The numbers of a subject depend on that subject, the tolerances and the request alone. They
/// have the same bits with any number of threads, in any order and company, and on any instruction
/// set. At its output times they are the bits of simulate() by Method::rodas5p.

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn {

/// A subject is one row of a batch: a model and what it takes. Models of one shape (the same drugs,
/// receptors and parts, with any parameters) share lanes; other shapes run one after the other. Plain
/// data: threads may share it while none writes.
struct Subject {
    Model model;      ///< The model holds the parameters of this subject.
    Regimen regimen;  ///< The regimen holds what this subject takes.
};

/// A window is a stretch of time over which a curve is reduced to a number. With a period, it holds only the hours
/// from `from` to `to` of each period, counted from `begin`: {0, 672, 24, 8, 24} is the waking day
/// after each of 28 morning doses. It has at most limits::window_periods periods. Plain data: threads may share it while none writes.
struct Window {
    double begin{0.0};  ///< The window begins at this time [h], at least 0.
    double end{0.0};    ///< The window ends at this time [h], after `begin`.
    double every{0.0};  ///< The period repeats the hours below [h]; 0 takes all hours.
    double from{0.0};   ///< The hours of each period begin here [h], from 0 to below `to`.
    double to{0.0};     ///< The hours of each period end here [h], at most the period.
};

/// A metric is one number that summarises a curve. It is taken from the solution itself at five
/// points of every step, not from output times. Areas, extremes and crossings are those of the
/// polynomial of degree four through these points, which the solution within a step is itself. Plain
/// data: threads may share it while none writes.
struct Metric {
    /// Statistic tells which number it is.
    enum class Statistic {
        area,        ///< The area under the curve is in the unit of the column times h.
        mean,        ///< The mean over the time of the window is in the unit of the column.
        peak,        ///< The largest value is in the unit of the column.
        trough,      ///< The smallest value is in the unit of the column.
        time_above,  ///< The time is that which the curve spends above `threshold` [h].
        t_peak,      ///< The time of the peak counts from the start of the window [h].
        steepest,    ///< The fastest change, up or down, is in the unit of the column per h.
    };
    Statistic statistic{};  ///< The statistic says which number is taken.
    std::string column;     ///< The column is named as the models name it, e.g. tone.mu.
    Window window;          ///< The window says which hours count.
    double threshold{0.0};  ///< The threshold is for `time_above`, in the unit of the column.
};

/// A request says which numbers are wanted of every subject: values at times, metrics, or both.
/// Values are read off the solution. A time at which a dose is given shows the state after it. Plain
/// data: threads may share it while none writes.
struct BatchRequest {
    std::vector<double> times{};         ///< The output times ascend [h]; they need `columns`.
    std::vector<std::string> columns{};  ///< The columns go by Column::name(); they need `times`.
    std::vector<Metric> metrics{};       ///< The metrics are computed for every subject.
};

/// A batch holds the results, subject by subject in the order given. Where a subject failed, or the
/// batch was stopped before it was done, its `status` says why, and numbers that are missing are NaN.
/// Plain data: threads may share it while none writes.
struct Batch {
    std::vector<RunStatus> status;  ///< The status says whether a subject is complete, or why not.
    std::vector<std::int64_t> steps;           ///< A subject took so many accepted steps [-].
    std::vector<std::int64_t> rejected_steps;  ///< A subject's run rejected so many steps [-].
    std::int64_t times{0};                     ///< The request asked for so many output times [-].
    std::int64_t columns{0};                   ///< The request asked for so many columns [-].
    std::int64_t metrics{0};                   ///< The request asked for so many metrics [-].
    /// The values have the shape (subjects, times, columns), the last index running fastest. Each is
    /// in the unit of its column.
    std::vector<double> values;
    /// The reduced numbers have the shape (subjects, metrics), the last index running fastest.
    std::vector<double> metric_values;

    /// Returns the number of subjects [-].
    std::int64_t size() const { return static_cast<std::int64_t>(status.size()); }
    /// Returns a column of a subject at an output time, in the unit of the column. Indices count from
    /// 0. Throws InputError for one that is out of range.
    double value(std::int64_t subject, std::int64_t time, std::int64_t column) const;
    /// Returns a metric of a subject, by its place in the request. Indices count from 0. Throws
    /// InputError for one that is out of range.
    double metric(std::int64_t subject, std::int64_t which) const;
};

/// Checks that a model with other values still reports columns that its first form had. Values can take one away:
/// there is no tone where no peptide acts. Throws InputError for a column that is not there.
void require_columns(const Model& model, const std::vector<std::string>& columns);

/// Runs all subjects by Rodas5P, in so many threads; 0 is one per core, and limits::threads are the most. The
/// options max_steps and
/// max_attempts hold for each subject, and max_seconds for the batch. `stop` is asked on the caller's
/// thread alone, and results that are there by then are kept. Threads may call it at once.
/// Throws InputError for options, times, windows or columns that no subject could answer, for another
/// method than automatic and rodas5p, and for a result larger than limits::output_values.
/// Throws UnknownNameError for a column that a model does not report. Both come before anything is
/// computed. A fault of one subject is a status in its row.
Batch simulate_batch(const std::vector<Subject>& subjects, const BatchRequest& request,
                     const SolverOptions& options = {}, int threads = 0);

}  // namespace opiodyn
