#pragma once
/// What Python asks for by a batch, and what it gets: shared by all that runs subjects in lanes.

#include <array>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "batch/batch_subjects.hpp"
#include "bind.hpp"
#include "signal_watch.hpp"

namespace opiodyn::python {

/// Kind, column, window (begin, end, period, from, to), threshold.
using PlainReduction = std::tuple<std::string, std::string, std::array<double, 5>, double>;

struct BatchCall {
    RowParts parts;
    BatchRequest request;
    SolverOptions options;
    int threads;
};

BatchRequest request_of(const Eigen::Ref<const Eigen::VectorXd>& times,
                        std::vector<std::string> columns,
                        const std::vector<PlainReduction>& reductions);
std::vector<std::string> columns_of(const BatchRequest& request);
SolverOptions options_of(double rtol, double atol, std::int64_t max_steps, SignalWatch watch);
/// 0 threads are as many as the machine runs at once.
std::size_t workers_of(int threads);

/// Results by row, those without a subject too.
struct BatchRows {
    std::vector<std::string> status;
    Eigen::Matrix<std::int64_t, -1, 1> steps, rejected;
    RowParts::Values values, reduced;
    bool interrupted{false};

    void take(const Batch& batch, const std::vector<std::size_t>& rows);
};

/// Numbers of subjects, of one size each, as rows among those without a subject, which are not numbers.
RowParts::Values by_row(const std::vector<double>& numbers, std::int64_t width,
                        const std::vector<std::size_t>& rows, std::size_t size);

/// True for Ctrl-C, which becomes the caller's business. What a signal handler of somebody else raised
/// goes on as it is.
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
        rows->status = std::move(subjects.faults);
        simulate(*rows, subjects, watched);
        for (auto& status : rows->status)
            if (status.empty()) status = "interrupted";
        rows->interrupted = stopped;
    }
    if (take_interrupt()) rows->interrupted = true;
    return rows;
}

/// A function of the module with the arguments of a batch, and `extra` ones, that `run(call, extra...)`
/// answers.
template <class... Extra, class Run, class... Names>
void def_batch(py::module_& m, const char* name, Run run, const Names&... extra) {
    m.def(
        name,
        [run](std::vector<Model> models, std::vector<Covariates> covariates,
              std::vector<Regimen> regimens, std::vector<Person> people,
              const Eigen::Ref<const RowParts::Rows>& rows, std::vector<std::string> names,
              const Eigen::Ref<const RowParts::Values>& values,
              const Eigen::Ref<const Eigen::VectorXd>& times, std::vector<std::string> columns,
              const std::vector<PlainReduction>& reductions, double rtol, double atol,
              std::int64_t max_steps, int threads, std::shared_ptr<StopFlag> stop,
              const Extra&... more) {
            const auto request = request_of(times, std::move(columns), reductions);
            const BatchCall call{
                {std::move(models), std::move(covariates), std::move(regimens), std::move(people),
                 rows, std::move(names), values, columns_of(request)},
                request,
                options_of(rtol, atol, max_steps, SignalWatch(std::move(stop))),
                threads};
            return run(call, more...);
        },
        "models"_a, "covariates"_a, "regimens"_a, "people"_a, "rows"_a, "names"_a, "values"_a,
        py::kw_only(), "times"_a, "columns"_a, "reductions"_a, "rtol"_a, "atol"_a, "max_steps"_a,
        "threads"_a, "stop"_a, extra...);
}

}  // namespace opiodyn::python
