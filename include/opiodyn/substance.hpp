#pragma once
/// The common form of a ligand, from the parameter library, a drug file or a Drug: what there
/// is of it, and its parameters by full name.

#include <map>
#include <string>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/parameters.hpp"
#include "opiodyn/receptor.hpp"

namespace opiodyn {

enum class InputKind { first_order, zero_order, zero_order_into_depot };

struct AbsorptionInput {
    std::string prefix;  ///< of its parameters, e.g. "naltrexone.oral."
    InputKind kind{};
};

struct RouteInfo {
    Route route{};
    std::string prefix;                   ///< "naltrexone.oral."
    std::string salt;                     ///< what the label's dose names
    std::vector<AbsorptionInput> inputs;  ///< empty: straight into the central compartment
};

/// How a person changes a parameter P, by the value x of a covariate (docs/theory.md, section 6).
struct CovariateEffect {
    enum class Kind {
        linear,  ///< P (1 + sum of value (x - reference) over all linear effects on P)
        power,   ///< P (x / reference)^value
        factor,  ///< P value, where the covariate is `category`
        set,     ///< value, where the covariate is `category`
    };
    std::string parameter, covariate, category;
    Kind kind{};
    double reference{};
    std::string effect;  ///< name of the value among `effects`
};

/// Between-subject variability of a parameter, by the name of its CV among `effects`.
struct Variability {
    std::string parameter, effect;
};

/// Correlation of two such variations.
struct Correlation {
    std::string first, second, effect;
};

struct Substance {
    std::string name{};
    LigandKind kind{};
    int compartments{0};
    std::vector<RouteInfo> routes{};
    std::vector<std::string> metabolites{};
    std::vector<Receptor> receptors{};  ///< those it binds to
    std::vector<Parameter> parameters{};
    std::map<std::string, std::string> missing{};  ///< what is not known, and why
    std::vector<Parameter> effects{};              ///< values of the next three
    std::vector<CovariateEffect> covariates{};
    std::vector<Variability> variability{};
    std::vector<Correlation> correlations{};
};

const std::string& to_string(InputKind kind);
const std::string& to_string(CovariateEffect::Kind kind);
const std::string& to_string(LigandKind kind);
InputKind parse_input_kind(const std::string& name);
CovariateEffect::Kind parse_effect_kind(const std::string& name);
LigandKind parse_ligand_kind(const std::string& name);

namespace library {
/// Throws UnknownName, offering only peptides, or only drugs and metabolites.
Substance substance(const std::string& name, LigandKind kind);
}  // namespace library

}  // namespace opiodyn
