#pragma once
/// What a Model holds.

#include <map>
#include <string>
#include <vector>

#include "detail/equations.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn {

/// Where a reported quantity comes from.
struct Observation {
    enum class Kind { state, concentration, occupancy, free };
    Kind kind{};
    std::size_t
        group{};  ///< substance (concentration) or receptor (occupancy, free) of the equations
    std::size_t site{};  ///< ligand at that receptor
    Index state{};
};

struct Model::Implementation {
    ModelOptions options;
    ParameterTable parameters;
    std::vector<std::string> used_parameters;
    std::vector<Substance> substances;
    std::vector<Ligand> ligands;
    std::vector<StateInfo> states;
    std::map<std::string, Index, std::less<>> state_index;
    detail::Equations<double> equations;
    Jacobian linear_jacobian;
    State baseline;
    std::vector<Receptor> receptors;  ///< of equations.receptors
    std::map<std::pair<std::string, Route>, std::vector<Entry>> entries;
    /// Of each drug that can be dosed, in the order of its states.
    std::map<std::string, std::vector<std::pair<std::string, Entry>>> compartments;
    std::vector<Column> columns;
    std::vector<Observation> observations;  ///< one per column
};

}  // namespace opiodyn
