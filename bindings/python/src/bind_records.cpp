#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

int number_of(SteadyStateDose steady_state) { return static_cast<int>(steady_state); }

SteadyStateDose steady_state_of(std::int64_t number) {
    if (number < 0 || number > 2)
        throw InputError("dose.ss", std::to_string(number), "must be 0, 1 or 2");
    return static_cast<SteadyStateDose>(number);
}

/// ToPlain writes a record as plain data: its kind, the schema, and the fields in their order.
struct ToPlain {
    py::tuple operator()(const Dose& d) const {
        return state_of("Dose", d.drug, d.amount.value, abbreviation(d.route), d.time.value,
                        d.dur.value, d.ii.value, d.addl, d.rate.value, number_of(d.ss), d.cmt, d.F,
                        d.lag.value);
    }
    py::tuple operator()(const Stimulus& s) const {
        return state_of("Stimulus", s.name, s.magnitude, s.time.value, s.ii.value, s.addl);
    }
    py::tuple operator()(const Concentration& c) const {
        return state_of("Concentration", c.drug, c.times, c.values, to_string(c.unit),
                        c.time.value);
    }
    py::tuple operator()(const Reset& r) const { return state_of("Reset", r.time.value); }
    py::tuple operator()(const Change& c) const {
        return state_of("Change", c.time.value, c.parameters);
    }
};

/// Makes a dose of numbers and words, by the names of Python.
Dose make_dose(std::string drug, double amt, const std::string& route, double time, double dur,
               double ii, std::int64_t addl, double rate, std::int64_t ss, std::string cmt,
               double F, double lag) {
    return {.drug = std::move(drug),
            .amount = Mass{amt},
            .route = parse_route(route),
            .time = Time{time},
            .dur = Time{dur},
            .ii = Time{ii},
            .addl = addl,
            .rate = MassRate{rate},
            .ss = steady_state_of(ss),
            .cmt = std::move(cmt),
            .F = F,
            .lag = Time{lag}};
}

Dose dose_of(const py::tuple& state) {
    return std::apply(
        make_dose, fields_of<std::string, double, std::string, double, double, double, std::int64_t,
                             double, std::int64_t, std::string, double, double>(state, "Dose"));
}

const Signature dose_signature(
    "Dose",
    "drug, *, amt, route='po', time=0.0, dur=0.0, ii=0.0, addl=0, rate=0.0, ss=0, "
    "cmt='', F=1.0, lag=0.0");
const Signature reset_signature("Reset", "*, time");
const Signature change_signature("Change", "*, time, parameters");
const Signature stimulus_signature("Stimulus", "name, *, magnitude=1.0, time=0.0, ii=0.0, addl=0");

Dose checked_dose(const Arguments& given) {
    Dose dose = make_dose(given.text("drug"), given.number("amt"), given.text("route", "po"),
                          given.number("time"), given.number("dur"), given.number("ii"),
                          given.whole("addl"), given.number("rate"), given.whole("ss"),
                          given.text("cmt"), given.number("F", 1.0), given.number("lag"));
    check(dose);
    return dose;
}

Reset checked_reset(const Arguments& given) {
    const Reset reset{Time{given.number("time")}};
    check(reset, "reset");
    return reset;
}

Change checked_change(const Arguments& given) {
    Change change{Time{given.number("time")}, given.named_numbers("parameters")};
    check(change, "change");
    return change;
}

Concentration concentration_of(const py::tuple& state) {
    const auto [drug, times, values, unit, time] =
        fields_of<std::string, std::vector<double>, std::vector<double>, std::string, double>(
            state, "Concentration");
    return {drug, times, values, parse_concentration_unit(unit), Time{time}};
}

Stimulus checked_stimulus(const Arguments& given) {
    Stimulus stimulus{given.text("name"), given.number("magnitude", 1.0),
                      Time{given.number("time")}, Time{given.number("ii")}, given.whole("addl")};
    check(stimulus, "stimulus");
    return stimulus;
}

Stimulus stimulus_of(const py::tuple& state) {
    const auto [name, magnitude, time, ii, addl] =
        fields_of<std::string, double, double, double, std::int64_t>(state, "Stimulus");
    return {name, magnitude, Time{time}, Time{ii}, addl};
}

Change change_of(const py::tuple& state) {
    const auto [time, parameters] =
        fields_of<double, std::map<std::string, double>>(state, "Change");
    return {Time{time}, parameters};
}

Reset reset_of(const py::tuple& state) {
    return {Time{std::get<0>(fields_of<double>(state, "Reset"))}};
}

}  // namespace

py::tuple to_plain(const Record& record) { return std::visit(ToPlain{}, record); }

Record from_plain(const py::tuple& state) {
    const std::string kind = state.empty() ? "" : std::string(py::str(state[0]));
    if (kind == "Dose") return dose_of(state);
    if (kind == "Stimulus") return stimulus_of(state);
    if (kind == "Change") return change_of(state);
    if (kind == "Reset") return reset_of(state);
    if (kind == "Concentration") return concentration_of(state);
    throw InputError("pickle", "'" + kind + "'", "is no kind of record");
}

