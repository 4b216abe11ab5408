#include "library/caller_drug.hpp"

#include <set>

#include "foundations/enum_names.hpp"
#include "library/other_names.hpp"
#include "library/parameter_kinds.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

/// Throws InputError for a transit chain without compartments or with more than a model takes.
void check_transit(const AbsorptionInput& input) {
    if (input.kind == InputKind::transit && (input.n < 1 || input.n > limits::transit_compartments))
        throw InputError(
            input.prefix + "n", std::to_string(input.n),
            "must be a whole number from 1 to " + std::to_string(limits::transit_compartments));
}

/// A Collector collects the parameters of a caller's drug under their full names.
class Collector {
public:
    explicit Collector(Substance& substance) : substance_(substance) {}

    void add(const std::string& name, double value, const char* unit, const char* meaning) {
        Parameter p;
        p.name = substance_.name + "." + name;
        p.value = value;
        p.unit = unit;
        p.low = p.high = value;
        p.status = "supplied";
        p.sources = {"caller"};
        p.meaning = meaning;
        check_domain(p.name, value);
        substance_.parameters.push_back(std::move(p));
    }

    void add_absorption(const std::string& route, const std::string& name,
                        const Absorption& input) {
        const std::string prefix = route + "." + (name.empty() ? "" : name + ".");
        const auto add_common = [&](const auto& i) {
            add(prefix + "F", i.F, "-", "bioavailability");
            add(prefix + "lag", i.lag, "h", "absorption lag");
            add(prefix + "fraction", i.fraction, "-", "fraction of the dose on this path");
        };
        std::visit(add_common, input);
        InputKind kind{};
        int n = 0;
        if (const auto* first = std::get_if<FirstOrder>(&input)) {
            kind = InputKind::first_order;
            add(prefix + "ka", first->ka, "1/h", "absorption rate constant");
        } else if (const auto* zero = std::get_if<ZeroOrder>(&input)) {
            kind = InputKind::zero_order;
            add(prefix + "duration", zero->duration, "h", "duration of absorption");
        } else if (const auto* chain = std::get_if<TransitChain>(&input)) {
            kind = InputKind::transit;
            n = chain->n;
            add(prefix + "ktr", chain->ktr, "1/h", "transit rate constant");
        } else {
            const auto& depot = std::get<ZeroOrderIntoDepot>(input);
            kind = InputKind::zero_order_into_depot;
            add(prefix + "duration", depot.duration, "h", "duration of release");
            add(prefix + "ka", depot.ka, "1/h", "absorption rate constant");
        }
        substance_.routes.back().inputs.push_back({substance_.name + "." + prefix, kind, n});
        check_transit(substance_.routes.back().inputs.back());
    }

private:
    Substance& substance_;
};

void check_shape(const Drug& drug) {
    check_name("drug.name", drug.name);
    check_own_name("drug.name", drug.name);
    if (drug.V.empty() || drug.V.size() > 3)
        throw InputError(drug.name + ".V", std::to_string(drug.V.size()) + " volumes",
                         "must hold one to three volumes");
    if (drug.Q.size() + 1 != drug.V.size())
        throw InputError(drug.name + ".Q", std::to_string(drug.Q.size()) + " clearances",
                         "must hold one less than V");
}

void add_disposition(const Drug& drug, Collector& collect) {
    collect.add("molar_mass", drug.molar_mass, "g/mol", "molar mass");
    collect.add("fu", drug.fu, "-", "unbound fraction in plasma");
    collect.add("Kp", drug.Kp, "-", "effect-site to free-plasma ratio");
    if (drug.ke0) collect.add("ke0", *drug.ke0, "1/h", "effect-site equilibration rate constant");
    collect.add("CL", drug.CL, "L/h", "clearance");
    for (std::size_t k = 0; k < drug.V.size(); ++k)
        collect.add("V" + std::to_string(k + 1), drug.V[k], "L", "volume of distribution");
    for (std::size_t k = 0; k < drug.Q.size(); ++k)
        collect.add("Q" + std::to_string(k + 2), drug.Q[k], "L/h", "inter-compartmental clearance");
}

