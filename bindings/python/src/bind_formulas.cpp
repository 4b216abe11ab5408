/// The formulas of a model cross as plain tuples, from which the package makes what it prints.

#include "bind.hpp"
#include "opiodyn/formulas.hpp"

namespace opiodyn::python {
namespace {

py::tuple plain(const Term& term) {
    return py::make_tuple(static_cast<int>(term.operation), term.first, term.second, term.value);
}

py::tuple plain(const Formula& formula) {
    return py::make_tuple(formula.name, formula.unit, formula.meaning, formula.term);
}

py::tuple plain(const StateFormula& state) { return py::make_tuple(state.initial, state.rate); }

py::tuple plain(const EntryFormula& entry) {
    return py::make_tuple(entry.state, entry.nmol_per_mg, entry.lag, entry.duration);
}

py::tuple plain(const DoseAmount& amount) { return py::make_tuple(amount.amount, amount.unit); }

py::tuple plain(const DosingPlace& place);
py::tuple plain(const DoseEvent& event);

template <class Part>
py::list plain(const std::vector<Part>& parts) {
    py::list list;
    for (const auto& part : parts) list.append(plain(part));
    return list;
}

py::tuple plain(const DosingPlace& place) {
    return py::make_tuple(place.drug, place.place, place.compartment, place.number,
                          plain(place.entries));
}

py::tuple plain(const DoseEvent& event) {
    return py::make_tuple(event.time, static_cast<int>(event.kind), event.state,
                          plain(event.amounts));
}

py::dict plain(const Formulas& formulas) {
    return py::dict("terms"_a = plain(formulas.terms), "parameters"_a = formulas.parameters,
                    "constants"_a = plain(formulas.constants),
                    "quantities"_a = plain(formulas.quantities),
                    "states"_a = plain(formulas.states), "columns"_a = plain(formulas.columns),
                    "places"_a = plain(formulas.places));
}

}  // namespace

void bind_formulas(py::module_& m) {
    m.def(
        "formulas", [](const Model& model) { return plain(formulas(model)); }, "model"_a,
        "Returns the equations of a model as plain data: terms, and what they make up.");
    m.def(
        "dose_events",
        [](const Model& model, const Regimen& regimen) {
            return plain(dose_events(model, regimen));
        },
        "model"_a, "regimen"_a,
        "Returns what a regimen does to a model as plain events: time, kind, state, amounts.");
}

}  // namespace opiodyn::python
