#pragma once
/// One function per room; module.cpp is the table of contents.

#include <pybind11/eigen.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "opiodyn/dosing.hpp"

namespace opiodyn::python {

namespace py = pybind11;
using namespace py::literals;

/// For py::pickle: a tuple of plain data behind the number of its schema. Throws ValueError for one of
/// another length or version.
inline void require_schema(const py::tuple& plain, std::size_t size, int schema) {
    if (plain.size() != size || plain[0].cast<int>() != schema)
        throw py::value_error("this was pickled by another version of opiodyn");
}

/// A record as plain data that can be pickled, and back.
py::tuple to_plain(const Record& record);
Record from_plain(const py::tuple& plain);

void bind_foundations(py::module_& m);
void bind_records(py::module_& m);
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
void bind_sensitivity(py::module_& m);

}  // namespace opiodyn::python
