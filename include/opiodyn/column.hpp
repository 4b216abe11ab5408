#pragma once
/// This header names the columns that a run reports.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// A column is one quantity that a run reports, e.g. occupancy.naltrexone.mu. The quantities are
/// amount, concentration, effect_site, occupancy and free. The response adds tone, sigma, density,
/// adaptation, precursor, peptide, stimulus and withdrawal; its immune part adds ogf_density, ogf,
/// activation, flare, cytokine and pain. Plain data: threads may share it while none writes.
struct Column {
    std::string quantity;  ///< The quantity says what is measured, e.g. "occupancy".
    std::string ligand;    ///< The ligand is a drug or peptide; empty for a quantity that has none.
    std::string place;  ///< The place is a compartment or receptor; empty where there is one alone.
    std::string unit;   ///< The unit is nmol or nM or % or -, as for an occupancy.

    /// Returns the full name, quantity.ligand.place, without what is empty.
    std::string name() const;
};

/// Returns the number of a column by its full name. Throws UnknownNameError if it is not among them.
std::size_t column_number(const std::vector<Column>& columns, std::string_view name);

}  // namespace opiodyn
