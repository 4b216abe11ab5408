#include "bind.hpp"
#include "opiodyn/parameters.hpp"

namespace opiodyn::python {

void bind_parameters(py::module_& m) {
    py::class_<Parameter>(m, "Parameter")
        .def_readonly("name", &Parameter::name)
        .def_readonly("value", &Parameter::value)
        .def_readonly("unit", &Parameter::unit)
        .def_readonly("low", &Parameter::low)
        .def_readonly("high", &Parameter::high)
        .def_property_readonly(
            "evidence",
            [](const Parameter& p) { return std::string(1, static_cast<char>(p.evidence)); })
        .def_readonly("status", &Parameter::status)
        .def_readonly("sources", &Parameter::sources)
        .def_readonly("meaning", &Parameter::meaning)
        .def_readonly("note", &Parameter::note)
        .def_property_readonly("unconfirmed", &Parameter::unconfirmed);
    py::class_<Reference>(m, "Reference")
        .def_readonly("key", &Reference::key)
        .def_readonly("citation", &Reference::citation)
        .def_readonly("doi", &Reference::doi)
        .def_readonly("note", &Reference::note);
    py::class_<Preset>(m, "Preset")
        .def_readonly("name", &Preset::name)
        .def_readonly("matches", &Preset::matches)
        .def_readonly("fails", &Preset::fails);
    m.def("library_parameters", [] { return library::parameters().all(); });
    m.def("library_parameters_of", &library::parameters_of, "substance"_a);
    m.def("library_missing", [] { return library::parameters().missing(); });
    m.def("library_references", &library::references);
    m.def("library_substances", &library::substances);
    m.def("library_drugs", &library::drugs);
    m.def("library_sets_of", &library::sets_of, "substance"_a);
    m.def("biophase_presets", &library::biophase_presets);
}

}  // namespace opiodyn::python
