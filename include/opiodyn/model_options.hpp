#pragma once
/// What a caller chooses of a model: its drugs and receptors, how the brain follows plasma, how binding
/// is computed, and what the body answers.

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "opiodyn/drug.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/receptor.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn {

/// How fast the brain follows plasma; the literature disagrees (docs/theory.md, section 2).
/// Under `retention` what is bound has left the effect site, so that receptors hold a drug back; it needs
/// kinetic binding.
enum class Biophase { pet, transient, plasma, retention };

/// Kinetic: complexes are states. Equilibrium: complexes follow concentrations at once, which is off by
/// about (rate of change of occupancy) / koff: 0.03 in the first minutes after an oral dose of naltrexone
/// under `plasma`, 0.5 for a ligand with koff 0.5 /h (examples/cpp/03_kinetic_and_equilibrium.cpp).
enum class BindingMode { kinetic, equilibrium };

const std::string& to_string(Biophase biophase);
const std::string& to_string(BindingMode mode);
Biophase parse_biophase(std::string_view name);
BindingMode parse_binding_mode(std::string_view name);

/// Weights of effects that nobody has measured: `mechanism` has all at zero, so that only mechanisms
/// show; `illustrative` sets them for demonstration (docs/theory.md, section 7).
enum class EffectWeights { mechanism, illustrative };

const std::string& to_string(EffectWeights weights);
EffectWeights parse_effect_weights(std::string_view name);

/// Which parts of the body's response a model holds, as far as it has the receptors and peptides that
/// they are about. Parts that are not asked for cost nothing: they have no states, no parameters and no
/// columns.
struct ResponseOptions {
    bool turnover{true};    ///< receptor density: up-regulation and internalisation
    bool peptides{true};    ///< endogenous peptides move, instead of staying at their baseline
    bool adaptation{true};  ///< tolerance to agonists, and withdrawal
    bool immune{false};     ///< OGF receptor, activation, cytokine, pain: hypotheses, all of them
    /// What drives the peptides: the block that is sensed (1), the tone that is lost (0), or a mix.
    double phi{1.0};
    EffectWeights effects{EffectWeights::mechanism};

    bool any() const { return turnover || peptides || adaptation || immune; }
    static ResponseOptions all() { return {true, true, true, true}; }
    /// Receptors, peptides and efficacy stay what they are without a drug.
    static ResponseOptions none() { return {false, false, false, false}; }
};

/// The names of its parts, "turnover, peptides"; "none" without any.
std::string to_text(const ResponseOptions& options);
/// The parts with these names, each once, and no others; throws UnknownName or InvalidInput.
ResponseOptions parse_response(const std::vector<std::string>& parts);

/// A drug of the parameter library, by name, or one of your own.
using DrugChoice = std::variant<std::string, Drug, Substance>;

struct ModelOptions {
    /// How the brain follows plasma: for naltrexone, and for drugs without a ke0 of their own.
    Biophase biophase{Biophase::pet};
    BindingMode binding{BindingMode::kinetic};
    std::vector<DrugChoice> drugs{"naltrexone"};
    /// Routes of the drugs, each with its depots; empty: all that a drug has.
    std::vector<Route> routes{};
    std::vector<Receptor> receptors{all_receptors.begin(), all_receptors.end()};
    /// Endogenous peptides.
    std::vector<std::string> endogenous{"beta-endorphin", "enkephalin", "dynorphin"};
    /// What the body answers; ResponseOptions::none() holds it at its drug-free state.
    ResponseOptions response{};
    /// Affinities in addition to, or instead of, those of the library.
    std::vector<Binding> bindings{};
    /// Values that replace those of the library, by full name: {{"naltrexone.CL", 94.0}}.
    std::map<std::string, double> parameters{};
    /// Values of one person, on top of those: they keep the evidence and the sources that they come from.
    std::map<std::string, double> individual{};
    /// Refuse values that are assumptions (evidence X): each must then be replaced in `parameters`.
    bool strict{false};
};

}  // namespace opiodyn
