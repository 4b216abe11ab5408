#include "bind.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/limits.hpp"
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

py::dict attributes_of(const InputError& error) {
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
    } catch (const UnknownNameError& error) {
        raise(m.attr("UnknownNameError"), error, attributes_of(error));
    } catch (const InputError& error) {
        raise(m.attr("InputError"), error, attributes_of(error));
    }
}

/// The limits are attributes of one object.
struct Limits {};

void bind_limits(py::module_& m) {
    py::class_<Limits> cls(m, "Limits");
    const auto add = [&](const char* name, std::int64_t limit) {
        cls.def_property_readonly(name, [limit](const Limits&) { return limit; });
    };
    add("doses", limits::doses);
    add("records", limits::records);
    add("output_times", limits::output_times);
    add("output_values", limits::output_values);
    add("window_periods", limits::window_periods);
    add("text_length", limits::text_length);
    add("table_length", limits::table_length);
    add("steps", limits::steps);
    add("transit_compartments", limits::transit_compartments);
    add("threads", limits::threads);
    cls.def(
        "require_output",
        [](const Limits&, const std::string& field, double values, const std::string& made_of) {
            limits::require_output(field, values, made_of);
        },
        "field"_a, "values"_a, "made_of"_a);
    m.attr("limits") = Limits{};
}

/// Messages that Python writes have the laws of the library's own.
void bind_messages(py::module_& m) {
    m.def(
        "unknown_rule",
        [](const std::string& name, const std::vector<std::string>& known) {
            return UnknownNameError("", name, known).rule();
        },
        "name"_a, "known"_a,
        "Returns the rule of an UnknownNameError: a slip is corrected, otherwise it lists what "
        "there is.");
    m.def(
        "refusal",
        [](const std::string& field, const std::string& value, const std::string& rule) {
            const InputError error(field, value, rule);
            return py::make_tuple(error.what(), error.field(), error.value(), error.rule());
        },
        "field"_a, "value"_a, "rule"_a,
        "Returns the message of an InputError, with its field, value and rule as it shows them.");
}

}  // namespace

void bind_foundations(py::module_& m) {
    m.attr("__version__") = version();

    const py::object builtins = py::module_::import("builtins");
    const auto input = exception_class(m, "InputError", py::make_tuple(builtins.attr("ValueError")),
                                       R"doc(
        An InputError is raised for a value that breaks a rule.

        Its message reads "field = value: rule".

        Attributes:
            field: The field is named as the caller knows it, e.g. "dose.amt".
            value: The value is shown as text.
            rule: The rule is what the value breaks.
        )doc");
    exception_class(m, "UnknownNameError", py::make_tuple(input),
                    R"doc(
        An UnknownNameError is raised for a name that is not known.

        Its rule suggests a known name for a slip of one or two letters, or lists the choices. The
        attributes are those of InputError.
        )doc");
    exception_class(m, "ParseError", py::make_tuple(input),
                    R"doc(
        A ParseError is raised for text that does not parse.

        Its message shows the text with a caret under the offending word. It has the attributes of
        InputError as well.

        Attributes:
            text: The text is the whole of what was read.
            position: The offending word begins at this character, counted from 0.
            length: The offending word has so many characters.
            one_line: The message on one line has the offending word between >> and <<.
        )doc");
    py::register_local_exception_translator(translate);

    bind_limits(m);
    bind_messages(m);

    py::class_<Ligand>(m, "Ligand",
                       "A ligand is a drug, a metabolite or an endogenous peptide of a model.")
        .def_readonly("name", &Ligand::name, "The name is that of the library, or the caller's.")
        .def_property_readonly(
            "kind", [](const Ligand& l) { return to_string(l.kind); },
            "The kind is \"drug\", \"metabolite\" or \"peptide\".")
        .def_readonly("molar_mass", &Ligand::molar_mass,
                      "The molar mass turns nM into ng/mL [g/mol].");
}

}  // namespace opiodyn::python
