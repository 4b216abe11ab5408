#include <pybind11/numpy.h>

#include "bind.hpp"

namespace opiodyn::python {
namespace {

constexpr int schema = 3;  // of a pickled regimen

py::tuple pickled(const Regimen& regimen) {
    py::list records;
    for (const auto& record : regimen.records()) records.append(to_plain(record));
    return py::make_tuple(schema, records);
}

Regimen unpickled(const py::tuple& plain) {
    if (plain.size() != 2 || plain[0].cast<int>() != schema)
        throw py::value_error("this regimen was pickled by another version of opiodyn");
    std::vector<Record> records;
    for (const auto& item : plain[1].cast<py::list>())
        records.push_back(from_plain(item.cast<py::tuple>()));
    return Regimen(std::move(records));
}

}  // namespace

void bind_dosing(py::module_& m) {
    py::class_<Regimen>(
        m, "Regimen",
        "A list of records. Regimens add: a + b gives both, side by side.\n\n"
        "Made by opiodyn.regimen, opiodyn.dose and others; str() gives its text. "
        "Attributes: records, of which\ndoses; drugs (names, each once); count of "
        "single doses; first_time, last_time and\ndefault_end (h); "
        "given(drug), times of the doses that no reset cancels, and next_time(drug) "
        "(h).")
        .def(py::init<std::vector<Record>>(), "records"_a)
        .def_property_readonly("records", &Regimen::records)
        .def_property_readonly("doses", &Regimen::doses)
        .def_property_readonly("drugs", &Regimen::drugs)
        .def_property_readonly("count", &Regimen::count)
        .def_property_readonly("first_time", &Regimen::first_time)
        .def_property_readonly("last_time", &Regimen::last_time)
        .def_property_readonly("default_end", &Regimen::default_end)
        .def(
            "given",
            [](const Regimen& r, const std::string& drug) {
                const auto times = r.given(drug);
                return py::array_t<double>(static_cast<py::ssize_t>(times.size()), times.data());
            },
            "drug"_a = "")
        .def("next_time", &Regimen::next_time, "drug"_a)
        .def(
            "__add__", [](const Regimen& a, const Regimen& b) { return a + b; }, py::is_operator())
        .def(
            "__eq__", [](const Regimen& a, const Regimen& b) { return to_text(a) == to_text(b); },
            py::is_operator())
        .def("__hash__", [](const Regimen& r) { return py::hash(py::str(to_text(r))); })
        .def("__str__", [](const Regimen& r) { return to_text(r); })
        .def("__repr__", [](const Regimen& r) { return "regimen('" + to_text(r) + "')"; })
        .def(py::pickle(&pickled, &unpickled));

    m.def("parse_regimen", &parse_regimen, "text"_a);
}

}  // namespace opiodyn::python
