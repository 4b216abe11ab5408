/// This source tells scripts what the parameter library has: drugs, presets, notes on safety and their sources.

#include <emscripten/bind.h>

#include <algorithm>
#include <string>

#include "opiodyn/entry.hpp"
#include "opiodyn/parameters.hpp"
#include "opiodyn/substance.hpp"
#include "opiodyn/version.hpp"
#include "values.hpp"

namespace opiodyn::web {
namespace {

using emscripten::val;

bool activates_mu(const std::string& ligand) {
    const auto* efficacy = library::parameters().find(ligand + ".mu.tau");
    return efficacy && efficacy->value > 0.0;
}

/// Tells whether a drug or one of its metabolites is an agonist at mu.
bool is_agonist(const Substance& drug) {
    return activates_mu(drug.name) ||
           std::any_of(drug.metabolites.begin(), drug.metabolites.end(), activates_mu);
}

val drug_of(const std::string& name) {
    const auto drug = library::substance(name, LigandKind::drug);
    auto found = val::object();
    found.set("name", name);
    found.set("agonist", is_agonist(drug));
    found.set("routes", listed(drug.routes, [](const RouteInfo& route) {
                  auto words = val::object();
                  words.set("word", abbreviation(route.route));
                  words.set("name", to_string(route.route));
                  words.set("salt", route.salt);
                  return words;
              }));
    return found;
}

val preset_of(const Preset& preset) {
    auto found = val::object();
    found.set("name", preset.name);
    found.set("half_life", library::parameters().value("biophase." + preset.name + ".half_life"));
    found.set("matches", preset.matches);
    found.set("fails", preset.fails);
    return found;
}

val note_of(const Note& note) {
    auto found = val::object();
    found.set("name", note.name);
    found.set("text", note.text);
    found.set("severity", note.severity);
    found.set("status", note.status);
    found.set("sources", listed(note.sources));
    return found;
}

val reference_of(const Reference& reference) {
    auto found = val::object();
    found.set("key", reference.key);
    found.set("citation", reference.citation);
    found.set("doi", reference.doi);
    return found;
}

val safety() {
    auto found = val::object();
    for (const auto& row : library::safety()) {
        auto known = val::object();
        known.set("value", row.value);
        known.set("low", row.low);
        known.set("high", row.high);
        known.set("status", row.status);
        known.set("sources", listed(row.sources));
        known.set("remark", row.note);
        found.set(row.name, known);
    }
    return found;
}

/// Returns {version, drugs, presets, notes, safety, references}.
val facts() {
    auto found = val::object();
    found.set("version", std::string(version()));
    found.set("drugs", listed(library::drugs(), drug_of));
    found.set("presets", listed(library::presets(), preset_of));
    found.set("notes", listed(library::notes(), note_of));
    found.set("safety", safety());
    found.set("references", listed(library::references(), reference_of));
    return found;
}

EMSCRIPTEN_BINDINGS(facts) { emscripten::function("facts", &facts); }

}  // namespace
}  // namespace opiodyn::web
