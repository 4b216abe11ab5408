#pragma once
/// Varied subjects are made of rows of values, each of which replaces some inputs of a subject.

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn::detail {

/// Rows of values hold what replaces the inputs of subjects, one value for each variable in a row.
struct RowsOfValues {
    std::span<const Subject> bases;  ///< one subject for all rows, or one for each
    const std::vector<Variable>& variables;
    const std::vector<std::string>& columns;  ///< Every subject must report these columns.
    std::span<const double> values;           ///< (rows, variables)
    std::size_t size;                         ///< number of rows

    const Subject& base(std::size_t row) const { return bases[bases.size() == 1 ? 0 : row]; }
    std::span<const double> values_of(std::size_t row) const {
        return values.subspan(row * variables.size(), variables.size());
    }
};

/// Varied subjects are the rows that can run; the others have a fault.
class VariedSubjects {
public:
    /// Makes the subjects in so many threads, until `stop` says so in that of the caller.
    VariedSubjects(const RowsOfValues& rows, std::size_t threads,
                   const std::function<bool()>& stop);

    /// Returns the subjects that were made, in the order of their rows.
    const std::vector<Subject>& subjects() const { return subjects_; }
    /// Returns the place of a row's subject among those that were made, if it was made.
    std::optional<std::size_t> place_of(std::size_t row) const { return places_[row]; }
    /// Returns the status of a row: that of its subject, from those of all subjects, or its fault.
    const RunStatus& status_of(std::size_t row, const std::vector<RunStatus>& status) const {
        return places_[row] ? status[*places_[row]] : faults_[row];
    }
    /// Returns the number of rows.
    std::size_t size() const { return places_.size(); }

private:
    std::vector<Subject> subjects_;
    std::vector<std::optional<std::size_t>> places_;
    std::vector<RunStatus> faults_;  ///< status of each row before it runs
};

/// Throws InputError for a variable of no kind, or one that is given twice.
void check_variables(const std::vector<Variable>& variables);

/// Returns how many threads a caller gets for a number that was checked; 0 is one per core.
std::size_t threads_for(int threads);

}  // namespace opiodyn::detail
