#include "batch/batch_call.hpp"
#include "batch/plain_variable.hpp"
#include "opiodyn/evaluator.hpp"

namespace opiodyn::python {
namespace {

using Array = py::array_t<double, py::array::c_style | py::array::forcecast>;

/// Asks Python about signals on behalf of each thread by itself.
bool signal_arrived() {
    thread_local SignalWatch watch(nullptr);
    return watch();
}

std::unique_ptr<Evaluator> make(const Model& model, const Regimen& regimen,
                                const std::vector<PlainVariable>& plain,
                                const Eigen::Ref<const Eigen::VectorXd>& times,
                                std::vector<std::string> columns,
                                const std::vector<PlainMetric>& metrics, double rtol, double atol,
                                std::int64_t max_steps, int threads) {
    auto options = options_of("automatic", rtol, atol, max_steps, without_end, nullptr);
    options.stop = &signal_arrived;
    return std::make_unique<Evaluator>(Subject{model, regimen}, variables_of(plain),
                                       request_of(times, std::move(columns), metrics),
                                       std::move(options), threads);
}

/// Returns numbers as an array that owns them, without a copy.
py::array array_of(std::vector<double> numbers, std::vector<py::ssize_t> shape) {
    auto held = std::make_unique<std::vector<double>>(std::move(numbers));
    const double* data = held->data();
    const py::capsule owner(held.release(),
                            [](void* p) { delete static_cast<std::vector<double>*>(p); });
    return py::array_t<double>(std::move(shape), data, owner);
}

/// Returns the rows that did not run to their end, each with its code and reason.
py::list faults_of(const Evaluation& found) {
    py::list faults;
    for (std::size_t row = 0; row < found.status.size(); ++row)
        if (const auto& status = found.status[row]; !status.complete())
            faults.append(py::make_tuple(row, status.code, status.text));
    return faults;
}

/// Runs rows without the GIL. Returns numbers, derivatives (or None), faults, and whether Ctrl-C came.
py::tuple run(const Evaluator& evaluator, const Array& values, bool derivatives) {
    const std::span<const double> given(values.data(), static_cast<std::size_t>(values.size()));
    Evaluation found;
    {
        const py::gil_scoped_release release;
        found = derivatives ? evaluator.derivatives(given) : evaluator(given);
    }
    const bool interrupted = take_interrupt();
    const auto rows = static_cast<py::ssize_t>(found.status.size());
    const auto outputs = static_cast<py::ssize_t>(evaluator.outputs());
    const auto width = static_cast<py::ssize_t>(evaluator.variables().size());
    const py::list faults = faults_of(found);
    py::object slopes = py::none();
    if (derivatives) slopes = array_of(std::move(found.derivatives), {rows, outputs, width});
    return py::make_tuple(array_of(std::move(found.values), {rows, outputs}), slopes, faults,
                          interrupted);
}

}  // namespace

void bind_evaluator(py::module_& m) {
    py::class_<Evaluator>(
        m, "Evaluator", "An evaluator runs one subject with rows of other values of its variables.")
        .def(py::init(&make), "model"_a, "regimen"_a, "variables"_a, py::kw_only(), "times"_a,
             "columns"_a, "metrics"_a, "rtol"_a, "atol"_a, "max_steps"_a, "threads"_a)
        .def("run", &run, "values"_a, "derivatives"_a,
             "Runs rows of values, and returns numbers, derivatives, faults and Ctrl-C.");
}

}  // namespace opiodyn::python
