#pragma once
/// This header describes drugs that are not in the parameter library, in plain numbers. Its structs
/// check nothing: Model throws InputError for an impossible value.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "opiodyn/receptor.hpp"

namespace opiodyn {

/// First-order absorption empties a depot at a rate proportional to its content, equation (1) of
/// docs/theory.md. Plain data: threads may share it while none writes.
struct FirstOrder {
    double ka{};      ///< ka is the absorption rate constant [1/h], above 0.
    double F{1.0};    ///< F is the bioavailability [-].
    double lag{0.0};  ///< The lag is the time from the dose to its entry [h].
    /// The fraction is the part of the dose that takes this path [-]. Those of all inputs sum to 1.
    double fraction{1.0};
};

/// Zero-order absorption brings a dose into plasma at a constant rate. Plain data: threads may share it
/// while none writes.
struct ZeroOrder {
    double duration{};  ///< The absorption lasts this long [h], above 0.
    double F{1.0};      ///< F is the bioavailability [-].
    double lag{0.0};    ///< The lag is the time from the dose to its entry [h].
    /// The fraction is the part of the dose that takes this path [-]. Those of all inputs sum to 1.
    double fraction{1.0};
};

/// A formulation may release its dose at a constant rate into a depot that empties by first order.
/// Plain data: threads may share it while none writes.
struct ZeroOrderIntoDepot {
    double duration{};  ///< The release lasts this long [h], above 0.
    double ka{};        ///< ka is the absorption rate constant [1/h], above 0.
    double F{1.0};      ///< F is the bioavailability [-].
    double lag{0.0};    ///< The lag is the time from the dose to its entry [h].
    /// The fraction is the part of the dose that takes this path [-]. Those of all inputs sum to 1.
    double fraction{1.0};
};

/// A transit chain delays a dose by n transit compartments between the depot and plasma, equation (1t) of
/// docs/theory.md. All n + 1 empty with ktr, so that absorption takes (n + 1) / ktr in the mean. Plain data:
/// threads may share it while none writes.
struct TransitChain {
    double
        ktr{};  ///< ktr is the rate constant of the depot and of each transit compartment [1/h], above 0.
    int n{};        ///< n is the number of transit compartments behind the depot [-], from 1 to 10.
    double F{1.0};  ///< F is the bioavailability [-].
    double lag{0.0};  ///< The lag is the time from the dose to its entry [h].
    /// The fraction is the part of the dose that takes this path [-]. Those of all inputs sum to 1.
    double fraction{1.0};
};

/// An absorption is one of the parallel inputs of an oral dose.
using Absorption = std::variant<FirstOrder, ZeroOrder, ZeroOrderIntoDepot, TransitChain>;

/// A metabolite takes up fractions of its parent's first-pass loss and elimination, one to one in
/// moles, equation (4) of docs/theory.md. Plain data: threads may share it while none writes.
struct Metabolite {
    std::string name{};      ///< The name is that of a drug of the same model or of the library.
    double first_pass{1.0};  ///< This fraction of the first-pass loss becomes it [-].
    double systemic{1.0};    ///< This fraction of the elimination becomes it [-].
};

/// A drug has one to three compartments, and inputs if it can be taken by mouth. Its symbols are those
/// of equations (1)-(5) of docs/theory.md. Plain data: threads may share it while none writes.
struct Drug {
    std::string name{};       ///< The name is one word without '.' and '+'.
    double molar_mass{};      ///< The molar mass of the measured substance [g/mol] is above 0.
    double CL{};              ///< CL is the clearance [L/h].
    std::vector<double> V{};  ///< V holds the volumes {V1, V2, V3} [L], one for each compartment.
    std::vector<double> Q{};  ///< Q holds {Q2, Q3} [L/h], between V1 and each further one.
    std::vector<Absorption> absorption{};  ///< The inputs are those of an oral dose; none: iv only.
    std::vector<Metabolite> metabolites{};  ///< The metabolites are substances of the same model.
    double fu{1.0};                         ///< fu is the unbound fraction in plasma [-].
    double Kp{1.0};  ///< Kp is the ratio of effect site to free plasma at steady state [-].
    double salt_factor{1.0};  ///< The salt factor is mg of the measured substance per mg dosed [-].
    /// ke0 is the rate constant of the effect site [1/h]; without it the biophase preset sets it.
    std::optional<double> ke0{};
};

/// A binding holds the affinity, kinetics and efficacy of a ligand of the model at a receptor. Tone,
/// response and block go by tau, equations (8) and (10) of docs/theory.md. Plain data: threads may
/// share it while none writes.
struct Binding {
    std::string ligand{};             ///< The ligand is a substance of the model, by name.
    Receptor receptor{Receptor::mu};  ///< The receptor is the one that it binds to.
    double K{};                       ///< K is the dissociation constant [nM], above 0.
    double koff{};                    ///< koff is the dissociation rate constant [1/h], above 0.
    double tau{0.0};                  ///< tau is the efficacy [-]; 0 or less is an antagonist.
};

}  // namespace opiodyn
