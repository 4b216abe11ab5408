#include "model/assembly/substance_list.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "library/caller_drug.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

Substance substance_of(const DrugChoice& choice) {
    if (const auto* drug = std::get_if<Drug>(&choice)) return from_caller(*drug);
    if (const auto* name = std::get_if<std::string>(&choice))
        return library::substance(library::drug_name(*name, "drugs"), LigandKind::drug);
    const auto& own = std::get<Substance>(choice);
    check(own);
    return own;
}

constexpr std::array<std::string_view, 7> of_the_body{"CL", "CL_renal", "V1", "V2",
                                                      "V3", "Q2",       "Q3"};

/// Tells whether a parameter of a substance, or an effect on one such as "naltrexone.CL.weight", is kinetic.
bool is_kinetic(const Substance& s, std::string_view name) {
    const auto belongs = [name](const std::string& prefix) {
        return name.starts_with(prefix + ".") || name == prefix;
    };
    return std::any_of(
               of_the_body.begin(), of_the_body.end(),
               [&](std::string_view word) { return belongs(s.name + "." + std::string(word)); }) ||
           std::any_of(s.routes.begin(), s.routes.end(),
                       [&](const RouteInfo& route) { return name.starts_with(route.prefix); }) ||
           std::any_of(
               s.metabolites.begin(), s.metabolites.end(),
               [&](const std::string& metabolite) { return belongs(s.name + "." + metabolite); });
}

/// Takes away the values of effects that nothing names any longer.
void forget_effects(Substance& s) {
    std::set<std::string> named;
    for (const auto& one : s.covariates) named.insert(one.effect);
    for (const auto& one : s.variability) named.insert(one.effect);
    for (const auto& one : s.correlations) named.insert(one.effect);
    std::erase_if(s.effects, [&](const Parameter& p) { return !named.contains(p.name); });
}

/// Takes away clearance, volumes, routes and metabolites of a drug, with all that is known of them in people. One
/// compartment is left of the body, which holds the concentration that the caller gives.
void without_kinetics(Substance& s) {
    const auto kinetic = [&s](const std::string& name) { return is_kinetic(s, name); };
    std::erase_if(s.parameters, [&](const Parameter& p) { return kinetic(p.name); });
    std::erase_if(s.missing, [&](const auto& entry) { return kinetic(entry.first); });
    std::erase_if(s.covariates, [&](const CovariateEffect& e) { return kinetic(e.parameter); });
    std::erase_if(s.variability, [&](const Variability& v) { return kinetic(v.parameter); });
    std::erase_if(s.correlations,
                  [&](const Correlation& c) { return kinetic(c.first) || kinetic(c.second); });
    forget_effects(s);
    s.routes.clear();
    s.metabolites.clear();
    s.compartments = 1;
}

class SubstanceList {
public:
    explicit SubstanceList(const ModelOptions& options) {
        if (static_cast<std::int64_t>(options.drugs.size()) > limits::states)
            throw InputError("drugs", std::to_string(options.drugs.size()) + " drugs",
                             "must be at most " + std::to_string(limits::states) +
                                 ", the states of the largest model");
        for (const auto& choice : options.drugs) {
            auto s = substance_of(choice);
            if (contains(options.concentration_given, s.name)) without_kinetics(s);
            add(std::move(s));
        }
        check_given(options.concentration_given);
        for (std::size_t i = 0; i < list_.size(); ++i)  // It grows: metabolites have metabolites.
            for (const auto& name : std::vector(list_[i].metabolites))
                if (!find(name)) add(library::substance(name, LigandKind::metabolite));
        for (const auto& s : list_) check_not_formed(s, options.concentration_given);
        std::set<std::string> sound;
        for (const auto& s : list_) check_no_cycle(s, {}, sound);
        for (const auto& name : options.endogenous)
            add(library::substance(name, LigandKind::peptide));
        for (const auto& binding : options.bindings) add_receptor(binding);
    }

    std::vector<Substance> take() { return std::move(list_); }

private:
    Substance* find(const std::string& name) {
        for (auto& s : list_)
            if (s.name == name) return &s;
        return nullptr;
    }

