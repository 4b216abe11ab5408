#include "model/assembly/parameter_collection.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "library/caller_drug.hpp"
#include "library/parameter_kinds.hpp"
#include "model/assembly/response_parameters.hpp"
#include "model/assembly/substance_list.hpp"
#include "model/shape/followers.hpp"
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

/// Returns the Kp that puts the single-dose ED50 at mu, 4 h after dosing, where PET found it (docs/theory.md,
/// section 2), in the presence of the peptides of the library. It takes the library's K, so that a caller's K moves
/// occupancy.
Parameter calibrated_partition(const Parameter& C50) {
    const auto& table = library::parameters();
    const double K = table.value(std::string(calibrated_drug) + ".mu.K");
    const double X0 = library_competition(to_string(Receptor::mu));
    auto p = derived(std::string(calibrated_drug) + ".Kp", (1.0 + X0) * K / C50.value, "-", C50,
                     "effect-site to free-plasma ratio",
                     "(1 + basal C/K of the peptides at mu) * library K at mu / " + C50.name);
    p.calibrated_at = to_string(Receptor::mu);
    return p;
}

/// Puts the values that a preset has for a drug of its own in place of the library's.
void put_preset_values(const std::string& preset, const Substance& s,
                       const std::vector<Receptor>& receptors, ParameterTable& table) {
    const std::string prefix = preset + s.name + ".";
    for (const auto& p : library::parameters().all()) {
        if (!p.name.starts_with(prefix)) continue;
        Parameter own = p;
        own.name = p.name.substr(preset.size());
        if (!belongs_to_absent_receptor(own.name, s.name, receptors)) table.put(std::move(own));
    }
}

/// Tells whether a parameter is the human potency of a pair that an affinity of the caller's replaces.
bool is_replaced_potency(const std::string& name, const std::vector<Binding>& bindings) {
    return std::any_of(bindings.begin(), bindings.end(), [&](const Binding& b) {
        return name == b.ligand + "." + to_string(b.receptor) + ".EC50";
    });
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

/// Refuses the name of a parameter that the model does not have.
void refuse_absent(const ModelShape& shape, const std::string& name) {
    for (const auto& drug : shape.options.concentration_given)
        if (library::parameters().contains(name) && name.starts_with(drug + "."))
            throw InputError(
                "parameter", "'" + name + "'",
                "is not in this model, because the concentration of " + drug + " is given");
    shape.library.at(name);  // This throws, and says what there is.
}

}  // namespace

ParameterTable library_parameters_of(const ModelOptions& options,
                                     const std::vector<Substance>& substances) {
    ParameterTable table;
    for (const auto& s : substances) {
        for (const auto& p : s.parameters)
            if (!belongs_to_absent_receptor(p.name, s.name, options.receptors) &&
                !is_replaced_potency(p.name, options.bindings))
                table.add(p);
        for (const auto& [name, reason] : s.missing)
            if (!belongs_to_absent_receptor(name, s.name, options.receptors))
                table.add_missing(name, reason);
    }
    const std::string preset = "biophase." + to_string(options.biophase) + ".";
    for (const auto& s : substances)
        if (s.of_library && has_effect_site(s, options.receptors))
            put_preset_values(preset, s, options.receptors, table);
    check_given_once(options.bindings);
    for (const auto& binding : options.bindings) {
        if (!contains(options.receptors, binding.receptor))
            throw InputError("binding.receptor", to_string(binding.receptor),
                             "is not a receptor of the model");
        for (auto& p : parameters_of(binding)) table.put(std::move(p));
    }
    const auto& half_life = library::parameters().at(preset + "half_life");
    for (const auto& s : substances) {
        if (!has_effect_site(s, options.receptors)) continue;
        if (!table.contains(s.name + ".ke0")) table.add(equilibration_rate(s.name, half_life));
        if (s.name == calibrated_drug && !table.contains(s.name + ".Kp"))
            table.add(calibrated_partition(library::parameters().at(preset + "C50")));
        if (!table.contains(s.name + ".Kp"))
            table.add_missing(s.name + ".Kp",
                              "nothing says how its brain level follows free plasma");
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
        if (shape.row(name) == none) refuse_absent(shape, name);
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
