#include "bind.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/receptor.hpp"
#include "opiodyn/substance.hpp"
#include "opiodyn/version.hpp"

namespace opiodyn::python {
namespace {

/// Makes a Python exception class in the module, with a docstring.
py::object exception_class(py::module_& m, const char* name, const py::object& bases,
                           const char* doc) {
    const py::object type = py::module_::import("builtins").attr("type");
    py::dict body;
    body["__doc__"] = doc;
    body["__module__"] = "opiodyn";
    const py::object cls = type(name, bases, body);
    m.attr(name) = cls;
    return cls;
}

void raise(const py::object& cls, const Error& error, const py::dict& attributes) {
    const py::object instance = cls(error.what());
    for (const auto& [name, value] : attributes) instance.attr(py::str(name)) = value;
    PyErr_SetObject(cls.ptr(), instance.ptr());
}

py::dict attributes_of(const InvalidInput& error) {
    return py::dict("field"_a = error.field(), "value"_a = error.value(), "rule"_a = error.rule());
}

void translate(std::exception_ptr pointer) {
    const py::module_ m = py::module_::import("opiodyn._core");
    try {
        std::rethrow_exception(pointer);
    } catch (const ParseError& error) {
        auto attributes = attributes_of(error);
        attributes["text"] = error.text();
        attributes["position"] = error.position();
        attributes["length"] = error.length();
        attributes["one_line"] = error.one_line();
        raise(m.attr("ParseError"), error, attributes);
    } catch (const UnknownName& error) {
        raise(m.attr("UnknownNameError"), error, attributes_of(error));
    } catch (const InvalidInput& error) {
        raise(m.attr("InputError"), error, attributes_of(error));
    }
}

}  // namespace

void bind_foundations(py::module_& m) {
    m.attr("__version__") = version();

    const py::object builtins = py::module_::import("builtins");
    const auto input = exception_class(m, "InputError", py::make_tuple(builtins.attr("ValueError")),
                                       "A value that breaks a rule: field, value, rule.");
    exception_class(m, "UnknownNameError", py::make_tuple(input),
                    "A name that is not known; the rule suggests the nearest known one.");
    exception_class(m, "ParseError", py::make_tuple(input),
                    "Text that does not parse: text, position, length, one_line.");
    py::register_local_exception_translator(translate);

    py::class_<Ligand>(m, "Ligand")
        .def_readonly("name", &Ligand::name)
        .def_property_readonly("kind", [](const Ligand& l) { return to_string(l.kind); })
        .def_readonly("molar_mass", &Ligand::molar_mass);
}

}  // namespace opiodyn::python
