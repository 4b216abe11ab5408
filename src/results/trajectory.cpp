#include "opiodyn/trajectory.hpp"

#include <algorithm>

#include "foundations/enum_names.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<5> status_names{"complete", "failed", "refused", "interrupted", "not run"};

}  // namespace

const std::string& to_string(StatusCode code) {
    return detail::name_of<status_names>("status", code);
}

Trajectory::Trajectory(Eigen::VectorXd times, std::vector<Column> columns,
                       std::vector<Ligand> ligands)
    : times_(std::move(times)), columns_(std::move(columns)), ligands_(std::move(ligands)) {
    for (const auto& ligand : ligands_)
        detail::require_known("ligand.kind", ligand.kind, LigandKind::peptide);
    const auto values = static_cast<double>(times_.size()) * static_cast<double>(columns_.size());
    limits::require_output("output", values, "times x columns");
    limits::allocate("output", values, [this] {
        values_.resize(times_.size(), static_cast<Eigen::Index>(columns_.size()));
    });
}

void Trajectory::append(const Eigen::VectorXd& row) { append(Eigen::MatrixXd(row.transpose()), 1); }

void Trajectory::append(const Eigen::MatrixXd& block, Eigen::Index count) {
    if (count < 0 || count > block.rows())
        throw InputError("count", std::to_string(count),
                         "must be at least 0 and at most the rows of the block, " +
                             std::to_string(block.rows()));
    const bool full = rows_ + count > times_.size();
    if (full || block.cols() != values_.cols())
        throw InputError(
            "row", std::to_string(block.cols()) + " values",
            full ? "every output time has its row already" : "must have one value per column");
    values_.middleRows(rows_, count) = block.topRows(count);
    rows_ += count;
}

void Trajectory::finish(RunStatus status, const RunCounts& counts, Provenance provenance) {
    detail::require_known("status", status.code, StatusCode::not_run);
    status_ = std::move(status);
    counts_ = counts;
    provenance_ = std::move(provenance);
}

ColumnView Trajectory::column(Eigen::Index index) const& {
    detail::require_index("column", index, values_.cols());
    return {values_.col(index).data(), rows_};
}

ColumnView Trajectory::column(std::string_view name) const& {
    return column(static_cast<Eigen::Index>(column_number(columns_, name)));
}

ColumnView Trajectory::occupancy(std::string_view ligand, Receptor receptor) const& {
    return column("occupancy." + std::string(ligand) + "." + to_string(receptor));
}

ColumnView Trajectory::free_receptors(Receptor receptor) const& {
    return column("free." + to_string(receptor));
}

ColumnView Trajectory::tone(Receptor receptor) const& {
    return column("tone." + to_string(receptor));
}

ColumnView Trajectory::receptor_density(Receptor receptor) const& {
    return column("density." + to_string(receptor));
}

ColumnView Trajectory::peptide(std::string_view name) const& {
    return column("peptide." + std::string(name));
}

ColumnView Trajectory::withdrawal() const& { return column("withdrawal"); }

ColumnView Trajectory::effect_site(std::string_view ligand) const& {
    return column("effect_site." + std::string(ligand));
}

const Ligand& Trajectory::ligand(std::string_view name) const {
    const auto found = std::find_if(ligands_.begin(), ligands_.end(),
                                    [name](const Ligand& l) { return l.name == name; });
    if (found != ligands_.end()) return *found;
    std::vector<std::string> known;
    for (const auto& l : ligands_) known.push_back(l.name);
    throw UnknownNameError("ligand", std::string(name), known);
}

Eigen::VectorXd Trajectory::concentration(std::string_view name, ConcentrationUnit unit) const {
    const double factor = per_nanomolar(unit, ligand(name).molar_mass);
    return factor * column("concentration." + std::string(name));
}

Eigen::VectorXd Trajectory::amount(std::string_view name, std::string_view compartment) const {
    return column("amount." + std::string(name) + "." + std::string(compartment)) /
           nanomoles_per_milligram(ligand(name).molar_mass);
}

}  // namespace opiodyn
