#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"

namespace opiodyn::python {
namespace {

const Signature concentration_signature("Concentration",
                                        "drug, *, times, values, unit='nM', time=0.0");

Concentration checked_concentration(const Arguments& given) {
    Concentration concentration{given.text("drug"), given.numbers("times"), given.numbers("values"),
                                parse_concentration_unit(given.text("unit", "nM")),
                                Time{given.number("time")}};
    check(concentration, "concentration");
    return concentration;
}

}  // namespace

void bind_concentration(py::module_& m) {
    py::class_<Concentration>(m, "Concentration", R"doc(
        A concentration is the course of a drug in plasma that the caller gives.

        `opiodyn.concentration` makes a regimen of one. The drug is one of the model's
        ``concentration_given``. Between two times the concentration is a straight line, and before the
        first it is 0. No run may go beyond the last. Immutable; threads may share it.

        Args:
            drug: The drug is one word, a name of the library or of the model.
            times: The times ascend [h] and count from `time`; two at least.
            values: The values are total plasma concentrations, one for each time, at least 0.
            unit: The unit is that of the values, such as "nM" or "ng/mL".
            time: The table begins at this time [h].

        Raises:
            InputError: A value breaks a rule; the message names field, value and rule.
            UnknownNameError: There is no such unit.
        )doc")
        .def(constructor<checked_concentration>(concentration_signature),
             concentration_signature.constructor_doc())
        .def_readonly("drug", &Concentration::drug, "The drug goes by its name.")
        .def_readonly("times", &Concentration::times, "The times ascend [h].")
        .def_readonly("values", &Concentration::values, "The values are in `unit`.")
        .def_property_readonly(
            "unit", [](const Concentration& c) { return to_string(c.unit); },
            "The unit is that of the values.")
        .def_property_readonly(
            "time", [](const Concentration& c) { return c.time.value; },
            "The table begins at this time [h].")
        .def(record_pickle<Concentration>())
        .def("__repr__", [](const Concentration& c) {
            return "<Concentration of " + c.drug + ", " + std::to_string(c.times.size()) +
                   " points>";
        });
}

}  // namespace opiodyn::python
