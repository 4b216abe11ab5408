#include "batch/batch_call.hpp"

#include <algorithm>
#include <limits>
#include <thread>

#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

Metric::Statistic statistic_of(const std::string& name) {
    static const std::vector<std::string> names{"area",       "mean",   "peak",    "trough",
                                                "time_above", "t_peak", "steepest"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw UnknownNameError("statistic", name, names);
    return static_cast<Metric::Statistic>(found - names.begin());
}

Metric metric_of(const PlainMetric& plain) {
    const auto& [statistic, column, window, threshold] = plain;
    return {statistic_of(statistic),
            column,
            {window[0], window[1], window[2], window[3], window[4]},
            threshold};
}

}  // namespace

BatchRequest request_of(const Eigen::Ref<const Eigen::VectorXd>& times,
                        std::vector<std::string> columns, const std::vector<PlainMetric>& metrics) {
    BatchRequest request{{times.begin(), times.end()}, std::move(columns), {}};
    for (const auto& plain : metrics) request.metrics.push_back(metric_of(plain));
    return request;
}

std::vector<std::string> columns_of(const BatchRequest& request) {
    std::vector<std::string> names = request.columns;
    for (const auto& metric : request.metrics) names.push_back(metric.column);
    return names;
}

RunStatus status_of(std::string fault) {
    if (fault.empty()) return StatusCode::not_run;
    return {StatusCode::refused, std::move(fault)};
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
    steps = rejected_steps = Eigen::Matrix<std::int64_t, -1, 1>::Zero(n);
    values = by_row(batch.values, batch.times * batch.columns, rows, status.size());
    metric_values = by_row(batch.metric_values, batch.metrics, rows, status.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        status[rows[k]] = batch.status[k];
        steps[static_cast<Index>(rows[k])] = batch.steps[k];
        rejected_steps[static_cast<Index>(rows[k])] = batch.rejected_steps[k];
    }
}

bool take_interrupt() {
    if (PyErr_Occurred() == nullptr) return false;
    if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) == 0) throw py::error_already_set();
    PyErr_Clear();
    return true;
}

}  // namespace opiodyn::python
