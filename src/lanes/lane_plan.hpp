#pragma once
/// A LanePlan is what all subjects of one model shape share: the order of elimination, the non-zeros of the
/// linear part, and what is read out. Lanes keep the states in the order of their pivots, so that substitution
/// goes through them in turn. States that nothing moves come last.
///
/// The free receptors F of a population with many ligands are an unknown of the linear system too. Every complex hangs on
/// every other by F, so that m of them make m^2 coefficients. With F as an unknown each has one coefficient, and
/// the row F + sum B - T = 0 has the others. Elimination of the complexes adds what is positive to the pivot 1 of this
/// row.

#include <cstdint>
#include <optional>
#include <vector>

#include "equations/readout.hpp"
#include "lanes/elimination_plan.hpp"
#include "lanes/lane_work.hpp"
#include "lanes/spread.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// LaneNumbers are those of one model, in the terms of a plan.
struct LaneNumbers {
    Equations<double>
        equations;  ///< equations by places, without what cannot move (lanes/reduction.hpp)
    std::vector<double> linear;  ///< values of the plan's linear entries
    std::vector<double>
        all;  ///< all numbers of the equations, in the order of a Transfer, then `linear`
};

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
        std::size_t number;          ///< number of the decay in the spread
        std::vector<Drain> drains;
    };

    /// States are some of the states, and the decays among them.
    struct States {
        Positions positions;
        std::vector<Decay> decays;
    };

    /// Makes a plan for the read-outs `observations`. The states `active` come from active_states(). Metrics also need
    /// find_observed().
    LanePlan(const Model::Implementation& model, std::vector<Observation> observations,
             const std::vector<Index>& active);

    /// Finds the states that the read-outs depend on.
    void find_observed(const Model::Implementation& model);
    /// Counts the states that move.
    std::int32_t size() const {
        return elimination.size() - static_cast<std::int32_t>(free.size());
    }
    /// Counts the unknowns of the linear system: these states, then free receptors.
    std::int32_t unknowns() const { return elimination.size(); }
    /// Returns the length of a state and of a right side of the linear system. It ends after the last place in use.
    std::int32_t room() const { return all() > unknowns() ? all() : unknowns() + 1; }
    /// Counts all states.
    std::int32_t all() const { return static_cast<std::int32_t>(position.size()); }
    /// Returns the place of a state. All states that nothing moves share the one after the unknowns.
    Index place_of(Index state) const;
    /// Returns the state of the model at the place of an unknown. Free receptors stand for their first complex.
    Index state_at(std::int32_t place) const;
    /// Returns the numbers of a model of this shape. They point to `numbers`, which receives them and must outlive
    /// them.
    LaneModel numbers_of(const Model::Implementation& model, LaneNumbers& numbers) const;
    /// Returns what stands for the numbers of equations of this shape, in the order of LaneNumbers::all.
    std::vector<double> listed(const Equations<double>& equations) const;

    /// A Free is a receptor population whose free receptors are an unknown.
    struct Free {
        std::size_t receptor;
        Index complex;  ///< first of its complexes that move, a state of the model
    };

    std::vector<Free> free;  ///< populations in the order of their unknowns
    EliminationPlan elimination;
    Positions position;        ///< place of each state of the model
    std::vector<Index> state;  ///< state of the model at each place
    /// These are the slots of the elimination by row and column of unknowns. One more row and column serve the states
    /// that nothing moves.
    Positions slots;
    std::vector<LinearEntry> linear;  ///< row by row
    std::vector<EliminationPlan::Row> linear_rows;
    /// These states may lie so far down a transit chain that the method is below zero where they start from nothing.
    Positions far_states;
    Positions coupled;                      ///< moving states that are no decays
    std::vector<Observation> observations;  ///< read-outs by states of the model
    std::vector<Observation> read_outs;     ///< read-outs of the reduced equations
    States observed;                        ///< states that the read-outs depend on
    States moving;                          ///< all states that move
    SpreadPlan spread;                      ///< takes on what the decays deliver
    bool generated{true};                   ///< Lanes may use generated code.
    /// Lists all that decides which operations a step does, with which numbers whatsoever.
    std::vector<Index> shape;

private:
    /// Returns equations by places.
    Equations<double> placed(const Equations<double>& equations) const;
    void add_linear(const Model::Implementation& model);
    void add_decays(const Model::Implementation& model);
    void add_spread(const Model::Implementation& model);
    void add_far(const Model::Implementation& model);
};

}  // namespace opiodyn::detail
