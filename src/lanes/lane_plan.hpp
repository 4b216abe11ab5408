#pragma once
/// A LanePlan is what all subjects of one model shape share: the order of elimination, the non-zeros of the
/// linear part, and what is read out. Lanes keep the states in the order of their pivots, so that substitution
/// goes through them in turn. States that nothing moves come last.

#include <cstdint>
#include <optional>
#include <vector>

#include "equations/readout.hpp"
#include "lanes/elimination_plan.hpp"
#include "lanes/lane_work.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

struct LanePlan {
    using Positions = std::vector<std::int32_t>;
    struct LinearEntry {
        std::int32_t column, slot;  ///< The slot is one of the elimination.
    };
    /// A Drain is a state that takes some of what a depot loses, and the linear entry that is its rate.
    struct Drain {
        std::int32_t state, linear;
    };
    /// A Decay is a state that only decays, dy/dt = -k y: a depot.
    struct Decay {
        std::int32_t state, linear;  ///< place of the state, and the entry of -k
        std::vector<Drain> drains;
    };

    /// States are some of the states, and the decays among them.
    struct States {
        Positions positions;
        std::vector<Decay> decays;
    };

    /// Makes a plan for the read-outs `observations`. The states `active` come from active_states().
    LanePlan(const Model::Implementation& model, std::vector<Observation> observations,
             const std::vector<Index>& active);

    /// Counts the states that move.
    std::int32_t size() const { return elimination.size(); }
    /// Counts all states.
    std::int32_t all() const { return static_cast<std::int32_t>(position.size()); }
    /// Returns the numbers of a model of this shape. They point to the model and to `linear_values`, which
    /// receives the values of the linear entries; both must outlive them.
    LaneModel numbers_of(const Model::Implementation& model,
                         std::vector<double>& linear_values) const;

    EliminationPlan elimination;
    Positions position;               ///< place of each state of the model
    std::vector<Index> state;         ///< state of the model at each place
    Positions slots;                  ///< slots of the elimination by row and column of places
    std::vector<LinearEntry> linear;  ///< row by row
    std::vector<EliminationPlan::Row> linear_rows;
    /// These states may lie so far down a transit chain that the method is below zero where they start from nothing.
    Positions far_states;
    std::vector<Observation> observations;  ///< read-outs by states of the model
    std::vector<Observation> read_outs;     ///< read-outs by places of the plan
    States observed;                        ///< states that the read-outs depend on
    States moving;                          ///< all states that move

private:
    void add_linear(const Model::Implementation& model);
    void add_decays(const Model::Implementation& model);
    void add_observed(const Model::Implementation& model);
    void add_far(const Model::Implementation& model);
};

}  // namespace opiodyn::detail
