#include "batch/batch_call.hpp"
#include "batch/function_call.hpp"
#include "batch/plain_variable.hpp"
#include "opiodyn/evaluator.hpp"

namespace opiodyn::python {
namespace {

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

/// Runs rows without the GIL. Returns numbers, derivatives (or None), faults, and whether Ctrl-C came.
py::tuple run(const Evaluator& evaluator, const GivenValues& values, bool derivatives) {
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
    const py::list faults = faults_of(found.status);
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
