#include <pybind11/numpy.h>

#include "bind.hpp"
#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

constexpr int schema = 2;  // of a pickled regimen

int number_of(SteadyState steady_state) { return static_cast<int>(steady_state); }

SteadyState steady_state_of(int number) {
    if (number < 0 || number > 2)
        throw InvalidInput("dose.ss", std::to_string(number), "must be 0, 1 or 2");
    return static_cast<SteadyState>(number);
}

/// A record as plain data, in the order of its fields; its length tells what it is.
struct ToPlain {
    py::tuple operator()(const Dose& d) const {
        return py::make_tuple(d.drug, d.amount.value, abbreviation(d.route), d.time.value,
                              d.duration.value, d.interval.value, d.additional, d.rate.value,
                              number_of(d.steady_state), d.compartment, d.bioavailability,
                              d.lag.value);
    }
    py::tuple operator()(const Reset& r) const { return py::make_tuple(r.time.value); }
    py::tuple operator()(const Change& c) const {
        return py::make_tuple(c.time.value, c.parameters);
    }
};

Record from_plain(const py::tuple& p) {
    if (p.size() == 1) return Reset{{p[0].cast<double>()}};
    if (p.size() == 2)
        return Change{{p[0].cast<double>()}, p[1].cast<std::map<std::string, double>>()};
    Dose d;
    d.drug = p[0].cast<std::string>();
    d.amount = {p[1].cast<double>()};
    d.route = parse_route(p[2].cast<std::string>());
    d.time = {p[3].cast<double>()};
    d.duration = {p[4].cast<double>()};
    d.interval = {p[5].cast<double>()};
    d.additional = p[6].cast<std::int64_t>();
    d.rate = {p[7].cast<double>()};
    d.steady_state = steady_state_of(p[8].cast<int>());
    d.compartment = p[9].cast<std::string>();
    d.bioavailability = p[10].cast<double>();
    d.lag = {p[11].cast<double>()};
    return d;
}

py::tuple pickled(const Regimen& regimen) {
    py::list records;
    for (const auto& record : regimen.records()) records.append(std::visit(ToPlain{}, record));
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

void bind_records(py::module_& m) {
    py::class_<Dose>(
        m, "Dose",
        "One dose record, repeated `addl` times every `ii`; opiodyn.dose makes a regimen of "
        "one.\n\n"
        "Attributes: drug; amt (mg of what the label names); route (po, er, iv, im, sc, in, sl); "
        "time\nof the first dose (h); dur of an infusion (h, 0 is all at once) or its rate (mg/h); "
        "ii (h);\naddl; ss (0, 1, 2); cmt, a compartment instead of a route; F and lag (h) of this "
        "dose.")
        .def(py::init([](std::string drug, double amt, const std::string& route, double time,
                         double dur, double ii, std::int64_t addl, double rate, int ss,
                         std::string cmt, double F, double lag) {
                 const Dose dose{std::move(drug),
                                 {amt},
                                 parse_route(route),
                                 {time},
                                 {dur},
                                 {ii},
                                 addl,
                                 {rate},
                                 steady_state_of(ss),
                                 std::move(cmt),
                                 F,
                                 {lag}};
                 check(dose);
                 return dose;
             }),
             "drug"_a, py::kw_only(), "amt"_a, "route"_a = "po", "time"_a = 0.0, "dur"_a = 0.0,
             "ii"_a = 0.0, "addl"_a = 0, "rate"_a = 0.0, "ss"_a = 0, "cmt"_a = "", "F"_a = 1.0,
             "lag"_a = 0.0)
        .def_readonly("drug", &Dose::drug)
        .def_property_readonly("amt", [](const Dose& d) { return d.amount.value; })
        .def_property_readonly("route", [](const Dose& d) { return abbreviation(d.route); })
        .def_property_readonly("time", [](const Dose& d) { return d.time.value; })
        .def_property_readonly("dur", [](const Dose& d) { return d.duration.value; })
        .def_property_readonly("ii", [](const Dose& d) { return d.interval.value; })
        .def_readonly("addl", &Dose::additional)
        .def_property_readonly("rate", [](const Dose& d) { return d.rate.value; })
        .def_property_readonly("ss", [](const Dose& d) { return number_of(d.steady_state); })
        .def_readonly("cmt", &Dose::compartment)
        .def_readonly("F", &Dose::bioavailability)
        .def_property_readonly("lag", [](const Dose& d) { return d.lag.value; })
        .def("__repr__", [](const Dose& d) { return "<Dose '" + to_text(Regimen(d)) + "'>"; });
    py::class_<Reset>(m, "Reset",
                      "Back to the drug-free state; what was ordered before is cancelled. "
                      "Attribute: time (h).")
        .def(py::init([](double time) {
                 check(Reset{{time}}, "reset");
                 return Reset{{time}};
             }),
             py::kw_only(), "time"_a)
        .def_property_readonly("time", [](const Reset& r) { return r.time.value; })
        .def("__repr__", [](const Reset& r) { return "<Reset '" + to_text(Regimen(r)) + "'>"; });
    py::class_<Change>(m, "Change",
                       "Parameters that hold from a time on. Attributes: time (h), parameters.")
        .def(py::init([](double time, std::map<std::string, double> parameters) {
                 Change change{{time}, std::move(parameters)};
                 check(change, "change");
                 return change;
             }),
             py::kw_only(), "time"_a, "parameters"_a)
        .def_property_readonly("time", [](const Change& c) { return c.time.value; })
        .def_readonly("parameters", &Change::parameters)
        .def("__repr__", [](const Change& c) { return "<Change '" + to_text(Regimen(c)) + "'>"; });
}

}  // namespace

void bind_dosing(py::module_& m) {
    bind_records(m);
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
