#include "batch/batch_call.hpp"

#include <algorithm>
#include <limits>
#include <thread>

#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

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

}  // namespace

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

std::size_t workers_of(int threads) {
    return threads > 0 ? static_cast<std::size_t>(threads)
                       : std::max(1U, std::thread::hardware_concurrency());
}

RowParts::Values by_row(const std::vector<double>& numbers, std::int64_t width,
                        const std::vector<std::size_t>& rows, std::size_t size) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    RowParts::Values found = RowParts::Values::Constant(static_cast<Index>(size), width, nan);
    for (std::size_t k = 0; k < rows.size(); ++k)
        std::copy_n(numbers.data() + static_cast<std::ptrdiff_t>(k) * width, width,
                    found.data() + static_cast<std::ptrdiff_t>(rows[k]) * width);
    return found;
}

void BatchRows::take(const Batch& batch, const std::vector<std::size_t>& rows) {
    const auto n = static_cast<Index>(status.size());
    steps = rejected = Eigen::Matrix<std::int64_t, -1, 1>::Zero(n);
    values = by_row(batch.values, batch.times * batch.columns, rows, status.size());
    reduced = by_row(batch.reduced, batch.reductions, rows, status.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        status[rows[k]] = batch.status[k];
        steps[static_cast<Index>(rows[k])] = batch.steps[k];
        rejected[static_cast<Index>(rows[k])] = batch.rejected[k];
    }
}

bool take_interrupt() {
    if (PyErr_Occurred() == nullptr) return false;
    if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) == 0) throw py::error_already_set();
    PyErr_Clear();
    return true;
}

}  // namespace opiodyn::python
