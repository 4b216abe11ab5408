#include "bind.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn::python {
namespace {

/// A read-only NumPy view of a column that keeps the trajectory alive.
py::array_t<double> view(const ColumnView& column, const py::object& owner) {
    py::array_t<double> array({column.size()}, {static_cast<py::ssize_t>(sizeof(double))},
                              column.data(), owner);
    array.attr("flags").attr("writeable") = false;
    return array;
}

const Trajectory& get(const py::object& self) { return self.cast<const Trajectory&>(); }

ConcentrationUnit parse_unit(const std::string& unit) {
    const std::vector<std::string> known{"nM", "ng/mL"};
    if (unit == known[0]) return ConcentrationUnit::nanomolar;
    if (unit == known[1]) return ConcentrationUnit::nanograms_per_millilitre;
    throw UnknownName("unit", unit, known);
}

}  // namespace

void bind_trajectory(py::module_& m) {
    py::class_<Column>(m, "Column")
        .def_readonly("quantity", &Column::quantity)
        .def_readonly("subject", &Column::subject)
        .def_readonly("part", &Column::part)
        .def_readonly("unit", &Column::unit)
        .def_property_readonly("name", &Column::name);
    py::class_<Trajectory, std::shared_ptr<Trajectory>>(m, "Trajectory")
        .def_property_readonly("times",
                               [](const py::object& self) { return view(get(self).times(), self); })
        .def_property_readonly("columns", &Trajectory::columns)
        .def_property_readonly("ligands", &Trajectory::ligands)
        .def_property_readonly("provenance",
                               [](const Trajectory& t) {
                                   py::dict provenance;
                                   for (const auto& [key, value] : t.provenance())
                                       provenance[py::str(key)] = value;
                                   return provenance;
                               })
        .def_property_readonly("complete", &Trajectory::complete)
        .def_property_readonly("status", &Trajectory::status)
        .def(
            "column",
            [](const py::object& self, const std::string& name) {
                return view(get(self).column(name), self);
            },
            "name"_a)
        .def(
            "occupancy",
            [](const py::object& self, const std::string& ligand, const std::string& receptor) {
                return view(get(self).occupancy(ligand, parse_receptor(receptor)), self);
            },
            "ligand"_a, "receptor"_a)
        .def(
            "free_receptors",
            [](const py::object& self, const std::string& receptor) {
                return view(get(self).free_receptors(parse_receptor(receptor)), self);
            },
            "receptor"_a)
        .def(
            "effect_site",
            [](const py::object& self, const std::string& ligand) {
                return view(get(self).effect_site(ligand), self);
            },
            "ligand"_a)
        .def(
            "concentration",
            [](const Trajectory& t, const std::string& ligand, const std::string& unit) {
                return t.concentration(ligand, parse_unit(unit));
            },
            "ligand"_a, "unit"_a = "nM")
        .def(
            "amount",
            [](const Trajectory& t, const std::string& ligand, const std::string& compartment) {
                return t.amount(ligand, compartment);
            },
            "ligand"_a, "compartment"_a);
}

}  // namespace opiodyn::python
