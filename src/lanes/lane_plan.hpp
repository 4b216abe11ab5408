#pragma once
/// What all subjects of one model shape share: the order of elimination, the non-zeros of
/// the linear part, and what is read out. Lanes keep the states in the order of their pivots, so that
/// substitution goes through them in turn; those that nothing moves come last.

#include <cstdint>
#include <optional>
#include <vector>

#include "equations/readout.hpp"
#include "lanes/elimination_plan.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

struct LanePlan {
    using Positions = std::vector<std::int32_t>;
    struct LinearEntry {
        std::int32_t column, slot;  ///< of the elimination
    };
    /// Where some of what a depot loses goes, and the entry that is its rate.
    struct Drain {
        std::int32_t state, linear;
    };
    /// A state that only decays, dy/dt = -k y: a depot.
    struct Decay {
        std::int32_t state, linear;  ///< where it is, and the entry that is -k
        std::vector<Drain> drains;
    };

    /// Some of the states, and which of these decay.
    struct States {
        Positions positions;
        std::vector<Decay> decays;
    };

    /// `observations` are those of the columns wanted; `active` from active_states().
    LanePlan(const Model::Implementation& model, std::vector<Observation> observations,
             const std::vector<Index>& active);

    /// Of the states that move, and of all.
    std::int32_t size() const { return elimination.size(); }
    std::int32_t all() const { return static_cast<std::int32_t>(position.size()); }
    /// The values of the linear entries of a model of this shape.
    void linear_values(const Model::Implementation& model, std::vector<double>& values) const;

    EliminationPlan elimination;
    Positions position;               ///< of each state of the model
    std::vector<Index> state;         ///< of the model, at each position
    Positions slots;                  ///< of the elimination, by row and column of all positions
    std::vector<LinearEntry> linear;  ///< row by row
    std::vector<EliminationPlan::Row> linear_rows;
    Positions signed_states;
    std::vector<Observation> observations;  ///< by states of the model
    std::vector<Observation> read_outs;     ///< the same by positions
    States observed;                        ///< what they depend on
    States moving;                          ///< all that move

private:
    void add_linear(const Model::Implementation& model);
    void add_decays(const Model::Implementation& model);
    void add_observed(const Model::Implementation& model);
};

}  // namespace opiodyn::detail
