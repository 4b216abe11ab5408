#include "model/assembly/dose_entry_builder.hpp"

#include <algorithm>

#include "model/assembly/compartments.hpp"
#include "model/assembly/substance_list.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {
namespace {

/// Returns the route by which a dose straight into the body is measured: the intravenous one if the drug has it,
/// otherwise its first. The drug alone decides, so that a milligram means the same in every model.
const RouteInfo& body_route(const Substance& s) {
    for (const auto& route : s.routes)
        if (route.route == Route::intravenous) return route;
    return s.routes.front();
}

}  // namespace

bool is_wanted(const ModelOptions& options, const RouteInfo& route) {
    return options.routes.empty() || contains(options.routes, route.route);
}

void DoseEntries::add(const Substance& s) {
    for (const auto& route : s.routes)
        if (is_wanted(m_.options, route)) add_route(s, route);
    if (std::any_of(s.routes.begin(), s.routes.end(),
                    [&](const RouteInfo& route) { return is_wanted(m_.options, route); }))
        add_compartments(s, body_route(s));
}

void DoseEntries::add_route(const Substance& s, const RouteInfo& route) {
    auto& list = m_.entries[{s.name, route.route}];
    const Recorded nmol = per_milligram(s, route, value_);
    if (route.inputs.empty()) list.push_back({m_.state_index.at(s.name + ".central"), nmol});
    check_fractions(route);
    for (const auto& input : route.inputs) add_input(s, input, nmol, list);
}

/// Throws InputError if something of a dose is lost or doubled between its inputs.
void DoseEntries::check_fractions(const RouteInfo& route) {
    Recorded sum;
    std::string names;
    for (const auto& input : route.inputs) {
        const std::string name = input.prefix + "fraction";
        sum += value_(name);
        names += (names.empty() ? "" : " + ") + name;
    }
    if (!route.inputs.empty() && (sum - 1.0 > 1e-9 || 1.0 - sum > 1e-9))
        throw InputError(names, to_text(sum.value()), "the fractions of all inputs must sum to 1");
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

/// Adds the compartments of a drug, in the order of its states.
void DoseEntries::add_compartments(const Substance& s, const RouteInfo& body) {
    auto& list = m_.compartments[s.name];
    const Numbering numbering = numbering_of(s);
    for (const auto& depot : depots_of(s)) {
        if (!is_wanted(m_.options, *depot.route)) continue;
        list.push_back({{depot.name, numbering.depot == depot.name ? 1 : 0},
                        {depot_of_.at(depot.input->prefix), per_milligram(s, *depot.route, value_),
                         value_(depot.input->prefix + "lag"), duration_of(*depot.input)}});
    }
    const bool wanted = is_wanted(m_.options, body);
    // A route that is left out may have a salt that nobody knows, so that a milligram has no meaning there.
    if (!wanted && m_.row(body.prefix + "salt_factor") == none) return;
    const Recorded nmol = per_milligram(s, body, wanted ? value_ : unused_);
    int number = numbering.central;
    for (const auto* name : body_compartments) {
        const auto state = m_.state_index.find(s.name + "." + name);
        if (state == m_.state_index.end()) continue;
        list.push_back({{name, number}, {state->second, nmol}});
        if (number > 0) ++number;
    }
}

Recorded DoseEntries::per_milligram(const Substance& s, const RouteInfo& route,
                                    const Value& value) {
    return nanomoles_per_milligram(value_(s.name + ".molar_mass")) *
           value(route.prefix + "salt_factor");
}

Recorded DoseEntries::duration_of(const AbsorptionInput& input) {
    const bool takes_time =
        input.kind == InputKind::zero_order || input.kind == InputKind::zero_order_into_depot;
    return takes_time ? value_(input.prefix + "duration") : Recorded();
}

}  // namespace opiodyn::detail
