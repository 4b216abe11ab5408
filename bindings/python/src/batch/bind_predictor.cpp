#include <utility>

#include "batch/batch_call.hpp"
#include "batch/function_call.hpp"
#include "batch/plain_variable.hpp"
#include "objects/plain_outputs.hpp"
#include "opiodyn/predictor.hpp"

namespace opiodyn::python {
namespace {

/// Plain outputs are the times of one subject, and how many records each shows.
using PlainOutputs = std::pair<Eigen::VectorXd, Seen>;

std::unique_ptr<Predictor> make(const std::vector<Model>& models, std::vector<Regimen> regimens,
                                const std::vector<PlainOutputs>& outputs,
                                std::vector<std::string> columns,
                                const std::vector<PlainVariable>& plain, double rtol, double atol,
                                std::int64_t max_steps, int threads) {
    auto options = options_of("automatic", rtol, atol, max_steps, without_end, nullptr);
    options.stop = &signal_arrived;
    std::vector<Subject> subjects;
    for (std::size_t k = 0; k < models.size(); ++k)
        subjects.push_back({models[k], std::move(regimens.at(k))});
    std::vector<std::vector<Output>> lists;
    for (const auto& [times, seen] : outputs) lists.push_back(outputs_of(times, seen));
    return std::make_unique<Predictor>(std::move(subjects), std::move(lists), std::move(columns),
                                       variables_of(plain), std::move(options), threads);
}

/// Predicts without the GIL. Returns values, derivatives (or None), faults, and whether Ctrl-C came.
py::tuple run(const Predictor& predictor, const GivenValues& values, bool derivatives) {
    const std::span<const double> given(values.data(), static_cast<std::size_t>(values.size()));
    Predictions found;
    {
        const py::gil_scoped_release release;
        found = derivatives ? predictor.derivatives(given) : predictor(given);
    }
    const bool interrupted = take_interrupt();
    const auto count = static_cast<py::ssize_t>(predictor.values());
    const auto width = static_cast<py::ssize_t>(predictor.variables().size());
    const py::list faults = faults_of(found.status);
    py::object slopes = py::none();
    if (derivatives) slopes = array_of(std::move(found.derivatives), {count, width});
    return py::make_tuple(array_of(std::move(found.values), {count}), slopes, faults, interrupted);
}

}  // namespace

void bind_predictor(py::module_& m) {
    py::class_<Predictor>(
        m, "Predictor",
        "A predictor runs the subjects of a study, each for values of its variables.")
        .def(py::init(&make), "models"_a, "regimens"_a, "outputs"_a, "columns"_a, "variables"_a,
             py::kw_only(), "rtol"_a, "atol"_a, "max_steps"_a, "threads"_a)
        .def("run", &run, "values"_a, "derivatives"_a,
             "Runs all subjects, and returns values, derivatives, faults and Ctrl-C.");
}

}  // namespace opiodyn::python
