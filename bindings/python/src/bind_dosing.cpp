#include <pybind11/numpy.h>

#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

py::tuple pickled(const Regimen& regimen) {
    py::list records;
    for (const auto& record : regimen.records()) {
        let_signals_in(records.size());
        records.append(to_plain(record));
    }
    return state_of("Regimen", records);
}

Regimen unpickled(const py::tuple& state) {
    const auto [plain] = fields_of<std::vector<py::tuple>>(state, "Regimen");
    std::vector<Record> records;
    for (const auto& record : plain) {
        let_signals_in(records.size());
        records.push_back(from_plain(record));
    }
    return Regimen(std::move(records));
}

py::list records_of(const Regimen& regimen) {
    py::list list;
    for (const auto& record : regimen.records()) {
        let_signals_in(list.size());
        list.append(record);
    }
    return list;
}

const Signature regimen_signature("Regimen", "records");
const Signature given_signature("given", "drug=''");
const Signature stimulated_signature("stimulated", "");
const Signature next_signature("next_time", "drug");

/// Tells whether an object is a regimen. Its own `__class__`, which may fail, is not asked.
bool is_regimen(py::handle value) {
    auto* kind = reinterpret_cast<PyTypeObject*>(py::type::of<Regimen>().ptr());
    return PyObject_TypeCheck(value.ptr(), kind) != 0;
}

Regimen make_regimen(const Arguments& given) {
    return Regimen(given.list<Record>("records",
                                      "must be a Dose, Reset, Change, Stimulus "
                                      "or Concentration"));
}

}  // namespace

void bind_dosing(py::module_& m) {
    py::class_<Regimen>(m, "Regimen", R"doc(
        A regimen is a list of records: doses, resets, changes, stimuli and concentrations.

        Records at one time act in the order of the list; otherwise the order does not matter. Regimens
        add: a + b gives both, side by side. `opiodyn.regimen`, `opiodyn.dose` and others make one, and
        str() gives its text. Regimens are equal if their texts are. Immutable; threads may share it.

        Args:
            records: The records are Dose, Reset, Change, Stimulus and Concentration objects.

        Raises:
            InputError: A record breaks a rule, or there are more than 2 million doses and stimuli.
        )doc")
        .def(constructor<make_regimen>(regimen_signature), regimen_signature.constructor_doc())
        .def_property_readonly("records", &records_of, "The records are in the order given.")
        .def_property_readonly("doses", &Regimen::doses,
                               "The doses are those records that are doses.")
        .def_property_readonly("concentrations", &Regimen::concentrations,
                               "The concentrations are those records that give one.")
        .def_property_readonly("drugs", &Regimen::drugs,
                               "The drugs go by name, each once, in order of appearance.")
        .def_property_readonly("count", &Regimen::count,
                               "The count is the number of single doses, repetitions included [-].")
        .def_property_readonly("first_time", &Regimen::first_time, R"doc(
        The first record comes at this time [h].

        Raises:
            InputError: The regimen is empty.
        )doc")
        .def_property_readonly("last_time", &Regimen::last_time, R"doc(
        The last single dose, stimulus or other record comes at this time [h].

        Raises:
            InputError: The regimen is empty.
        )doc")
        .def_property_readonly("default_end", &Regimen::default_end, R"doc(
        A run of this regimen ends here unless told otherwise [h].

        It is when the next dose would be, and not before the last infusion has ended. A dose or stimulus
        that does not repeat counts 24 h. A regimen that gives concentrations ends with the first table
        that ends.

        Raises:
            InputError: The regimen is empty.
        )doc")
        .def(
            "given",
            [](const Regimen& r, const py::args& unnamed, const py::kwargs& named) {
                const auto times = r.given(Arguments(given_signature, unnamed, named).text("drug"));
                return py::array_t<double>(static_cast<py::ssize_t>(times.size()), times.data());
            },
            given_signature
                .method_doc(R"doc(
            Returns the times of the single doses that no reset cancels, ascending [h].

            Args:
                drug: Only the doses of this drug count; "" for all.

            Returns:
                An array with one time per dose.
            )doc")
                .c_str())
        .def(
            "stimulated",
            [](const Regimen& r, const py::args& unnamed, const py::kwargs& named) {
                Arguments(stimulated_signature, unnamed, named);
                const auto times = r.stimulated();
                return py::array_t<double>(static_cast<py::ssize_t>(times.size()), times.data());
            },
            stimulated_signature
                .method_doc(R"doc(
            Returns the times of the single stimuli and flares that no reset cancels, ascending [h].

            Returns:
                An array with one time per stimulus.
            )doc")
                .c_str())
        .def(
            "next_time",
            [](const Regimen& r, const py::args& unnamed, const py::kwargs& named) {
                return r.next_time(Arguments(next_signature, unnamed, named).text("drug"));
            },
            next_signature
                .method_doc(R"doc(
            Returns when the next dose of a drug would be, had its records gone on [h].

            Args:
                drug: The drug goes by its name.

            Returns:
                The time; infinite if its last dose is not one of a series.
            )doc")
                .c_str())
        .def(
            "__add__",
            [](const Regimen& a, const py::object& b) {
                if (!is_regimen(b))
                    throw InputError("regimen + ...", shown(b),
                                     "must be a Regimen; opiodyn.regimen(text) makes one");
                return a + b.cast<const Regimen&>();
            },
            "Returns a regimen with the records of both, side by side.")
        .def(
            "__eq__", [](const Regimen& a, const Regimen& b) { return to_text(a) == to_text(b); },
            py::is_operator(), "Tells whether both regimens have the same text.")
        .def("__hash__", [](const Regimen& r) { return py::hash(py::str(to_text(r))); })
        .def(
            "__str__", [](const Regimen& r) { return to_text(r); },
            "Returns the text that opiodyn.regimen reads.")
        .def("__repr__", [](const Regimen& r) { return "regimen('" + to_text(r) + "')"; })
        .def(py::pickle(&pickled, &unpickled));

    m.def("parse_regimen", &parse_regimen, "text"_a,
          "Reads a regimen from text; docs/dosing.md has the language.");
}

}  // namespace opiodyn::python
