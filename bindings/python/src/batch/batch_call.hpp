#pragma once
/// This header holds what Python asks for by a batch, and what it gets. All that runs subjects in lanes
/// shares it.

#include <array>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "batch/batch_subjects.hpp"
#include "bind.hpp"
#include "solver_options.hpp"

namespace opiodyn::python {

/// A plain metric has statistic, column, window (begin, end, every, from, to) and threshold.
using PlainMetric = std::tuple<std::string, std::string, std::array<double, 5>, double>;

/// A sweep may take as long as it takes [s].
constexpr double without_end = 1e8;

/// A batch call is what Python asks for.
struct BatchCall {
    RowParts parts;
    BatchRequest request;
    SolverOptions options;
    int threads;
};

BatchRequest request_of(const Eigen::Ref<const Eigen::VectorXd>& times,
                        std::vector<std::string> columns, const std::vector<PlainMetric>& metrics);
std::vector<std::string> columns_of(const BatchRequest& request);
/// Returns the status of a row before it runs: refused with a fault, not run without one.
RunStatus status_of(std::string fault);
/// Returns the number of threads [-]; 0 asks for as many as the machine runs at once.
std::size_t workers_of(int threads);

/// BatchRows are the results of a batch by row, rows without a subject included.
struct BatchRows {
    std::vector<RunStatus> status;
    Eigen::Matrix<std::int64_t, -1, 1> steps, rejected_steps;
    RowParts::Values values, metric_values;
    bool interrupted{false};

    void take(const Batch& batch, const std::vector<std::size_t>& rows);
};

/// Returns the numbers of subjects, of one width each, as rows; rows without a subject are NaN.
RowParts::Values by_row(const std::vector<double>& numbers, std::int64_t width,
                        const std::vector<std::size_t>& rows, std::size_t size);

/// Tells whether Ctrl-C came, which is then the caller's business. An exception that somebody else's signal
/// handler raised goes on as it is.
bool take_interrupt();

/// Makes the subjects and lets `simulate(rows, subjects, options)` run them, without the GIL.
template <class Rows, class Simulate>
std::unique_ptr<Rows> run_rows(const BatchCall& call, Simulate simulate) {
    auto rows = std::make_unique<Rows>();
    {
        const py::gil_scoped_release release;
        SolverOptions watched = call.options;
        bool stopped = false;  // remembered: a signal is told once
        watched.stop = [&] { return stopped = stopped || call.options.stop(); };
        auto subjects = make_subjects(call.parts, workers_of(call.threads), watched.stop);
        for (auto& fault : subjects.faults) rows->status.push_back(status_of(std::move(fault)));
        simulate(*rows, subjects, watched);
        for (auto& status : rows->status)
            if (status.code == StatusCode::not_run) status = StatusCode::interrupted;
        rows->interrupted = stopped;
    }
    if (take_interrupt()) rows->interrupted = true;
    return rows;
}

/// Defines a function of the module with the arguments of a batch, and `extra` ones, that
/// `run(call, extra...)` answers.
template <class... Extra, class Run, class... Names>
void def_batch(py::module_& m, const char* name, Run run, const Names&... extra) {
    m.def(
        name,
        [run](std::vector<Model> models, std::vector<Covariates> covariates,
              std::vector<Regimen> regimens, std::vector<Person> people,
              const Eigen::Ref<const RowParts::Rows>& rows, std::vector<std::string> names,
              const Eigen::Ref<const RowParts::Values>& values,
              const Eigen::Ref<const Eigen::VectorXd>& times, std::vector<std::string> columns,
              const std::vector<PlainMetric>& metrics, double rtol, double atol,
              std::int64_t max_steps, int threads, std::shared_ptr<StopFlag> stop,
              const Extra&... more) {
            const auto request = request_of(times, std::move(columns), metrics);
            const BatchCall call{
                {std::move(models), std::move(covariates), std::move(regimens), std::move(people),
                 rows, std::move(names), values, columns_of(request)},
                request,
                options_of("automatic", rtol, atol, max_steps, without_end, std::move(stop)),
                threads};
            return run(call, more...);
        },
        "models"_a, "covariates"_a, "regimens"_a, "people"_a, "rows"_a, "names"_a, "values"_a,
        py::kw_only(), "times"_a, "columns"_a, "metrics"_a, "rtol"_a, "atol"_a, "max_steps"_a,
        "threads"_a, "stop"_a, extra...,
        "Runs rows as subjects, in lanes and threads, and returns their numbers by row.");
}

}  // namespace opiodyn::python
