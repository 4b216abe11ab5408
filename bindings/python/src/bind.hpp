#pragma once
/// This header declares one function per part of the surface; module.cpp is the table of contents.

#include <pybind11/eigen.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstddef>

#include "opiodyn/dosing.hpp"

namespace opiodyn::python {

namespace py = pybind11;
using namespace py::literals;

/// Returns a record as plain data that can be pickled.
py::tuple to_plain(const Record& record);
/// Makes a record of such data. Throws InputError if they are not those of a record.
Record from_plain(const py::tuple& state);

/// Lets Ctrl-C end a loop over many Python objects, which holds the GIL. `done` counts the objects so far.
inline void let_signals_in(std::size_t done) {
    constexpr std::size_t objects = 256;  // A look at the signals costs more than most objects.
    if (done % objects == 0 && PyErr_CheckSignals() != 0) throw py::error_already_set();
}

void bind_foundations(py::module_& m);
void bind_records(py::module_& m);
void bind_concentration(py::module_& m);
void bind_dosing(py::module_& m);
void bind_binding(py::module_& m);
void bind_parameters(py::module_& m);
void bind_absorption(py::module_& m);
void bind_drug(py::module_& m);
void bind_substance(py::module_& m);
void bind_model(py::module_& m);
void bind_people(py::module_& m);
void bind_trajectory(py::module_& m);
void bind_solver(py::module_& m);
void bind_metrics(py::module_& m);
void bind_batch(py::module_& m);
void bind_subjects(py::module_& m);
void bind_sensitivity(py::module_& m);
void bind_evaluator(py::module_& m);
void bind_predictor(py::module_& m);
void bind_formulas(py::module_& m);

}  // namespace opiodyn::python
