#include "model/assembly/compartments.hpp"

#include <algorithm>

namespace opiodyn::detail {

std::vector<Depot> depots_of(const Substance& s) {
    std::vector<Depot> list;
    for (const auto& route : s.routes)
        for (const auto& input : route.inputs) {
            if (input.kind == InputKind::zero_order) continue;
            const auto n = list.size() + 1;
            list.push_back({n == 1 ? "depot" : "depot" + std::to_string(n), &route, &input});
        }
    return list;
}

/// Returns where numbers begin. If a drug can be taken by mouth, they begin at the depot of that route. Another drug of
/// the library may get a route by mouth one day, which would move its numbers, so it has none. A caller's own drug
/// has its only depot first, or else the central compartment. If there are several depots to choose from, no order is
/// one that all readers agree on.
Numbering numbering_of(const Substance& s) {
    const bool by_mouth = std::any_of(s.routes.begin(), s.routes.end(), [](const RouteInfo& route) {
        return route.route == Route::oral;
    });
    auto depots = depots_of(s);
    const bool none_at_all = depots.empty();
    if (by_mouth)
        std::erase_if(depots, [](const Depot& d) { return d.route->route != Route::oral; });
    else if (s.of_library) return {};
    if (depots.size() == 1) return {depots.front().name, 2};
    if (none_at_all && !s.of_library) return {{}, 1};
    return {};
}

bool is_meant(std::string_view text, const Compartment& compartment) {
    return text == compartment.name ||
           (compartment.number > 0 && text == std::to_string(compartment.number));
}

std::string rule_of_numbers(const std::string& drug, const std::vector<Compartment>& compartments,
                            const std::vector<Route>& routes) {
    std::string numbered, names, words;
    const auto add = [](std::string& list, const std::string& word) {
        list += (list.empty() ? "" : ", ") + word;
    };
    for (const auto& one : compartments) {
        add(names, one.name);
        if (one.number > 0) add(numbered, std::to_string(one.number) + " " + one.name);
    }
    for (const Route route : routes) add(words, abbreviation(route));
    const std::string instead = "a route (" + words + ") or a name (" + names + ")";
    return numbered.empty() ? "the compartments of " + drug + " have no numbers: give " + instead
                            : "the compartments of " + drug + " with a number are " + numbered +
                                  "; otherwise give " + instead;
}

}  // namespace opiodyn::detail
