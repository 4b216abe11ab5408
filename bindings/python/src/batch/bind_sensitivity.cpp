#include "batch/batch_call.hpp"
#include "batch/plain_variable.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn::python {
namespace {

/// Returns the value of a variable in one subject, which has it: the core has checked that.
double value_of(const Variable& variable, const Subject& subject) {
    if (variable.kind == Variable::Kind::parameter)
        return subject.model.parameters().value(variable.parameter);
    const Record& record = subject.regimen.records().at(variable.record);
    if (variable.kind == Variable::Kind::time) return time_of(record);
    if (const auto* dose = std::get_if<Dose>(&record)) return dose->amount.value;
    return std::get<Stimulus>(record).magnitude;
}

/// SensitivityRows are the results of a batch with derivatives, a row per subject.
struct SensitivityRows : BatchRows {
    RowParts::Values value_derivatives, metric_derivatives;
    RowParts::Values at;  ///< The variables have these values in each row.

    void take(const Sensitivities& found, const Subjects& subjects,
              const std::vector<Variable>& variables) {
        const auto& batch = found.batch;
        BatchRows::take(batch, subjects.rows);
        const auto width = batch.times * batch.columns * found.variables;
        value_derivatives = by_row(found.values, width, subjects.rows, status.size());
        metric_derivatives = by_row(found.metric_values, batch.metrics * found.variables,
                                    subjects.rows, status.size());
        std::vector<double> own;
        for (const auto& subject : subjects.made)
            for (const auto& variable : variables) own.push_back(value_of(variable, subject));
        at = by_row(own, found.variables, subjects.rows, status.size());
    }
};

std::unique_ptr<SensitivityRows> run(const BatchCall& call,
                                     const std::vector<PlainVariable>& plain) {
    const auto variables = variables_of(plain);
    return run_rows<SensitivityRows>(
        call, [&](SensitivityRows& rows, const Subjects& subjects, const SolverOptions& options) {
            rows.take(simulate_sensitivities(subjects.made, call.request, variables, options,
                                             call.threads),
                      subjects, variables);
        });
}

}  // namespace

void bind_sensitivity(py::module_& m) {
    py::class_<SensitivityRows, BatchRows>(
        m, "SensitivityRows",
        "SensitivityRows are the results of a batch with derivatives, a row per subject.")
        .def_readonly("value_derivatives", &SensitivityRows::value_derivatives,
                      "The derivatives of the values run variable by variable within each value.")
        .def_readonly("metric_derivatives", &SensitivityRows::metric_derivatives,
                      "The derivatives of the metrics run variable by variable within each.")
        .def_readonly("at", &SensitivityRows::at, "The variables have these values in each row.");
    def_batch<std::vector<PlainVariable>>(m, "simulate_sensitivities", &run, "variables"_a);
}

}  // namespace opiodyn::python
