#pragma once
/// This header holds what a run returns: times x columns, with names, units and provenance.

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opiodyn/column.hpp"
#include "opiodyn/concentration_unit.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/receptor.hpp"

namespace opiodyn {

/// A column view shows one value per output time and shares the memory of its trajectory.
using ColumnView = Eigen::Map<const Eigen::VectorXd>;
/// Provenance tells what a run rests on, as pairs of name and text: versions, options, regimen.
using Provenance = std::vector<std::pair<std::string, std::string>>;

/// StatusCode tells how a run ended.
enum class StatusCode {
    complete,     ///< The run reached its last output time.
    failed,       ///< The solver could not go on.
    refused,      ///< The input of the run breaks a rule.
    interrupted,  ///< The caller's `stop` ended the run.
    not_run       ///< The run was not begun.
};

/// Returns the code in words, e.g. "not run".
const std::string& to_string(StatusCode code);

/// A status is a code to decide by and a text to show. Plain data: threads may share it while none
/// writes.
struct RunStatus {
    /// Makes a status whose text is that of the code.
    RunStatus(StatusCode ended = StatusCode::not_run) : code(ended), text(to_string(ended)) {}
    /// Makes a status whose text is the reason.
    RunStatus(StatusCode ended, std::string reason) : code(ended), text(std::move(reason)) {}
    /// Tells whether the run reached its last output time.
    bool complete() const noexcept { return code == StatusCode::complete; }
    /// Tells whether two statuses have the same code and text.
    bool operator==(const RunStatus&) const = default;

    StatusCode code;   ///< The code tells how the run ended.
    std::string text;  ///< The text is "complete", or says why not.
};

/// The counts tell how much work a run was. Plain data: threads may share it while none writes.
struct RunCounts {
    std::int64_t steps{0};           ///< This is the number of accepted steps [-].
    std::int64_t rejected_steps{0};  ///< This is the number of rejected steps [-].
    /// This is the number of periodic steady states that records asked for [-].
    std::int64_t steady_states{0};
    /// The largest residual of these steady states is relative to the size of each state [-].
    double steady_state_residual{0.0};
    /// This is the number of periods that were computed in search of these steady states [-].
    std::int64_t steady_state_periods{0};
};

/// A trajectory holds one run. Columns are views: keep the trajectory as long as you use them. Those of a
/// trajectory that ends with the statement, as in `simulate(...).tone(Receptor::mu)`, are copies. Other
/// columns, such as sigma.mu or pain, are there by name. A ligand, receptor, peptide or column that the
/// run does not have throws UnknownNameError. One thread fills a trajectory; threads may then share it.
class Trajectory {
public:
    /// Makes a trajectory without rows. Throws InputError for more numbers than
    /// limits::output_values, or more than there is memory for.
    Trajectory(Eigen::VectorXd times, std::vector<Column> columns, std::vector<Ligand> ligands);

    /// Returns the output times [h], as far as they were computed.
    ColumnView times() const& { return {times_.data(), rows_}; }
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd times() && { return std::as_const(*this).times(); }
    /// Returns the names and units of the columns.
    const std::vector<Column>& columns() const noexcept { return columns_; }
    /// Returns the ligands of the model.
    const std::vector<Ligand>& ligands() const noexcept { return ligands_; }
    /// Returns what the run rests on.
    const Provenance& provenance() const noexcept { return provenance_; }
    /// Tells whether every output time was computed; if not, status() says why.
    bool complete() const noexcept { return status_.complete(); }
    /// Returns how the run ended.
    const RunStatus& status() const noexcept { return status_; }
    /// Returns how much work the run was.
    const RunCounts& counts() const noexcept { return counts_; }

    /// Returns a column by its full name, in its unit.
    ColumnView column(std::string_view name) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd column(std::string_view name) && { return std::as_const(*this).column(name); }
    /// Returns a column by its number, in its unit. Throws InputError if it is out of range.
    ColumnView column(Eigen::Index index) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd column(Eigen::Index index) && { return std::as_const(*this).column(index); }
    /// Returns the fraction of all receptors that hold this ligand [-].
    ColumnView occupancy(std::string_view ligand, Receptor receptor) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd occupancy(std::string_view ligand, Receptor receptor) && {
        return std::as_const(*this).occupancy(ligand, receptor);
    }
    /// Returns the fraction of all receptors that hold nothing [-].
    ColumnView free_receptors(Receptor receptor) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd free_receptors(Receptor receptor) && {
        return std::as_const(*this).free_receptors(receptor);
    }
    /// Returns the opioid tone, relative to the drug-free one [-]: s of equation (10) of docs/theory.md.
    ColumnView tone(Receptor receptor) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd tone(Receptor receptor) && { return std::as_const(*this).tone(receptor); }
    /// Returns the receptors, bound and free, relative to the drug-free density [-]: T of equation (8).
    ColumnView receptor_density(Receptor receptor) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd receptor_density(Receptor receptor) && {
        return std::as_const(*this).receptor_density(receptor);
    }
    /// Returns the level of a peptide, relative to the drug-free one [-]: E of equation (13).
    ColumnView peptide(std::string_view name) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd peptide(std::string_view name) && { return std::as_const(*this).peptide(name); }
    /// Returns the withdrawal index [-], from 0 to below 1: W of equation (16).
    ColumnView withdrawal() const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd withdrawal() && { return std::as_const(*this).withdrawal(); }
    /// Returns the effect-site concentration [nM]: Ce of equation (5).
    ColumnView effect_site(std::string_view ligand) const&;
    /// Returns a copy, because this trajectory ends with the statement.
    Eigen::VectorXd effect_site(std::string_view ligand) && {
        return std::as_const(*this).effect_site(ligand);
    }
    /// Returns the total plasma concentration in a unit [nM]: C1 of equation (2).
    Eigen::VectorXd concentration(std::string_view ligand,
                                  ConcentrationUnit unit = ConcentrationUnit::nanomolar) const;
    /// Returns the amount in a compartment [mg]: depot, depot2, central, peripheral or peripheral2. The
    /// column of that name is in nmol.
    Eigen::VectorXd amount(std::string_view ligand, std::string_view compartment) const;

    /// Returns the number of rows that are filled [-]. This and the next three are for the solver.
    Eigen::Index rows() const noexcept { return rows_; }
    /// Fills the next row, one value per column. Throws InputError for a row of another length, or
    /// where every time has its row.
    void append(const Eigen::VectorXd& row);
    /// Fills the next `count` rows with the first ones of a block, which has a column for each column.
    /// Throws InputError for a block of another width, or where fewer times have no row.
    void append(const Eigen::MatrixXd& block, Eigen::Index count);
    /// Sets how the run ended, how much work it was, and what it rests on.
    void finish(RunStatus status, const RunCounts& counts, Provenance provenance);

private:
    const Ligand& ligand(std::string_view name) const;

    Eigen::VectorXd times_;
    std::vector<Column> columns_;
    std::vector<Ligand> ligands_;
    Provenance provenance_;
    RunStatus status_;
    RunCounts counts_;
    Eigen::MatrixXd values_;
    Eigen::Index rows_{0};
};

}  // namespace opiodyn
