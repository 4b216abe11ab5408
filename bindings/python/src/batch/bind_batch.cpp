#include "batch/batch_call.hpp"
#include "opiodyn/instruction_sets.hpp"

namespace opiodyn::python {
namespace {

std::unique_ptr<BatchRows> run(const BatchCall& call) {
    return run_rows<BatchRows>(
        call, [&](BatchRows& rows, const Subjects& subjects, const SolverOptions& options) {
            rows.take(simulate_batch(subjects.made, call.request, options, call.threads),
                      subjects.rows);
        });
}

std::vector<std::string> texts_of(const BatchRows& rows) {
    std::vector<std::string> texts;
    for (const auto& status : rows.status) texts.push_back(status.text);
    return texts;
}

/// The codes are numbers of StatusCode, which arrays can be compared with.
Eigen::Matrix<std::int8_t, -1, 1> codes_of(const BatchRows& rows) {
    Eigen::Matrix<std::int8_t, -1, 1> codes(static_cast<Index>(rows.status.size()));
    for (Index i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::int8_t>(rows.status[static_cast<std::size_t>(i)].code);
    return codes;
}

}  // namespace

void bind_batch(py::module_& m) {
    py::class_<BatchRows>(
        m, "BatchRows",
        "BatchRows are the results of a batch, a row per subject; NaN where there is none.")
        .def_property_readonly("status", &texts_of,
                               "The status of each row is \"complete\", or says why not.")
        .def_property_readonly("codes", &codes_of,
                               "The codes of the status are numbers of StatusCode.")
        .def_readonly("steps", &BatchRows::steps, "Each row has so many accepted steps [-].")
        .def_readonly("rejected_steps", &BatchRows::rejected_steps,
                      "Each row has so many rejected steps [-].")
        .def_readonly("values", &BatchRows::values,
                      "The values have a row per subject, time by time and column by column.")
        .def_readonly("metric_values", &BatchRows::metric_values,
                      "The reduced numbers have a row per subject and a column per metric.")
        .def_readonly("interrupted", &BatchRows::interrupted,
                      "The batch was stopped before its end, if true.");
    def_batch(m, "simulate_batch", &run);
    m.def(
        "instruction_sets",
        [] {
            std::vector<std::pair<std::string, int>> found;
            for (const auto& set : instruction_sets()) found.emplace_back(set.name, set.lanes);
            return found;
        },
        "Returns the instruction sets that this machine can run, each with its number of lanes, "
        "the plainest first. Batches use the last one.");
}

}  // namespace opiodyn::python
