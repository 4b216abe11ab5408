#pragma once
/// An EliminationPlan lists what elimination does with the non-zeros of a sparse matrix. It is planned once per
/// model shape, and any number type replays it at every step.
///
/// Example: W of three states, where a dot is zero in W. A pivot costs (rows left below it) x (elements left
/// beside it), which is 1 x 1 for each state here. On a tie the first state wins, so the order is a, b, c.
///         a  b  c
///     a [ 2  1  . ]    pivot a: row c loses 2/2 row a. Where c had no b, -1 stands now: that is fill-in.
///     b [ .  2  1 ]    pivot b: row c loses -1/2 row b.
///     c [ 2  .  2 ]    pivot c: 2 + 1/2 = 2.5 is left.
/// The plan has 7 slots. 0 (c,a) and 1 (c,b) serve the way down. Then, from the last row up, each pivot stands before
/// what is right of it: 2 (c,c), 3 (b,b), 4 (b,c), 5 (a,a), 6 (a,b). Its updates are slot 1 -= 2/2 * slot 6 and
/// slot 2 -= -1/2 * slot 4. Take W x = (3, 3, 4). The way down gives c = 4 - 1 * 3 + 1/2 * 3 = 2.5. The way up gives
/// c = 2.5 / 2.5 = 1, b = (3 - c) / 2 = 1 and a = (3 - b) / 2 = 1.
/// Where costs differ, the order avoids fill-in. If a is tied to b and to c, and these are not tied to each other, a
/// first would fill in (b,c) and (c,b). It costs 2 x 2, and b costs 1 x 1, so that b comes first and fills in nothing.

#include <cstdint>
#include <vector>

#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// An EliminationPlan gives rows and columns the place of their pivot as a name. Unknowns that are no states come in
/// wherever elimination takes them, but their names are the last. The plan numbers the non-zeros, fill-in included, in
/// the order in which substitution reads them: rows left of the diagonal, then rows right of it, each of these after its
/// pivot.
struct EliminationPlan {
    struct Pivot {
        std::int32_t slot, place;
        std::int32_t last_elimination;  ///< end of the eliminations of this pivot
    };
    struct Elimination {
        std::int32_t factor, last_update;
    };
    /// An update is target -= factor * source.
    struct Update {
        std::int32_t target, source;
    };

    /// A Row is one row of a substitution, and the end of its elements.
    struct Row {
        std::int32_t row, last;
    };

    EliminationPlan() = default;
    /// Makes a plan from a `pattern` that is true where the matrix can be non-zero; the diagonal always counts. Pivots
    /// stay on the diagonal. Each next one is that of the least work: H. M. Markowitz (1957), Management Science
    /// 3:255.
    explicit EliminationPlan(const JacobianPattern& pattern)
        : EliminationPlan(pattern, pattern.rows()) {}
    /// Makes a plan whose first rows are those of `states`. The others are those of further unknowns.
    EliminationPlan(JacobianPattern pattern, Index states);

    std::int32_t size() const { return static_cast<std::int32_t>(pivots.size()); }
    /// Returns the slot of an element, or -1 where there is none.
    std::int32_t slot(Index row, Index column) const {
        return slots_of[static_cast<std::size_t>(row * size() + column)];
    }
    /// Counts the multiplications, each with its subtraction, of one factorization.
    std::size_t factor_operations() const { return updates.size() + eliminations.size(); }
    /// Counts the multiplications of one substitution.
    std::size_t solve_operations() const { return left.size() + right.size() + pivots.size(); }

    std::vector<Index> order;  ///< row of the pattern at each place
    std::int32_t slots{0};
    std::vector<Pivot> pivots;
    std::vector<Elimination> eliminations;
    std::vector<Update> updates;
    // Rows of one level, which wait for earlier levels alone, stand together, and among them rows of one length.
    // A processor then overlaps them and foresees the ends of their loops.
    std::vector<Row> forward, backward;
    std::vector<std::int32_t> left, right;  ///< column of each element
    std::vector<std::int32_t> slots_of;     ///< slots by row and column
};

}  // namespace opiodyn::detail
