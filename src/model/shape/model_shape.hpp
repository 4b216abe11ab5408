#pragma once
/// A ModelShape holds what does not depend on the values of a model's parameters, and how its numbers come from
/// them. It is made once, and the models of many people share it.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "equations/equations.hpp"
#include "equations/presence.hpp"
#include "equations/readout.hpp"
#include "model/shape/recorded.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

using Values = std::map<std::string, double>;

struct RecordedEntry {
    Index state{};
    Recorded nmol_per_mg{}, lag{}, duration{};

    Entry in(const std::vector<double>& numbers) const {
        return {state, nmol_per_mg.in(numbers), lag.in(numbers), duration.in(numbers)};
    }
};

struct RecordedRelease {
    Index state{};
    Recorded share{};
};

/// A Follower is a parameter that follows others as long as it is not given (model/shape/followers.hpp).
struct Follower {
    enum class Law {
        partition,  ///< Kp goes with 1 + X0, where X0 sums e0 of the peptides at a receptor.
        affinity,   ///< K goes with 1 / (1 + X0).
        potency     ///< K is EC50 (tau - 1).
    };
    Index row;  ///< This parameter follows.
    Law law;
    std::vector<Index> inputs;  ///< These it follows: those of e0, or EC50 and tau.
    double fixed;  ///< This part of X0 comes from peptides whose e0 is no parameter of the model.
    double reference;  ///< The law gives this with the values of the library.
};

struct ModelShape {
    ModelOptions options;    ///< options, with the values of the model that the shape was made for
    ParameterTable library;  ///< all parameters, before any value of the options
    std::vector<std::string> supplied;  ///< parameters that only the options know
    std::vector<double> defaults;       ///< values of `library`, then of `supplied`
    std::vector<Follower> followers;
    std::vector<std::string> used_parameters;
    std::vector<Substance> substances;

    Recipe recipe;
    Equations<Recorded> equations;
    Equations<Presence> presence;        ///< equations whose numbers can be anything
    std::vector<Recorded> molar_masses;  ///< molar masses of the ligands
    std::vector<Ligand> ligands;         ///< ligands without their molar masses

    std::vector<StateInfo> states;
    std::map<std::string, Index, std::less<>> state_index;
    JacobianPattern linear_pattern;      ///< places where linear_jacobian can be non-zero
    JacobianPattern pattern;             ///< places where the whole Jacobian can be non-zero
    std::vector<Index> unit_states;      ///< states that are 1 without a drug
    std::vector<Receptor> receptors;     ///< names of equations.receptors
    std::vector<std::string> endpoints;  ///< names of equations.response.effects
    std::vector<bool> comparable;        ///< result of comparable() in model_numbers.hpp
    std::vector<std::vector<std::string>> sites;  ///< names of the ligands of each receptor

    std::map<std::pair<std::string, Route>, std::vector<RecordedEntry>> entries;
    /// This lists the compartments of each drug that can be dosed, in the order of its states.
    std::map<std::string, std::vector<std::pair<Compartment, RecordedEntry>>> compartments;
    /// This maps each stimulus to what it releases, which is empty where it has nothing to act on.
    std::map<std::string, std::vector<RecordedRelease>> releases;
    std::vector<Column> columns;
    std::vector<Observation> observations;  ///< one per column

    Index size() const { return static_cast<Index>(states.size()); }
    /// Returns the place of a parameter among the values, or `none` if it is unknown.
    Index row(std::string_view parameter) const;
    /// Tells whether the caller gives the concentration of a drug.
    bool is_given(const std::string& drug) const;
    Index rows() const { return static_cast<Index>(defaults.size()); }
    const std::string& parameter(Index row) const;
    Index add_state(std::string name, std::string unit, std::string meaning);
    void add_column(Column column, Observation observation);
};

}  // namespace opiodyn::detail
