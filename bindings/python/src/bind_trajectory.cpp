#include "bind.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/model.hpp"
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

using Rows = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>;

void append(Trajectory& trajectory, const Eigen::Ref<const Rows>& rows) {
    for (Index i = 0; i < rows.rows(); ++i) trajectory.append(rows.row(i));
}

/// A copy of some of its rows.
Rows rows_of(const Trajectory& trajectory, Index first, Index count) {
    if (first < 0 || count < 0 || count > trajectory.rows() - first)
        throw InvalidInput("rows",
                           std::to_string(first) + " and " + std::to_string(count) + " more",
                           "must lie within the " + std::to_string(trajectory.rows()));
    const auto columns = static_cast<Index>(trajectory.columns().size());
    Rows rows(count, columns);
    for (Index k = 0; k < columns; ++k) rows.col(k) = trajectory.column(k).segment(first, count);
    return rows;
}

void finish(Trajectory& trajectory, std::string status, const py::dict& said) {
    Provenance provenance;
    for (const auto& [key, value] : said)
        provenance.emplace_back(key.cast<std::string>(), value.cast<std::string>());
    trajectory.set_status(std::move(status));
    trajectory.set_provenance(std::move(provenance));
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
        .def(py::init([](const Model& model, Eigen::VectorXd times) {
                 return std::make_shared<Trajectory>(std::move(times), model.columns(),
                                                     model.ligands());
             }),
             "model"_a, "times"_a)
        .def("append", &append, "rows"_a)
        .def("finish", &finish, "status"_a, "provenance"_a)
        .def("rows", &rows_of, "first"_a, "count"_a)
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
