#include "bind.hpp"
#include "objects/pickling.hpp"

PYBIND11_MODULE(_core, m) {
    // The signatures that pybind11 writes name types of C++. Ours stand in the docstrings (Signature).
    pybind11::options options;
    options.disable_function_signatures();
    m.doc() = "The compiled part of opiodyn. Use the package opiodyn; this module may change.";
    m.attr("pickle_schema") = opiodyn::python::pickle_schema;
    opiodyn::python::bind_foundations(m);
    opiodyn::python::bind_records(m);
    opiodyn::python::bind_concentration(m);
    opiodyn::python::bind_dosing(m);
    opiodyn::python::bind_binding(m);
    opiodyn::python::bind_parameters(m);
    opiodyn::python::bind_absorption(m);
    opiodyn::python::bind_drug(m);
    opiodyn::python::bind_substance(m);
    opiodyn::python::bind_model(m);
    opiodyn::python::bind_people(m);
    opiodyn::python::bind_trajectory(m);
    opiodyn::python::bind_solver(m);
    opiodyn::python::bind_metrics(m);
    opiodyn::python::bind_batch(m);
    opiodyn::python::bind_subjects(m);
    opiodyn::python::bind_sensitivity(m);
    opiodyn::python::bind_evaluator(m);
    opiodyn::python::bind_predictor(m);
    opiodyn::python::bind_formulas(m);
}
