#pragma once
/// What a run returns: times x columns, with names, units and provenance.

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opiodyn/column.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/receptor.hpp"

namespace opiodyn {

enum class ConcentrationUnit { nanomolar, nanograms_per_millilitre };

using ColumnView = Eigen::Map<const Eigen::VectorXd>;
using Provenance = std::vector<std::pair<std::string, std::string>>;

/// One run. Columns are views: keep the run as long as you use them.
class Trajectory {
public:
    Trajectory(Eigen::VectorXd times, std::vector<Column> columns, std::vector<Ligand> ligands);

    ColumnView times() const { return {times_.data(), rows_}; }
    const std::vector<Column>& columns() const noexcept { return columns_; }
    const std::vector<Ligand>& ligands() const noexcept { return ligands_; }
    const Provenance& provenance() const noexcept { return provenance_; }
    /// False if the solver stopped before the last output time; `status` then says why.
    bool complete() const noexcept { return rows_ == times_.size(); }
    const std::string& status() const noexcept { return status_; }

    /// Throws UnknownName.
    ColumnView column(std::string_view name) const;
    ColumnView column(Eigen::Index index) const;
    /// Fraction of all receptors that hold this ligand.
    ColumnView occupancy(std::string_view ligand, Receptor receptor) const;
    /// Fraction of receptors that hold nothing.
    ColumnView free_receptors(Receptor receptor) const;
    /// Opioid tone, relative to the drug-free one.
    ColumnView tone(Receptor receptor) const;
    /// Receptors, bound and free, relative to the drug-free density.
    ColumnView receptor_density(Receptor receptor) const;
    /// Level of a peptide, relative to the drug-free one.
    ColumnView peptide(std::string_view name) const;
    /// Withdrawal index, from 0 to below 1.
    ColumnView withdrawal() const;
    /// Effect-site concentration, nM.
    ColumnView effect_site(std::string_view ligand) const;
    /// Total plasma concentration.
    Eigen::VectorXd concentration(std::string_view ligand,
                                  ConcentrationUnit unit = ConcentrationUnit::nanomolar) const;
    /// Amount in a compartment (depot, central, peripheral, peripheral2), mg.
    Eigen::VectorXd amount(std::string_view ligand, std::string_view compartment) const;

    /// For the solver: the next row to fill, and what is said of the run.
    Eigen::Index rows() const noexcept { return rows_; }
    void append(const Eigen::VectorXd& row);
    void set_status(std::string status) { status_ = std::move(status); }
    void set_provenance(Provenance provenance) { provenance_ = std::move(provenance); }

private:
    const Ligand& ligand(std::string_view name) const;

    Eigen::VectorXd times_;
    std::vector<Column> columns_;
    std::vector<Ligand> ligands_;
    Provenance provenance_;
    std::string status_{"complete"};
    Eigen::MatrixXd values_;
    Eigen::Index rows_{0};
};

}  // namespace opiodyn
