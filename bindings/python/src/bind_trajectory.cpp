#include <pybind11/native_enum.h>

#include "bind.hpp"
#include "objects/plain_trajectory.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/model.hpp"
#include "opiodyn/trajectory.hpp"

namespace opiodyn::python {
namespace {

/// Returns a read-only NumPy view of a column that keeps the trajectory alive.
py::array_t<double> view(const ColumnView& column, const py::object& owner) {
    py::array_t<double> array({column.size()}, {static_cast<py::ssize_t>(sizeof(double))},
                              column.data(), owner);
    array.attr("flags").attr("writeable") = false;
    return array;
}

const Trajectory& get(const py::object& self) { return self.cast<const Trajectory&>(); }

using Rows = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>;

void append(Trajectory& trajectory, const Eigen::Ref<const Rows>& rows) {
    for (Index i = 0; i < rows.rows(); ++i) trajectory.append(rows.row(i));
}

/// Returns a copy of some rows of a trajectory.
Rows rows_of(const Trajectory& trajectory, Index first, Index count) {
    if (first < 0 || count < 0 || count > trajectory.rows() - first)
        throw InputError("rows", std::to_string(first) + " and " + std::to_string(count) + " more",
                         "must lie within the " + std::to_string(trajectory.rows()));
    const auto columns = static_cast<Index>(trajectory.columns().size());
    Rows rows(count, columns);
    for (Index k = 0; k < columns; ++k) rows.col(k) = trajectory.column(k).segment(first, count);
    return rows;
}

void finish(Trajectory& trajectory, StatusCode code, std::string status, const RunCounts& counts,
            const py::dict& texts) {
    Provenance provenance;
    for (const auto& [key, value] : texts)
        provenance.emplace_back(key.cast<std::string>(), value.cast<std::string>());
    trajectory.finish({code, std::move(status)}, counts, std::move(provenance));
}

void bind_status(py::module_& m) {
    py::native_enum<StatusCode>(m, "StatusCode", "enum.IntEnum")
        .value("complete", StatusCode::complete)
        .value("failed", StatusCode::failed)
        .value("refused", StatusCode::refused)
        .value("interrupted", StatusCode::interrupted)
        .value("not_run", StatusCode::not_run)
        .finalize();
    m.def("status_text", [](StatusCode code) { return to_string(code); }, "code"_a);
}

void bind_counts(py::module_& m) {
    py::class_<RunCounts>(m, "RunCounts")
        .def(py::init([](std::int64_t steps, std::int64_t rejected_steps) {
                 return RunCounts{.steps = steps, .rejected_steps = rejected_steps};
             }),
             py::kw_only(), "steps"_a = 0, "rejected_steps"_a = 0)
        .def_readonly("steps", &RunCounts::steps)
        .def_readonly("rejected_steps", &RunCounts::rejected_steps)
        .def_readonly("steady_states", &RunCounts::steady_states)
        .def_readonly("steady_state_residual", &RunCounts::steady_state_residual)
        .def_readonly("steady_state_periods", &RunCounts::steady_state_periods)
        .def(py::pickle([](const RunCounts& counts) { return to_plain(counts); }, &counts_of));
}

}  // namespace

void bind_trajectory(py::module_& m) {
    bind_status(m);
    bind_counts(m);
    py::class_<Column>(m, "Column", "A column is one quantity that a run reports.")
        .def_readonly("quantity", &Column::quantity, "The quantity says what is measured.")
        .def_readonly("ligand", &Column::ligand,
                      "The ligand is a drug or peptide; empty where there is none.")
        .def_readonly("place", &Column::place,
                      "The place is a compartment or receptor; empty where there is one alone.")
        .def_readonly("unit", &Column::unit, "The unit is nmol, nM, % or -.")
        .def_property_readonly("name", &Column::name,
                               "The name is quantity.ligand.place, without what is empty.");
    py::class_<Trajectory, std::shared_ptr<Trajectory>>(
        m, "Trajectory",
        "A trajectory holds the numbers of one run; its columns are read-only views.")
        .def(py::init([](const Model& model, Eigen::VectorXd times) {
                 return std::make_shared<Trajectory>(std::move(times), model.columns(),
                                                     model.ligands());
             }),
             "model"_a, "times"_a, "Makes a trajectory without rows.")
        .def("append", &append, "rows"_a, "Fills the next rows, one value per column.")
        .def("finish", &finish, "code"_a, "status"_a, "counts"_a, "provenance"_a,
             "Sets the status with its code, the counts and the provenance.")
        .def("rows", &rows_of, "first"_a, "count"_a, "Returns a copy of some rows.")
        .def_property_readonly(
            "times", [](const py::object& self) { return view(get(self).times(), self); },
            "The times are the output times as far as they were computed [h].")
        .def_property_readonly("columns", &Trajectory::columns, "The columns have names and units.")
        .def_property_readonly("ligands", &Trajectory::ligands,
                               "The ligands are those of the model.")
        .def_property_readonly(
            "provenance",
            [](const Trajectory& t) {
                py::dict provenance;
                for (const auto& [key, value] : t.provenance()) provenance[py::str(key)] = value;
                return provenance;
            },
            "The provenance tells what the run rests on, as text by name.")
        .def_property_readonly("complete", &Trajectory::complete,
                               "Every output time was computed, if true.")
        .def_property_readonly(
            "status", [](const Trajectory& t) { return t.status().text; },
            "The status is \"complete\", or says why not.")
        .def_property_readonly(
            "code", [](const Trajectory& t) { return t.status().code; },
            "The code of the status tells how the run ended.")
        .def_property_readonly("counts", &Trajectory::counts,
                               "The counts tell how much work the run was.")
        .def(
            "column",
            [](const py::object& self, const std::string& name) {
                return view(get(self).column(name), self);
            },
            "name"_a, "Returns a column by its full name, in its unit.")
        .def(
            "occupancy",
            [](const py::object& self, const std::string& ligand, const std::string& receptor) {
                return view(get(self).occupancy(ligand, parse_receptor(receptor)), self);
            },
            "ligand"_a, "receptor"_a,
            "Returns the fraction of all receptors that hold a ligand [-].")
        .def(
            "free_receptors",
            [](const py::object& self, const std::string& receptor) {
                return view(get(self).free_receptors(parse_receptor(receptor)), self);
            },
            "receptor"_a, "Returns the fraction of all receptors that hold nothing [-].")
        .def(
            "effect_site",
            [](const py::object& self, const std::string& ligand) {
                return view(get(self).effect_site(ligand), self);
            },
            "ligand"_a, "Returns the effect-site concentration [nM].")
        .def(
            "concentration",
            [](const Trajectory& t, const std::string& ligand, const std::string& unit) {
                return t.concentration(ligand, parse_concentration_unit(unit));
            },
            "ligand"_a, "unit"_a = "nM", "Returns the total plasma concentration [nM or ng/mL].")
        .def(
            "amount",
            [](const Trajectory& t, const std::string& ligand, const std::string& compartment) {
                return t.amount(ligand, compartment);
            },
            "ligand"_a, "compartment"_a, "Returns the amount in a compartment [mg].")
        .def(py::pickle([](const Trajectory& t) { return to_plain(t); }, &trajectory_of));
}

}  // namespace opiodyn::python
