#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <thread>
#include <tuple>

#include "batch_subjects.hpp"
#include "bind.hpp"
#include "signal_watch.hpp"

namespace opiodyn::python {
namespace {

/// Kind, column, window (begin, end, period, from, to), threshold.
using PlainReduction = std::tuple<std::string, std::string, std::array<double, 5>, double>;

Reduction::Kind kind_of(const std::string& name) {
    static const std::vector<std::string> names{"area", "mean", "peak", "trough", "time_above"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw UnknownName("statistic", name, names);
    return static_cast<Reduction::Kind>(found - names.begin());
}

Reduction reduction_of(const PlainReduction& plain) {
    const auto& [kind, column, window, threshold] = plain;
    return {
        kind_of(kind), column, {window[0], window[1], window[2], window[3], window[4]}, threshold};
}

BatchRequest request_of(const Eigen::Ref<const Eigen::VectorXd>& times,
                        std::vector<std::string> columns,
                        const std::vector<PlainReduction>& reductions) {
    BatchRequest request{{times.begin(), times.end()}, std::move(columns), {}};
    for (const auto& plain : reductions) request.reductions.push_back(reduction_of(plain));
    return request;
}

std::vector<std::string> columns_of(const BatchRequest& request) {
    std::vector<std::string> names = request.columns;
    for (const auto& reduction : request.reductions) names.push_back(reduction.column);
    return names;
}

SolverOptions options_of(double rtol, double atol, std::int64_t max_steps, SignalWatch watch) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    SolverOptions options;
    options.rtol = rtol;
    options.atol = atol;
    options.max_steps = max_steps;
    options.max_attempts = max_steps + std::min(max_steps, most - max_steps);
    options.max_seconds = 1e8;  // a sweep may take as long as it takes
    options.stop = std::move(watch);
    return options;
}

/// Results by row, those without a subject too.
struct Rows {
    std::vector<std::string> status;
    Eigen::Matrix<std::int64_t, -1, 1> steps, rejected;
    RowParts::Values values, reduced;
    bool interrupted{false};

    explicit Rows(std::vector<std::string> faults) : status(std::move(faults)) {}

    void take(const Batch& batch, const std::vector<std::size_t>& rows) {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        const auto n = static_cast<Index>(status.size());
        steps = rejected = Eigen::Matrix<std::int64_t, -1, 1>::Zero(n);
        values = RowParts::Values::Constant(n, batch.times * batch.columns, nan);
        reduced = RowParts::Values::Constant(n, batch.reductions, nan);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const auto row = static_cast<Index>(rows[k]);
            const auto from = static_cast<Index>(k);
            status[rows[k]] = batch.status[k];
            steps[row] = batch.steps[k];
            rejected[row] = batch.rejected[k];
            std::copy_n(batch.values.data() + from * values.cols(), values.cols(),
                        values.data() + row * values.cols());
            std::copy_n(batch.reduced.data() + from * reduced.cols(), reduced.cols(),
                        reduced.data() + row * reduced.cols());
        }
    }
};

/// True for Ctrl-C, which becomes the caller's business. What a signal handler of somebody else raised
/// goes on as it is.
bool take_interrupt() {
    if (PyErr_Occurred() == nullptr) return false;
    if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) == 0) throw py::error_already_set();
    PyErr_Clear();
    return true;
}

Rows run(const RowParts& parts, const BatchRequest& request, const SolverOptions& options,
         int threads) {
    const std::size_t workers = threads > 0 ? static_cast<std::size_t>(threads)
                                            : std::max(1U, std::thread::hardware_concurrency());
    bool stopped = false;  // remembered: a signal is told once
    SolverOptions watched = options;
    watched.stop = [&] { return stopped = stopped || options.stop(); };
    auto subjects = make_subjects(parts, workers, watched.stop);
    Rows rows(std::move(subjects.faults));
    rows.take(simulate_batch(subjects.made, request, watched, threads), subjects.rows);
    for (auto& status : rows.status)
        if (status.empty()) status = "interrupted";
    rows.interrupted = stopped;
    return rows;
}

std::unique_ptr<Rows> run_batch(
    std::vector<Model> models, std::vector<Covariates> covariates, std::vector<Regimen> regimens,
    std::vector<Person> people, const Eigen::Ref<const RowParts::Rows>& which,
    std::vector<std::string> names, const Eigen::Ref<const RowParts::Values>& values,
    const Eigen::Ref<const Eigen::VectorXd>& times, std::vector<std::string> columns,
    const std::vector<PlainReduction>& reductions, double rtol, double atol, std::int64_t max_steps,
    int threads, std::shared_ptr<StopFlag> stop) {
    const auto request = request_of(times, std::move(columns), reductions);
    const RowParts parts{std::move(models),
                         std::move(covariates),
                         std::move(regimens),
                         std::move(people),
                         which,
                         std::move(names),
                         values,
                         columns_of(request)};
    const auto options = options_of(rtol, atol, max_steps, SignalWatch(std::move(stop)));
    std::unique_ptr<Rows> rows;
    {
        const py::gil_scoped_release release;
        rows = std::make_unique<Rows>(run(parts, request, options, threads));
    }
    if (take_interrupt()) rows->interrupted = true;
    return rows;
}

}  // namespace

void bind_batch(py::module_& m) {
    py::class_<Rows>(m, "BatchRows")
        .def_readonly("status", &Rows::status)
        .def_readonly("steps", &Rows::steps)
        .def_readonly("rejected", &Rows::rejected)
        .def_readonly("values", &Rows::values)
        .def_readonly("reduced", &Rows::reduced)
        .def_readonly("interrupted", &Rows::interrupted);
    m.def("simulate_batch", &run_batch, "models"_a, "covariates"_a, "regimens"_a, "people"_a,
          "rows"_a, "names"_a, "values"_a, py::kw_only(), "times"_a, "columns"_a, "reductions"_a,
          "rtol"_a, "atol"_a, "max_steps"_a, "threads"_a, "stop"_a);
}

}  // namespace opiodyn::python
