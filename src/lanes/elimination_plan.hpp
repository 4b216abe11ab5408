#pragma once
/// The elimination of a sparse matrix as a list of what to do with its non-zeros: planned
/// once per model shape, replayed at every step by any number type.

#include <cstdint>
#include <vector>

#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// Rows and columns are named by the place of their pivot. Non-zeros, those of fill included, are numbered in
/// the order in which substitution reads them: rows left of the diagonal, then rows right of it, each of
/// these with its pivot before.
struct EliminationPlan {
    struct Pivot {
        std::int32_t slot;
        std::int32_t last_elimination;  ///< end of the rows to eliminate
    };
    struct Elimination {
        std::int32_t factor, last_update;
    };
    /// target -= factor * source
    struct Update {
        std::int32_t target, source;
    };

    /// One row of a substitution, and the end of its elements.
    struct Row {
        std::int32_t row, last;
    };

    EliminationPlan() = default;
    /// `pattern`: true where the matrix can be non-zero; the diagonal always is. Pivots in the order that
    /// makes the least work at each (H. M. Markowitz (1957), Management Science 3:255), on the diagonal.
    explicit EliminationPlan(JacobianPattern pattern);

    std::int32_t size() const { return static_cast<std::int32_t>(pivots.size()); }
    /// The slot of an element, -1 where there is none.
    std::int32_t slot(Index row, Index column) const {
        return slots_of[static_cast<std::size_t>(row * size() + column)];
    }
    /// Multiplications (with their subtraction) of one factorization, and of one substitution.
    std::size_t factor_operations() const { return updates.size() + eliminations.size(); }
    std::size_t solve_operations() const { return left.size() + right.size() + pivots.size(); }

    std::vector<Index> order;  ///< which row of the pattern is the first, the second, ... pivot
    std::int32_t slots{0};
    std::vector<Pivot> pivots;
    std::vector<Elimination> eliminations;
    std::vector<Update> updates;
    // Rows that wait for nothing but earlier levels stand together, and among them those of one length:
    // a processor then overlaps them and foresees the ends of their loops.
    std::vector<Row> forward, backward;
    std::vector<std::int32_t> left, right;  ///< the column of each element
    std::vector<std::int32_t> slots_of;     ///< by row and column
};

}  // namespace opiodyn::detail
