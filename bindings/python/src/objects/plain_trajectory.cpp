#include "objects/plain_trajectory.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "objects/pickling.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::python {
namespace {

using Numbers = Eigen::VectorXd;
using Table = Eigen::MatrixXd;
using ColumnWords = std::tuple<std::string, std::string, std::string, std::string>;
using LigandWords = std::tuple<std::string, std::string, double>;

[[noreturn]] void refuse(const std::string& field, const std::string& value,
                         const std::string& rule) {
    throw InputError("pickle." + field, value, rule);
}

void check_times(const Numbers& times) {
    for (Eigen::Index i = 0; i < times.size(); ++i)
        if (!std::isfinite(times[i]) || (i > 0 && times[i] < times[i - 1]))
            refuse("times[" + std::to_string(i) + "]", std::to_string(times[i]),
                   "must be finite, and not before the time in front of it");
}

void check_sizes(const Table& values, Eigen::Index times, std::size_t columns) {
    if (values.rows() == times && values.cols() == static_cast<Eigen::Index>(columns)) return;
    refuse("values", std::to_string(values.rows()) + " x " + std::to_string(values.cols()),
           "must have a row for each of " + std::to_string(times) +
               " times and a column for each of " + std::to_string(columns) + " names");
}

StatusCode code_of(std::int64_t number) {
    if (number < 0 || number > static_cast<std::int64_t>(StatusCode::not_run))
        refuse("code", std::to_string(number), "is no code of a status");
    return static_cast<StatusCode>(number);
}

std::vector<Column> columns_of(const std::vector<ColumnWords>& rows) {
    std::vector<Column> columns;
    for (const auto& [quantity, ligand, place, unit] : rows)
        columns.push_back({quantity, ligand, place, unit});
    return columns;
}

std::vector<Ligand> ligands_of(const std::vector<LigandWords>& rows) {
    std::vector<Ligand> ligands;
    for (const auto& [name, kind, molar_mass] : rows) {
        if (!std::isfinite(molar_mass) || molar_mass < 0.0)
            refuse("ligands." + name, std::to_string(molar_mass), "must have a finite molar mass");
        ligands.push_back({name, parse_ligand_kind(kind), molar_mass});
    }
    return ligands;
}

Table filled_rows(const Trajectory& trajectory) {
    Table values(trajectory.rows(), static_cast<Eigen::Index>(trajectory.columns().size()));
    for (Eigen::Index k = 0; k < values.cols(); ++k) values.col(k) = trajectory.column(k);
    return values;
}

}  // namespace

py::tuple to_plain(const RunCounts& counts) {
    return state_of("RunCounts", counts.steps, counts.rejected_steps, counts.steady_states,
                    counts.steady_state_residual, counts.steady_state_periods);
}

RunCounts counts_of(const py::tuple& state) {
    const auto counts =
        from_state<RunCounts, std::int64_t, std::int64_t, std::int64_t, double, std::int64_t>(
            state, "RunCounts");
    const std::int64_t numbers[]{counts.steps, counts.rejected_steps, counts.steady_states,
                                 counts.steady_state_periods};
    for (const auto number : numbers)
        if (number < 0) refuse("counts", std::to_string(number), "must be at least 0");
    if (!(counts.steady_state_residual >= 0.0))
        refuse("counts", std::to_string(counts.steady_state_residual), "must be at least 0");
    return counts;
}

py::tuple to_plain(const Trajectory& trajectory) {
    std::vector<ColumnWords> columns;
    for (const auto& c : trajectory.columns())
        columns.emplace_back(c.quantity, c.ligand, c.place, c.unit);
    std::vector<LigandWords> ligands;
    for (const auto& l : trajectory.ligands())
        ligands.emplace_back(l.name, to_string(l.kind), l.molar_mass);
    return state_of("Trajectory", Numbers(trajectory.times()), columns, ligands,
                    filled_rows(trajectory), static_cast<std::int64_t>(trajectory.status().code),
                    trajectory.status().text, to_plain(trajectory.counts()),
                    trajectory.provenance());
}

std::shared_ptr<Trajectory> trajectory_of(const py::tuple& state) {
    auto [times, columns, ligands, values, code, text, counts, provenance] =
        fields_of<Numbers, std::vector<ColumnWords>, std::vector<LigandWords>, Table, std::int64_t,
                  std::string, py::object, Provenance>(state, "Trajectory");
    if (!py::isinstance<py::tuple>(counts)) refuse_fields("Trajectory");
    check_times(times);
    check_sizes(values, times.size(), columns.size());
    auto trajectory =
        std::make_shared<Trajectory>(std::move(times), columns_of(columns), ligands_of(ligands));
    trajectory->append(values, values.rows());
    trajectory->finish({code_of(code), std::move(text)}, counts_of(counts), std::move(provenance));
    return trajectory;
}

}  // namespace opiodyn::python
