#include "model/assembly/dose_entry_builder.hpp"

#include <algorithm>

#include "model/assembly/substance_list.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {
namespace {

/// Returns the route by which a dose straight into the body is measured: the intravenous one if the drug has it
/// here, otherwise its first. The result is null if the drug has no route.
const RouteInfo* body_route(const ModelOptions& options, const Substance& s) {
    const RouteInfo* found = nullptr;
    for (const auto& route : s.routes) {
        if (!is_wanted(options, route)) continue;
        if (found == nullptr || route.route == Route::intravenous) found = &route;
    }
    return found;
}

}  // namespace

bool is_wanted(const ModelOptions& options, const RouteInfo& route) {
    return options.routes.empty() || contains(options.routes, route.route);
}

void DoseEntries::add(const Substance& s) {
    for (const auto& route : s.routes)
        if (is_wanted(m_.options, route)) add_route(s, route);
    if (const auto* body = body_route(m_.options, s)) add_compartments(s, *body);
}

void DoseEntries::add_route(const Substance& s, const RouteInfo& route) {
    auto& list = m_.entries[{s.name, route.route}];
    const Recorded nmol = per_milligram(s, route);
    if (route.inputs.empty()) list.push_back({m_.state_index.at(s.name + ".central"), nmol});
    check_fractions(route);
    for (const auto& input : route.inputs) add_input(s, input, nmol, list);
}

/// Throws InputError if something of a dose is lost or doubled between its inputs.
void DoseEntries::check_fractions(const RouteInfo& route) {
    Recorded sum;
    for (const auto& input : route.inputs) sum += value_(input.prefix + "fraction");
    if (!route.inputs.empty() && (sum - 1.0 > 1e-9 || 1.0 - sum > 1e-9))
        throw InputError(route.prefix + "fraction", to_text(sum.value()),
                         "the fractions of all inputs must sum to 1");
}

void DoseEntries::add_input(const Substance& s, const AbsorptionInput& input, const Recorded& nmol,
                            std::vector<RecordedEntry>& list) {
    const Recorded dose = nmol * value_(input.prefix + "fraction");
    const Recorded lag = value_(input.prefix + "lag"), duration = duration_of(input);
    if (input.kind != InputKind::zero_order) {
        list.push_back({depot_of_.at(input.prefix), dose, lag, duration});
        return;
    }
    // The dose passes the gut at a constant rate: F of it reaches plasma, and the rest is first pass (4).
    const Recorded F = value_(input.prefix + "F");
    const Index central = m_.state_index.at(s.name + ".central");
    const auto& substances = m_.equations.substances;
    const auto& d = *std::find_if(substances.begin(), substances.end(),
                                  [&](const auto& one) { return one.central == central; });
    list.push_back({central, F * dose, lag, duration});
    for (const auto& m : d.metabolites)
        if (F < 1.0) list.push_back({m.central, (1.0 - F) * m.first_pass * dose, lag, duration});
}

/// Adds the compartments of a drug by name, in the order of its states.
void DoseEntries::add_compartments(const Substance& s, const RouteInfo& body) {
    auto& list = m_.compartments[s.name];
    const std::string prefix = s.name + ".";
    for (const auto& route : s.routes) {
        if (!is_wanted(m_.options, route)) continue;
        for (const auto& input : route.inputs) {
            if (input.kind == InputKind::zero_order) continue;
            const Index state = depot_of_.at(input.prefix);
            list.push_back({m_.states[static_cast<std::size_t>(state)].name.substr(prefix.size()),
                            {state, per_milligram(s, route), value_(input.prefix + "lag"),
                             duration_of(input)}});
        }
    }
    for (const auto* name : {"central", "peripheral", "peripheral2"}) {
        const auto state = m_.state_index.find(prefix + name);
        if (state != m_.state_index.end())
            list.push_back({name, {state->second, per_milligram(s, body)}});
    }
}

Recorded DoseEntries::per_milligram(const Substance& s, const RouteInfo& route) {
    return nanomoles_per_milligram(value_(s.name + ".molar_mass")) *
           value_(route.prefix + "salt_factor");
}

Recorded DoseEntries::duration_of(const AbsorptionInput& input) {
    return input.kind == InputKind::first_order ? Recorded() : value_(input.prefix + "duration");
}

}  // namespace opiodyn::detail
