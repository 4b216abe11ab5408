#pragma once
/// A drug of your own: pharmacokinetics and binding, in plain numbers.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "opiodyn/receptor.hpp"

namespace opiodyn {

/// First-order absorption: rate constant ka (1/h), bioavailability F, lag (h), and the fraction of
/// the dose that takes this path.
struct FirstOrder {
    double ka{};
    double F{1.0}, lag{0.0}, fraction{1.0};
};

/// Constant-rate absorption over `duration` (h).
struct ZeroOrder {
    double duration{};
    double F{1.0}, lag{0.0}, fraction{1.0};
};

/// Constant-rate release over `duration` (h) into a depot that empties with ka (1/h).
struct ZeroOrderIntoDepot {
    double duration{}, ka{};
    double F{1.0}, lag{0.0}, fraction{1.0};
};

using Absorption = std::variant<FirstOrder, ZeroOrder, ZeroOrderIntoDepot>;

/// A metabolite by name (a Drug of the same model) and the fractions of the parent's first-pass loss
/// and elimination that become it, one to one in moles.
struct Metabolite {
    std::string name{};
    double first_pass{1.0}, systemic{1.0};
};

/// V = {V1, V2, V3}, Q = {Q2, Q3}: one to three compartments.
struct Drug {
    std::string name{};
    double molar_mass{};  ///< g/mol
    double CL{};          ///< L/h
    std::vector<double> V{};
    std::vector<double> Q{};
    std::vector<Absorption> absorption{};  ///< inputs of an oral dose; empty: intravenous only
    std::vector<Metabolite> metabolites{};
    double fu{1.0};           ///< unbound fraction in plasma
    double Kp{1.0};           ///< effect-site to free-plasma ratio
    double salt_factor{1.0};  ///< mg of the measured substance per mg dosed
    /// Effect-site equilibration rate constant, 1/h; without it that of the biophase preset.
    std::optional<double> ke0{};
};

/// Affinity and kinetics of a ligand of the model at a receptor. tau is its efficacy (operational
/// model); 0 is an antagonist. Tone, response and what counts as a block go by it.
struct Binding {
    std::string ligand{};
    Receptor receptor{Receptor::mu};
    double K{};     ///< nM
    double koff{};  ///< 1/h
    double tau{0.0};
};

}  // namespace opiodyn
