#pragma once
/// This header holds the common form of a ligand, be it from the parameter library, a drug file or a
/// Drug: what there is of it, and its parameters by full name.

#include <map>
#include <string>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/parameters.hpp"
#include "opiodyn/receptor.hpp"

namespace opiodyn {

/// InputKind tells how an absorption input brings a dose into the body (docs/theory.md, section 1).
enum class InputKind {
    first_order,            ///< A depot empties by first order.
    zero_order,             ///< The dose enters plasma at a constant rate.
    zero_order_into_depot,  ///< The dose enters a depot at a constant rate.
    transit                 ///< The dose passes transit compartments between depot and plasma.
};

/// An absorption input is one of the parallel inputs of a route. Plain data: threads may share it while
/// none writes.
struct AbsorptionInput {
    std::string prefix;  ///< The prefix begins the names of its parameters, e.g. "naltrexone.oral."
    InputKind kind{};    ///< The kind says how the input brings the dose.
    int n{0};            ///< The transit compartments behind the depot of a transit input [-].
};

/// A route of a substance says how a dose by it enters. Plain data: threads may share it while none
/// writes.
struct RouteInfo {
    Route route{};       ///< The route is the one described here.
    std::string prefix;  ///< The prefix begins the names of its parameters, e.g. "naltrexone.oral."
    std::string salt;    ///< The salt is what the label's dose names, e.g. hydrochloride.
    /// The inputs are parallel; none: straight into the central compartment.
    std::vector<AbsorptionInput> inputs;
};

/// A covariate effect says how the covariate x of a person changes a parameter P, equation (23) of
/// docs/theory.md. Plain data: threads may share it while none writes.
struct CovariateEffect {
    /// Kind tells the form of the effect.
    enum class Kind {
        linear,  ///< P becomes P (1 + sum of value (x - reference)), over all linear effects on P.
        power,   ///< P becomes P (x / reference)^value.
        factor,  ///< P becomes P value, where the covariate is `category`.
        set,     ///< P becomes the value, where the covariate is `category`.
    };
    std::string parameter;  ///< The parameter goes by its full name.
    std::string covariate;  ///< The covariate goes by its name.
    std::string category;   ///< The category is empty for a covariate that is a number.
    Kind kind{};            ///< The kind tells the form of the effect.
    double reference{};     ///< The reference is the covariate of the typical person, in its unit.
    std::string effect;     ///< The effect names its value among Substance::effects.
};

/// A variability names a parameter that differs between subjects, equation (24) of docs/theory.md. Plain
/// data: threads may share it while none writes.
struct Variability {
    std::string parameter;  ///< The parameter goes by its full name.
    std::string effect;  ///< The effect names the CV [-] of the parameter among Substance::effects.
};

/// A correlation ties two variabilities. Plain data: threads may share it while none writes.
struct Correlation {
    std::string first;   ///< The first is a parameter with variability.
    std::string second;  ///< The second is another one.
    std::string
        effect;  ///< The effect names the correlation [-] of their etas among Substance::effects.
};

/// A substance is a drug, metabolite or peptide with all that is known of it. Plain data: threads may
/// share it while none writes.
struct Substance {
    std::string name{};               ///< The name begins the names of its parameters.
    LigandKind kind{};                ///< The kind says where the substance comes from.
    int compartments{0};              ///< A drug has one to three [-]; 0: kinetics not known.
    std::vector<RouteInfo> routes{};  ///< The routes are those by which it can be dosed.
    std::vector<std::string> metabolites{};  ///< The metabolites are named as in the library.
    std::vector<Receptor> receptors{};       ///< The receptors are those that it binds to.
    std::vector<Parameter> parameters{};     ///< The parameters go by full name, in their units.
    /// The missing values are those that nobody knows, by full name, with the reason.
    std::map<std::string, std::string> missing{};
    std::vector<Parameter> effects{};           ///< The effects hold the values of the next three.
    std::vector<CovariateEffect> covariates{};  ///< The covariates change its parameters.
    std::vector<Variability> variability{};     ///< The variability is that between subjects.
    std::vector<Correlation> correlations{};    ///< The correlations are between variabilities.
    bool of_library{false};  ///< The parameter library gave it, if true, and not a caller.
};

/// Returns the name of a kind of input, e.g. "first_order".
const std::string& to_string(InputKind kind);
/// Returns the name of a kind of effect: "linear", "power", "factor" or "set".
const std::string& to_string(CovariateEffect::Kind kind);
/// Returns the name of a kind of ligand: "drug", "metabolite" or "peptide".
const std::string& to_string(LigandKind kind);
/// Reads a kind of input from its name. Throws UnknownNameError.
InputKind parse_input_kind(const std::string& name);
/// Reads a kind of effect from its name. Throws UnknownNameError.
CovariateEffect::Kind parse_effect_kind(const std::string& name);
/// Reads a kind of ligand from its name. Throws UnknownNameError.
LigandKind parse_ligand_kind(const std::string& name);

namespace library {
/// Returns a substance of the parameter library. A kind of peptide finds peptides alone; the others find
/// drugs and metabolites. Throws UnknownNameError, offering names of that sort.
Substance substance(const std::string& name, LigandKind kind);
}  // namespace library

}  // namespace opiodyn