void bind_records(py::module_& m) {
    py::class_<Dose>(m, "Dose", R"doc(
        A dose is one record, repeated `addl` times every `ii`, in NONMEM's words.

        `opiodyn.dose` makes a regimen of one. Immutable; threads may share it.

        Args:
            drug: The drug is one word, a name of the library or of the model.
            amt: The amount counts what the label names [mg] (for naltrexone: hydrochloride).
            route: The route is "po", "er", "iv", "im", "sc", "in", "sl" or "depotrex".
            time: The first dose is given at this time [h].
            dur: An infusion lasts this long [h]; 0 gives all at once.
            ii: The interval is the time between doses [h].
            addl: So many doses follow the first [-].
            rate: An infusion has this rate [mg/h] instead of `dur`; it lasts F amt / rate.
            ss: 1: the body is as if this dose had been taken every `ii` for ever. 2: that state is added
                to what is there. 0: neither.
            cmt: The dose goes into this compartment instead of a route, by name or number.
            F: F of this dose [-] multiplies that of its absorption.
            lag: The lag of this dose [h] adds to that of its absorption.

        Raises:
            InputError: A value breaks a rule; the message names field, value and rule.
            UnknownNameError: There is no such route.
        )doc")
        .def(constructor<checked_dose>(dose_signature), dose_signature.constructor_doc())
        .def_readonly("drug", &Dose::drug, "The drug goes by its name.")
        .def_property_readonly(
            "amt", [](const Dose& d) { return d.amount.value; },
            "The amount counts what the label names [mg].")
        .def_property_readonly(
            "route", [](const Dose& d) { return abbreviation(d.route); },
            "The route is \"po\", \"er\", \"iv\", \"im\", \"sc\", \"in\", "
            "\"sl\" or \"depotrex\".")
        .def_property_readonly(
            "time", [](const Dose& d) { return d.time.value; },
            "The first dose is given at this time [h].")
        .def_property_readonly(
            "dur", [](const Dose& d) { return d.dur.value; },
            "An infusion lasts this long [h]; 0 is all at once, or by its rate.")
        .def_property_readonly(
            "ii", [](const Dose& d) { return d.ii.value; },
            "The interval is the time between doses [h].")
        .def_readonly("addl", &Dose::addl, "So many doses follow the first [-].")
        .def_property_readonly(
            "rate", [](const Dose& d) { return d.rate.value; },
            "An infusion has this rate [mg/h]; 0: by its duration.")
        .def_property_readonly(
            "ss", [](const Dose& d) { return number_of(d.ss); },
            "ss is 1 for a steady state that replaces what is there, 2 for one that adds to it, "
            "else 0.")
        .def_readonly("cmt", &Dose::cmt,
                      "The dose goes into this compartment; empty: by its route.")
        .def_readonly("F", &Dose::F, "F of this dose [-] multiplies that of its absorption.")
        .def_property_readonly(
            "lag", [](const Dose& d) { return d.lag.value; },
            "The lag of this dose [h] adds to that of its absorption.")
        .def(record_pickle<Dose>())
        .def("__repr__", [](const Dose& d) { return "<Dose '" + to_text(Regimen(d)) + "'>"; });
    py::class_<Reset>(m, "Reset", R"doc(
        A reset puts the body back to its drug-free state and cancels what was ordered before.

        `opiodyn.reset` makes a regimen of one. Immutable; threads may share it.

        Args:
            time: The reset happens at this time [h].

        Raises:
            InputError: The time is negative or not finite.
        )doc")
        .def(constructor<checked_reset>(reset_signature), reset_signature.constructor_doc())
        .def_property_readonly(
            "time", [](const Reset& r) { return r.time.value; },
            "The reset happens at this time [h].")
        .def(record_pickle<Reset>())
        .def("__repr__", [](const Reset& r) { return "<Reset '" + to_text(Regimen(r)) + "'>"; });
    py::class_<Change>(m, "Change", R"doc(
        A change sets parameters from a time on.

        `opiodyn.change` makes a regimen of one. Immutable; threads may share it.

        Args:
            time: The change holds from this time on [h]; from the start if it is 0.
            parameters: The values go by full name, in the units of the parameters.

        Raises:
            InputError: The time breaks a rule, a value is not finite, or there is none.
        )doc")
        .def(constructor<checked_change>(change_signature), change_signature.constructor_doc())
        .def_property_readonly(
            "time", [](const Change& c) { return c.time.value; },
            "The change holds from this time on [h].")
        .def_readonly("parameters", &Change::parameters,
                      "The values go by full name, in the units of the parameters.")
        .def(record_pickle<Change>())
        .def("__repr__", [](const Change& c) { return "<Change '" + to_text(Regimen(c)) + "'>"; });
    py::class_<Stimulus>(m, "Stimulus", R"doc(
        A stimulus happens to the body and is not a drug; it is repeated `addl` times every `ii`.

        `opiodyn.stimulus` and `opiodyn.flare` make a regimen of one. It acts by equations (14) and (19)
        of docs/theory.md. Immutable; threads may share it.

        Args:
            name: The name is exercise, injury, expectation, the name of one peptide, or flare.
            magnitude: A magnitude of 1 [-] doubles the release of a peptide with a share of 1.
            time: The first stimulus comes at this time [h].
            ii: The interval is the time between stimuli [h].
            addl: So many stimuli follow the first [-].

        Raises:
            InputError: A value breaks a rule; the message names field, value and rule.
        )doc")
        .def(constructor<checked_stimulus>(stimulus_signature),
             stimulus_signature.constructor_doc())
        .def_readonly("name", &Stimulus::name,
                      "The name is exercise, injury, expectation, a peptide, or flare.")
        .def_readonly("magnitude", &Stimulus::magnitude,
                      "A magnitude of 1 [-] doubles the release of a peptide with a share of 1.")
        .def_property_readonly(
            "time", [](const Stimulus& s) { return s.time.value; },
            "The first stimulus comes at this time [h].")
        .def_property_readonly(
            "ii", [](const Stimulus& s) { return s.ii.value; },
            "The interval is the time between stimuli [h].")
        .def_readonly("addl", &Stimulus::addl, "So many stimuli follow the first [-].")
        .def(record_pickle<Stimulus>())
        .def("__repr__",
             [](const Stimulus& s) { return "<Stimulus '" + to_text(Regimen(s)) + "'>"; });
}

}  // namespace opiodyn::python
