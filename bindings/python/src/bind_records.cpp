#include "bind.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

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
    py::tuple operator()(const Stimulus& s) const {
        return py::make_tuple(s.name, s.magnitude, s.time.value, s.interval.value, s.additional);
    }
    py::tuple operator()(const Reset& r) const { return py::make_tuple(r.time.value); }
    py::tuple operator()(const Change& c) const {
        return py::make_tuple(c.time.value, c.parameters);
    }
};

}  // namespace

py::tuple to_plain(const Record& record) { return std::visit(ToPlain{}, record); }

Record from_plain(const py::tuple& p) {
    if (p.size() == 1) return Reset{Time{p[0].cast<double>()}};
    if (p.size() == 2)
        return Change{Time{p[0].cast<double>()}, p[1].cast<std::map<std::string, double>>()};
    if (p.size() == 5)
        return Stimulus{p[0].cast<std::string>(), p[1].cast<double>(), Time{p[2].cast<double>()},
                        Time{p[3].cast<double>()}, p[4].cast<std::int64_t>()};
    Dose d;
    d.drug = p[0].cast<std::string>();
    d.amount = Mass{p[1].cast<double>()};
    d.route = parse_route(p[2].cast<std::string>());
    d.time = Time{p[3].cast<double>()};
    d.duration = Time{p[4].cast<double>()};
    d.interval = Time{p[5].cast<double>()};
    d.additional = p[6].cast<std::int64_t>();
    d.rate = MassRate{p[7].cast<double>()};
    d.steady_state = steady_state_of(p[8].cast<int>());
    d.compartment = p[9].cast<std::string>();
    d.bioavailability = p[10].cast<double>();
    d.lag = Time{p[11].cast<double>()};
    return d;
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
                 const Dose dose{.drug = std::move(drug),
                                 .amount = Mass{amt},
                                 .route = parse_route(route),
                                 .time = Time{time},
                                 .duration = Time{dur},
                                 .interval = Time{ii},
                                 .additional = addl,
                                 .rate = MassRate{rate},
                                 .steady_state = steady_state_of(ss),
                                 .compartment = std::move(cmt),
                                 .bioavailability = F,
                                 .lag = Time{lag}};
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
                 check(Reset{Time{time}}, "reset");
                 return Reset{Time{time}};
             }),
             py::kw_only(), "time"_a)
        .def_property_readonly("time", [](const Reset& r) { return r.time.value; })
        .def("__repr__", [](const Reset& r) { return "<Reset '" + to_text(Regimen(r)) + "'>"; });
    py::class_<Change>(m, "Change",
                       "Parameters that hold from a time on. Attributes: time (h), parameters.")
        .def(py::init([](double time, std::map<std::string, double> parameters) {
                 Change change{Time{time}, std::move(parameters)};
                 check(change, "change");
                 return change;
             }),
             py::kw_only(), "time"_a, "parameters"_a)
        .def_property_readonly("time", [](const Change& c) { return c.time.value; })
        .def_readonly("parameters", &Change::parameters)
        .def("__repr__", [](const Change& c) { return "<Change '" + to_text(Regimen(c)) + "'>"; });
    py::class_<Stimulus>(
        m, "Stimulus",
        "Something that happens to the body, repeated `addl` times every `ii`. Attributes: name "
        "(exercise,\ninjury, expectation, a peptide, or flare), magnitude, time of the first, ii "
        "(both h), addl.")
        .def(py::init([](std::string name, double magnitude, double time, double ii,
                         std::int64_t addl) {
                 const Stimulus stimulus{std::move(name), magnitude, Time{time}, Time{ii}, addl};
                 check(stimulus, "stimulus");
                 return stimulus;
             }),
             "name"_a, py::kw_only(), "magnitude"_a = 1.0, "time"_a = 0.0, "ii"_a = 0.0,
             "addl"_a = 0)
        .def_readonly("name", &Stimulus::name)
        .def_readonly("magnitude", &Stimulus::magnitude)
        .def_property_readonly("time", [](const Stimulus& s) { return s.time.value; })
        .def_property_readonly("ii", [](const Stimulus& s) { return s.interval.value; })
        .def_readonly("addl", &Stimulus::additional)
        .def("__repr__",
             [](const Stimulus& s) { return "<Stimulus '" + to_text(Regimen(s)) + "'>"; });
}

}  // namespace opiodyn::python
