#pragma once
/// This header holds what a caller chooses of a model: its drugs and receptors, how the brain follows
/// plasma, how binding is computed, and what the body answers.

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "opiodyn/drug.hpp"
#include "opiodyn/endpoint.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/receptor.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn {

/// A biophase says how fast the brain follows plasma, for naltrexone and for drugs without a ke0 of
/// their own. The literature disagrees (docs/theory.md, section 2).
enum class Biophase {
    pet,        ///< The half-life is 24 h: a block lasts for days.
    transient,  ///< The half-life is 4 h: a block wears off within the dosing day.
    plasma,     ///< The half-life is 0.3 h: the brain follows plasma.
    /// Bound drug has left the effect site, equation (5r), so that receptors hold it back. This preset
    /// needs kinetic binding, and mu.
    retention,
    slow  ///< The brain follows plasma, and naltrexone leaves its receptors over days.
};

/// BindingMode says how the complexes of ligands and receptors are computed (docs/theory.md, section 3).
enum class BindingMode {
    kinetic,  ///< Complexes are states, equation (6).
    /// Complexes follow concentrations at once, equation (7). It is off by about (rate of change of
    /// occupancy) / koff. While 4.5 mg of naltrexone by mouth is absorbed under `plasma`, that is 0.08,
    /// and it would be 0.5 if koff were 0.5 /h (examples/cpp/03_kinetic_and_equilibrium.cpp).
    equilibrium
};

/// Returns the name of a biophase, e.g. "pet".
const std::string& to_string(Biophase biophase);
/// Returns the name of a mode, "kinetic" or "equilibrium".
const std::string& to_string(BindingMode mode);
/// Reads a biophase from its name. Throws UnknownNameError.
Biophase parse_biophase(std::string_view name);
/// Reads a mode of binding from its name. Throws UnknownNameError.
BindingMode parse_binding_mode(std::string_view name);

/// EffectWeights chooses the weights of effects that nobody has measured (docs/theory.md, section 7).
enum class EffectWeights {
    mechanism,    ///< All weights are zero, so that only mechanisms show.
    illustrative  ///< The weights are set for demonstration.
};

/// Returns the name of the weights, "mechanism" or "illustrative".
const std::string& to_string(EffectWeights weights);
/// Reads a choice of weights from its name. Throws UnknownNameError.
EffectWeights parse_effect_weights(std::string_view name);

/// ResponseOptions says which parts of the body's response a model holds (docs/theory.md, section 7). A
/// model has them as far as it has their receptors and peptides. Parts that are not asked for cost
/// nothing: they have no states, no parameters and no columns. Plain data: threads may share it while
/// none writes.
struct ResponseOptions {
    bool turnover{true};    ///< Receptors turn over: up-regulation and internalisation, (8)-(9).
    bool peptides{true};    ///< Endogenous peptides move with block, tone and stimuli, (11)-(14).
    bool adaptation{true};  ///< Receptors adapt to agonists: tolerance and withdrawal, (15)-(16).
    bool effects{true};     ///< Effects of opioids are read out, and ventilation, (10a)-(10b).
    /// OGF receptor, activation, cytokine and pain are read out, (17)-(21); all are hypotheses.
    bool immune{false};
    /// phi in (11) says what drives the peptides [-]: the block that is sensed (1), the tone that is
    /// lost (0), or a mix.
    double phi{1.0};
    EffectWeights weights{EffectWeights::mechanism};  ///< The weights are those of the immune part.

    /// Tells whether the model answers at all.
    bool any() const { return turnover || peptides || adaptation || effects || immune; }
    /// Returns the options with every part on.
    static ResponseOptions all() { return {true, true, true, true, true}; }
    /// Returns the options with every part off: receptors, peptides and efficacy stay what they are
    /// without a drug.
    static ResponseOptions none() { return {false, false, false, false, false}; }
};

/// Returns the names of the parts that are on, e.g. "turnover, peptides"; "none" without any.
std::string to_text(const ResponseOptions& options);
/// Returns the options with the parts of these names, each once, and no others. Throws
/// UnknownNameError, or InputError for a name that is given twice.
ResponseOptions parse_response(const std::vector<std::string>& parts);

/// A choice of drug is a name of the parameter library, a drug in plain numbers, or one of a drug file.
using DrugChoice = std::variant<std::string, Drug, Substance>;

/// ModelOptions describes a model; its defaults are naltrexone at three receptors, with the response.
/// Plain data: threads may share it while none writes.
struct ModelOptions {
    /// The biophase is for naltrexone, and for drugs without a ke0 of their own.
    Biophase biophase{Biophase::pet};
    BindingMode binding{BindingMode::kinetic};    ///< The mode says how complexes are computed.
    std::vector<DrugChoice> drugs{"naltrexone"};  ///< The drugs bring their metabolites with them.
    /// The routes of the drugs come with their depots; empty: all that a drug has.
    std::vector<Route> routes{};
    /// The receptors appear once each; empty for plain pharmacokinetics.
    std::vector<Receptor> receptors{all_receptors.begin(), all_receptors.end()};
    /// The endogenous peptides are those that compete with the drugs.
    std::vector<std::string> endogenous{"beta-endorphin", "enkephalin", "dynorphin"};
    /// The response is what the body answers; ResponseOptions::none() holds it at its drug-free state.
    ResponseOptions response{};
    /// The endpoints are the effects of opioids that are read out; empty: all of the library whose receptor
    /// is in the model.
    std::vector<EndpointChoice> endpoints{};
    /// The bindings are affinities in addition to those of the library, or instead of them.
    std::vector<Binding> bindings{};
    /// The parameters replace those of the library, by full name: {{"naltrexone.CL", 94.0}}.
    std::map<std::string, double> parameters{};
    /// The individual values are those of one person, on top of the others. They keep the evidence and the
    /// sources that they rest on.
    std::map<std::string, double> individual{};
    /// The caller gives the plasma concentration of these drugs of the model, in a Concentration or in the state
    /// that Model::concentration_state() names. Such a drug has no kinetics here, and forms no metabolite.
    std::vector<std::string> concentration_given{};
    /// A strict model refuses values that are assumptions (evidence X): `parameters` must replace them.
    bool strict{false};
};

}  // namespace opiodyn
