#include "model/assembly/parameter_collection.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "library/caller_drug.hpp"
#include "library/parameter_kinds.hpp"
#include "model/assembly/response_parameters.hpp"
#include "model/assembly/substance_list.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

/// The biophase presets are calibrated on the dose-occupancy curve of this drug.
constexpr const char* calibrated_drug = "naltrexone";

/// Tells whether a parameter belongs to a receptor that the model lacks, as "naltrexone.mu.K" without mu.
bool belongs_to_absent_receptor(const std::string& name, const std::string& substance,
                                const std::vector<Receptor>& receptors) {
    return std::any_of(all_receptors.begin(), all_receptors.end(), [&](Receptor r) {
        return !contains(receptors, r) && name.starts_with(substance + "." + to_string(r) + ".");
    });
}

Parameter derived(std::string name, double value, std::string unit, const Parameter& from,
                  std::string meaning, std::string note) {
    Parameter p = from;
    p.low = value * from.low / from.value;
    p.high = value * from.high / from.value;
    if (p.low > p.high) std::swap(p.low, p.high);
    p.name = std::move(name);
    p.value = value;
    p.unit = std::move(unit);
    p.status = "derived";
    p.meaning = std::move(meaning);
    p.note = std::move(note);
    return p;
}

Parameter equilibration_rate(const std::string& ligand, const Parameter& half_life) {
    const double rate = std::numbers::ln2 / half_life.value;
    auto p = derived(ligand + ".ke0", rate, "1/h", half_life,
                     "effect-site equilibration rate constant", "ln 2 / " + half_life.name);
    p.low = std::numbers::ln2 / half_life.high;  // A long half-life is a small rate.
    p.high = std::numbers::ln2 / half_life.low;
    return p;
}

/// Sums basal C / K over the peptides of the model at mu, whether or not mu is a receptor of it. Leaving out a
/// receptor must not change what reaches the brain.
double basal_ratio_at_mu(const std::vector<Substance>& substances) {
    const auto& table = library::parameters();
    double sum = 0.0;
    for (const auto& s : substances)
        if (s.kind == LigandKind::peptide && table.contains(s.name + ".mu.e0"))
            sum += table.value(s.name + ".mu.e0");
    return sum;
}

/// Returns the Kp that puts the single-dose ED50 at mu, 4 h after dosing, where PET found it (docs/theory.md,
/// section 2). In the presence of the peptides it is (1 + X0) K_mu / C50. It takes library values, so that a
/// caller's K moves occupancy.
Parameter calibrated_partition(const std::vector<Substance>& substances, const Parameter& C50) {
    const double K = library::parameters().value(std::string(calibrated_drug) + ".mu.K");
    const double value = (1.0 + basal_ratio_at_mu(substances)) * K / C50.value;
    return derived(std::string(calibrated_drug) + ".Kp", value, "-", C50,
                   "effect-site to free-plasma ratio",
                   "(1 + basal C/K of the peptides at mu) * library K at mu / " + C50.name);
}

void check_given_once(const std::vector<Binding>& bindings) {
    for (std::size_t i = 0; i < bindings.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (bindings[i].ligand == bindings[j].ligand &&
                bindings[i].receptor == bindings[j].receptor)
                throw InputError("binding",
                                 bindings[i].ligand + " at " + to_string(bindings[i].receptor),
                                 "is given twice");
}

}  // namespace

ParameterTable library_parameters_of(const ModelOptions& options,
                                     const std::vector<Substance>& substances) {
    ParameterTable table;
    for (const auto& s : substances) {
        for (const auto& p : s.parameters)
            if (!belongs_to_absent_receptor(p.name, s.name, options.receptors)) table.add(p);
        for (const auto& [name, reason] : s.missing)
            if (!belongs_to_absent_receptor(name, s.name, options.receptors))
                table.add_missing(name, reason);
    }
    check_given_once(options.bindings);
    for (const auto& binding : options.bindings) {
        if (!contains(options.receptors, binding.receptor))
            throw InputError("binding.receptor", to_string(binding.receptor),
                             "is not a receptor of the model");
        for (auto& p : parameters_of(binding)) table.put(std::move(p));
    }
    const std::string preset = "biophase." + to_string(options.biophase) + ".";
    const auto& half_life = library::parameters().at(preset + "half_life");
    for (const auto& s : substances) {
        if (!has_effect_site(s, options.receptors)) continue;
        if (!table.contains(s.name + ".ke0")) table.add(equilibration_rate(s.name, half_life));
        if (s.name == calibrated_drug && !table.contains(s.name + ".Kp"))
            table.add(calibrated_partition(substances, library::parameters().at(preset + "C50")));
    }
    if (options.biophase == Biophase::retention)
        for (const Receptor r : options.receptors)
            table.add(library::parameters().at(to_string(r) + ".Bmax"));
    add_response_parameters(options, substances, table);
    return table;
}

void check_values(const ModelShape& shape, const Values& given, const Values& individual) {
    for (const auto& [name, value] : given) {
        if (name.starts_with("biophase."))
            throw InputError("parameter", "'" + name + "'",
                             "belongs to a preset; set ke0 or Kp of a drug, as in naltrexone.ke0");
        if (shape.row(name) == none) shape.library.at(name);  // This refuses an unknown name.
        check_domain(name, value);
        if (shape.library.missing().contains(name))
            unit_of(name);  // This refuses a name without a unit.
    }
    for (const auto& [name, value] : individual) {
        if (shape.row(name) == none) shape.library.at(name);
        check_domain(name, value);
    }
}

ParameterTable with_values(ParameterTable table, const Values& given, const Values& individual) {
    for (const auto& [name, value] : given) table.override_value(name, value);
    for (const auto& [name, value] : individual) table.individualize(name, value);
    return table;
}

}  // namespace opiodyn::detail
