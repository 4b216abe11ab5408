#include "model/assembly/substance_list.hpp"

#include "library/caller_drug.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/error.hpp"

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

class SubstanceList {
public:
    explicit SubstanceList(const ModelOptions& options) {
        for (const auto& choice : options.drugs) add(substance_of(choice));
        for (std::size_t i = 0; i < list_.size(); ++i)  // It grows: metabolites have metabolites.
            for (const auto& name : std::vector(list_[i].metabolites))
                if (!find(name)) add(library::substance(name, LigandKind::metabolite));
        for (const auto& s : list_) check_no_cycle(s, {});
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
        if (s.kind != LigandKind::peptide && s.compartments == 0) assume_one_compartment(s);
        list_.push_back(std::move(s));
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

    void check_no_cycle(const Substance& s, std::vector<std::string> ancestors) {
        if (contains(ancestors, s.name))
            throw InputError(s.name + ".metabolites", "'" + s.name + "'",
                             "a substance cannot be its own metabolite, directly or in a circle");
        ancestors.push_back(s.name);
        for (const auto& name : s.metabolites) check_no_cycle(*find(name), ancestors);
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