    void add(Substance s) {
        if (find(s.name))
            throw InputError(s.kind == LigandKind::peptide ? "endogenous" : "drugs",
                             "'" + s.name + "'", "is given twice");
        if (s.kind == LigandKind::peptide) refuse_another_set(s.name);
        if (s.kind != LigandKind::peptide && s.compartments == 0) assume_one_compartment(s);
        list_.push_back(std::move(s));
    }

    /// Throws InputError if a peptide comes twice, by two of its literature sets.
    void refuse_another_set(const std::string& name) const {
        const auto base = [](const std::string& full) { return full.substr(0, full.find('/')); };
        for (const auto& other : list_)
            if (other.kind == LigandKind::peptide && base(other.name) == base(name))
                throw InputError(
                    "endogenous", "'" + name + "'",
                    "is the same peptide as '" + other.name + "'; name one of the two");
    }

    /// Gives one compartment to a drug whose pharmacokinetics are unknown. A caller who supplies CL and V1 can dose
    /// it as base.
    static void assume_one_compartment(Substance& s) {
        s.compartments = 1;
        const std::string prefix = s.name + ".intravenous.";
        s.routes.push_back({Route::intravenous, prefix, "base", {}});
        Parameter salt;
        salt.name = prefix + "salt_factor";
        salt.value = salt.low = salt.high = 1.0;
        salt.unit = "-";
        salt.evidence = Evidence::in_vitro;
        salt.status = "derived";
        salt.sources = {"opiodyn-design"};
        salt.meaning = "milligrams of base in one milligram dosed";
        salt.note = "by definition: the dose is given as base";
        s.parameters.push_back(std::move(salt));
    }

    /// Throws an error if a drug whose concentration is given is not there, or is named twice.
    void check_given(const std::vector<std::string>& given) {
        for (std::size_t i = 0; i < given.size(); ++i) {
            const auto first = std::find(given.begin(), given.end(), given[i]);
            if (first - given.begin() != static_cast<std::ptrdiff_t>(i))
                throw InputError("concentration_given", "'" + given[i] + "'", "is named twice");
            if (find(given[i])) continue;
            std::vector<std::string> known;
            for (const auto& s : list_) known.push_back(s.name);
            throw UnknownNameError("concentration_given", given[i], known,
                                   "another one must be in the drugs of the model");
        }
    }

    static void check_not_formed(const Substance& s, const std::vector<std::string>& given) {
        for (const auto& metabolite : s.metabolites)
            if (contains(given, metabolite))
                throw InputError("concentration_given", "'" + metabolite + "'",
                                 "is formed from " + s.name + " in this model; name " + s.name +
                                     " too, and give both concentrations");
    }

    /// Each substance is looked at once, however many parents it has.
    void check_no_cycle(const Substance& s, std::vector<std::string> ancestors,
                        std::set<std::string>& sound) {
        if (sound.contains(s.name)) return;
        if (contains(ancestors, s.name))
            throw InputError(s.name + ".metabolites", "'" + s.name + "'",
                             "a substance cannot be its own metabolite, directly or in a circle");
        ancestors.push_back(s.name);
        for (const auto& name : s.metabolites) check_no_cycle(*find(name), ancestors, sound);
        sound.insert(s.name);
    }

    void add_receptor(const Binding& binding) {
        Substance* ligand = find(binding.ligand);
        if (!ligand) {
            std::vector<std::string> known;
            for (const auto& s : list_) known.push_back(s.name);
            throw UnknownNameError("binding.ligand", binding.ligand, known);
        }
        if (ligand->kind == LigandKind::peptide && !contains(ligand->receptors, binding.receptor))
            throw InputError("binding", binding.ligand + " at " + to_string(binding.receptor),
                             "its basal level e0 there is not known");
        if (!contains(ligand->receptors, binding.receptor))
            ligand->receptors.push_back(binding.receptor);
    }

    std::vector<Substance> list_;
};

}  // namespace

std::vector<Substance> substances_of(const ModelOptions& options) {
    return SubstanceList(options).take();
}

bool has_effect_site(const Substance& substance, const std::vector<Receptor>& receptors) {
    return substance.kind != LigandKind::peptide &&
           std::any_of(substance.receptors.begin(), substance.receptors.end(),
                       [&](Receptor r) { return contains(receptors, r); });
}

}  // namespace opiodyn::detail
