#include "batch/batch_call.hpp"

namespace opiodyn::python {
namespace {

std::unique_ptr<BatchRows> run(const BatchCall& call) {
    return run_rows<BatchRows>(
        call, [&](BatchRows& rows, const Subjects& subjects, const SolverOptions& options) {
            rows.take(simulate_batch(subjects.made, call.request, options, call.threads),
                      subjects.rows);
        });
}

}  // namespace

void bind_batch(py::module_& m) {
    py::class_<BatchRows>(m, "BatchRows")
        .def_readonly("status", &BatchRows::status)
        .def_readonly("steps", &BatchRows::steps)
        .def_readonly("rejected", &BatchRows::rejected)
        .def_readonly("values", &BatchRows::values)
        .def_readonly("reduced", &BatchRows::reduced)
        .def_readonly("interrupted", &BatchRows::interrupted);
    def_batch(m, "simulate_batch", &run);
}

}  // namespace opiodyn::python
