#include "bind.hpp"
#include "opiodyn/dosing.hpp"

namespace opiodyn::python {
namespace {

constexpr int schema = 1;  // of a pickled regimen

/// A regimen as plain data: schema, then a tuple per dose in the order of its fields.
py::tuple to_plain(const Regimen& regimen) {
    py::list doses;
    for (const auto& d : regimen.doses())
        doses.append(py::make_tuple(d.drug, d.amount.value, abbreviation(d.route), d.time.value,
                                    d.duration.value, d.interval.value, d.additional));
    return py::make_tuple(schema, doses);
}

Regimen from_plain(const py::tuple& plain) {
    if (plain.size() != 2 || plain[0].cast<int>() != schema)
        throw py::value_error("this regimen was pickled by another version of opiodyn");
    std::vector<Dose> doses;
    for (const auto& item : plain[1].cast<py::list>()) {
        const auto d = item.cast<py::tuple>();
        doses.push_back({d[0].cast<std::string>(),
                         {d[1].cast<double>()},
                         parse_route(d[2].cast<std::string>()),
                         {d[3].cast<double>()},
                         {d[4].cast<double>()},
                         {d[5].cast<double>()},
                         d[6].cast<std::int64_t>()});
    }
    return Regimen(std::move(doses));
}

}  // namespace

void bind_dosing(py::module_& m) {
    py::class_<Dose>(m, "Dose",
                     "One dose record, repeated `addl` times every `ii`; opiodyn.dose makes a "
                     "regimen of one.\n\n"
                     "Attributes: drug; amt (mg of what the label names); route (po, iv); time of "
                     "the first\ndose (h); dur of an infusion (h, 0 is all at once); ii (h); addl.")
        .def(py::init([](std::string drug, double amt, const std::string& route, double time,
                         double dur, double ii, std::int64_t addl) {
                 const Dose dose{
                     std::move(drug), {amt}, parse_route(route), {time}, {dur}, {ii}, addl};
                 check(dose);
                 return dose;
             }),
             "drug"_a, py::kw_only(), "amt"_a, "route"_a = "po", "time"_a = 0.0, "dur"_a = 0.0,
             "ii"_a = 0.0, "addl"_a = 0)
        .def_readonly("drug", &Dose::drug)
        .def_property_readonly("amt", [](const Dose& d) { return d.amount.value; })
        .def_property_readonly("route", [](const Dose& d) { return abbreviation(d.route); })
        .def_property_readonly("time", [](const Dose& d) { return d.time.value; })
        .def_property_readonly("dur", [](const Dose& d) { return d.duration.value; })
        .def_property_readonly("ii", [](const Dose& d) { return d.interval.value; })
        .def_readonly("addl", &Dose::additional)
        .def("__repr__", [](const Dose& d) { return "<Dose '" + to_text(Regimen(d)) + "'>"; });

    py::class_<Regimen>(m, "Regimen",
                        "A set of dose records. Regimens add: a + b gives both, side by side.\n\n"
                        "Made by opiodyn.regimen and opiodyn.dose; str() gives its text. "
                        "Attributes: doses; drugs\n(names, each once); count of single doses; "
                        "first_time, last_time and default_end (h).")
        .def(py::init<std::vector<Dose>>(), "doses"_a)
        .def_property_readonly("doses", &Regimen::doses)
        .def_property_readonly("drugs", &Regimen::drugs)
        .def_property_readonly("count", &Regimen::count)
        .def_property_readonly("first_time", &Regimen::first_time)
        .def_property_readonly("last_time", &Regimen::last_time)
        .def_property_readonly("default_end", &Regimen::default_end)
        .def(
            "__add__", [](const Regimen& a, const Regimen& b) { return a + b; }, py::is_operator())
        .def(
            "__eq__", [](const Regimen& a, const Regimen& b) { return to_text(a) == to_text(b); },
            py::is_operator())
        .def("__hash__", [](const Regimen& r) { return py::hash(py::str(to_text(r))); })
        .def("__str__", [](const Regimen& r) { return to_text(r); })
        .def("__repr__", [](const Regimen& r) { return "regimen('" + to_text(r) + "')"; })
        .def(py::pickle(&to_plain, &from_plain));

    m.def("parse_regimen", &parse_regimen, "text"_a);
}

}  // namespace opiodyn::python