void add_route(const Drug& drug, Route route, Substance& substance, Collector& collect) {
    const auto& name = to_string(route);
    substance.routes.push_back({route, drug.name + "." + name + ".", "as dosed", {}});
    collect.add(name + ".salt_factor", drug.salt_factor, "-", "mg of substance per mg dosed");
    if (route != Route::oral) return;
    for (std::size_t i = 0; i < drug.absorption.size(); ++i)
        collect.add_absorption(name, drug.absorption.size() == 1 ? "" : std::to_string(i + 1),
                               drug.absorption[i]);
}

/// Throws InputError for numbers that were made into enumerators and are none.
void check_enumerators(const Substance& s) {
    require_known(s.name + ".kind", s.kind, LigandKind::peptide);
    for (const auto& route : s.routes) {
        require_known(s.name + ".route", route.route, Route::depotrex);
        for (const auto& input : route.inputs)
            require_known(input.prefix + "kind", input.kind, InputKind::transit);
    }
    for (const Receptor r : s.receptors) require_known(s.name + ".receptors", r, Receptor::kappa);
    for (const auto& effect : s.covariates)
        require_known(effect.effect + ".kind", effect.kind, CovariateEffect::Kind::set);
}

/// Throws InputError if two things of a list have one name.
template <class List, class Name>
void require_different(const std::string& field, const List& list, const Name& name_of_one) {
    std::set<std::string> seen;
    for (const auto& one : list)
        if (const std::string name = name_of_one(one); !seen.insert(name).second)
            throw InputError(field, "'" + name + "'", "is given twice");
}

/// Throws InputError for routes that cannot all lead into one body.
void check_routes(const Substance& s) {
    constexpr int most = 3;
    if (s.compartments < 0 || s.compartments > most)
        throw InputError(s.name + ".compartments", std::to_string(s.compartments),
                         "must be at most 3, and 0 if the kinetics are not known");
    if (s.compartments == 0 && !s.routes.empty())
        throw InputError(s.name + ".compartments", "0",
                         "a drug with routes has one compartment at least");
    require_different(s.name + ".routes", s.routes,
                      [](const RouteInfo& route) { return to_string(route.route); });
    std::vector<std::string> prefixes;
    for (const auto& route : s.routes)
        for (const auto& input : route.inputs) {
            prefixes.push_back(input.prefix);
            check_transit(input);
        }
    require_different(s.name + ".inputs", prefixes,
                      [](const std::string& prefix) { return prefix; });
}

}  // namespace

Substance from_caller(const Drug& drug) {
    check_shape(drug);
    Substance s;
    s.name = drug.name;
    s.kind = LigandKind::drug;
    s.compartments = static_cast<int>(drug.V.size());
    Collector collect(s);
    add_disposition(drug, collect);
    if (!drug.absorption.empty()) add_route(drug, Route::oral, s, collect);
    add_route(drug, Route::intravenous, s, collect);
    for (const auto& m : drug.metabolites) {
        s.metabolites.push_back(m.name);
        collect.add(m.name + ".first_pass", m.first_pass, "-", "fraction of first-pass loss");
        collect.add(m.name + ".systemic", m.systemic, "-", "fraction of elimination");
    }
    return s;
}

std::vector<Parameter> parameters_of(const Binding& binding) {
    Substance holder;
    holder.name = binding.ligand;
    Collector collect(holder);
    const std::string receptor = to_string(binding.receptor) + ".";
    collect.add(receptor + "K", binding.K, "nM", "dissociation constant");
    collect.add(receptor + "koff", binding.koff, "1/h", "dissociation rate constant");
    collect.add(receptor + "tau", binding.tau, "-", "efficacy");
    return holder.parameters;
}

void check(const Substance& substance) {
    check_name("drug.name", substance.name);
    check_own_name("drug.name", substance.name);
    const std::string prefix = substance.name + ".";
    check_enumerators(substance);
    check_routes(substance);
    require_different(prefix + "receptors", substance.receptors,
                      [](Receptor receptor) { return to_string(receptor); });
    require_different(prefix + "metabolites", substance.metabolites,
                      [](const std::string& name) { return name; });
    for (const auto& p : substance.parameters) {
        if (!p.name.starts_with(prefix))
            throw InputError("parameter", "'" + p.name + "'", "must begin with '" + prefix + "'");
        check_domain(p.name, p.value);
    }
}

}  // namespace opiodyn::detail
