#pragma once
/// What a Model holds.

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "detail/equations.hpp"
#include "detail/readout.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn {

struct Model::Implementation {
    ModelOptions options;
    ParameterTable parameters;
    std::vector<std::string> used_parameters;
    std::vector<Substance> substances;
    std::vector<Ligand> ligands;
    std::vector<StateInfo> states;
    std::map<std::string, Index, std::less<>> state_index;
    detail::Equations<double> equations;
    std::optional<detail::PainReadout<double>> pain;
    Jacobian linear_jacobian;
    JacobianPattern linear_pattern;  ///< where linear_jacobian can be non-zero
    JacobianPattern pattern;         ///< where the whole Jacobian can be non-zero
    State baseline;
    std::vector<Index> signed_states;             ///< those that may fall below zero
    std::vector<Index> unit_states;               ///< those that are 1 without a drug
    std::vector<Receptor> receptors;              ///< of equations.receptors
    std::vector<std::vector<std::string>> sites;  ///< names of their ligands, likewise
    std::map<std::pair<std::string, Route>, std::vector<Entry>> entries;
    /// Of each drug that can be dosed, in the order of its states.
    std::map<std::string, std::vector<std::pair<std::string, Entry>>> compartments;
    std::map<std::string, std::vector<Release>>
        releases;  ///< by stimulus; empty: nothing to act on
    std::vector<Column> columns;
    std::vector<detail::Observation> observations;  ///< one per column

    Index add_state(std::string name, std::string unit, std::string meaning) {
        const auto index = static_cast<Index>(states.size());
        state_index.emplace(name, index);
        states.push_back({std::move(name), std::move(unit), std::move(meaning)});
        return index;
    }
    void add_column(Column column, detail::Observation observation) {
        columns.push_back(std::move(column));
        observations.push_back(observation);
    }
    /// y, without the sign of the states that may fall below it.
    State without_signs(const State& y) const {
        State part = y;
        for (const Index state : signed_states) part[state] = std::abs(y[state]);
        return part;
    }
    void jacobian(const State& y, Jacobian& J) const;
};

}  // namespace opiodyn
