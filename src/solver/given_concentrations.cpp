#include "solver/given_concentrations.hpp"

#include <set>
#include <string>

#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {

Release place_of(const Model& model, const Concentration& given) {
    const Index state = model.concentration_state(given.drug);
    if (given.unit == ConcentrationUnit::nanomolar) return {state, 1.0};
    for (const auto& ligand : model.ligands())
        if (ligand.name == given.drug)
            return {state, 1.0 / per_nanomolar(given.unit, ligand.molar_mass)};
    throw InputError("concentration.drug", given.drug, "has no molar mass in this model");
}

void check_concentrations(const Model& model, const Regimen& regimen, double end) {
    std::set<std::string> seen;
    for (const auto& record : regimen.records()) {
        const auto* given = std::get_if<Concentration>(&record);
        if (given == nullptr) continue;
        model.concentration_state(given->drug);  // This refuses a drug that it is not given of.
        if (!seen.insert(given->drug).second)
            throw InputError("concentration.drug", "'" + given->drug + "'",
                             "has two tables; join them into one");
        const double last = given->end();
        if (last < end && !same_instant(last, end))
            throw InputError("concentration.times", to_text(last),
                             "the concentration of " + given->drug + " ends at " + to_text(last) +
                                 " h, before the run, which goes to " + to_text(end) +
                                 " h; give it until then, or end the run earlier");
    }
}

}  // namespace opiodyn::detail
