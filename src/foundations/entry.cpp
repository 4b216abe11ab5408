#include "opiodyn/entry.hpp"

#include <algorithm>

#include "foundations/enum_names.hpp"
#include "foundations/find_route.hpp"
#include "foundations/words.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<8> names{"oral",         "oral-extended-release",
                                 "intravenous",  "intramuscular",
                                 "subcutaneous", "intranasal",
                                 "sublingual",   "depotrex"};
constexpr detail::Names<8> abbreviations{"po", "er", "iv", "im", "sc", "in", "sl", "depotrex"};

}  // namespace

const std::string& to_string(Route route) { return detail::name_of<names>("route", route); }

const std::string& abbreviation(Route route) {
    return detail::name_of<abbreviations>("route", route);
}

std::optional<Route> detail::find_route(std::string_view word) {
    const std::string folded = lower(word);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (folded == names[i] || folded == abbreviations[i]) return static_cast<Route>(i);
    return std::nullopt;
}

Route parse_route(std::string_view text) {
    if (const auto found = detail::find_route(text)) return *found;
    std::vector<std::string> known(abbreviations.begin(), abbreviations.end());
    for (const auto& name : names)  // A route with one word for both is listed once.
        if (std::find(known.begin(), known.end(), name) == known.end()) known.emplace_back(name);
    throw UnknownNameError("route", std::string(text), known);
}

}  // namespace opiodyn
