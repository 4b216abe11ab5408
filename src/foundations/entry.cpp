#include "opiodyn/entry.hpp"

#include "foundations/enum_names.hpp"
#include "foundations/words.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<7> names{"oral",          "oral-extended-release", "intravenous",
                                 "intramuscular", "subcutaneous",          "intranasal",
                                 "sublingual"};
constexpr detail::Names<7> abbreviations{"po", "er", "iv", "im", "sc", "in", "sl"};

}  // namespace

const std::string& to_string(Route route) { return detail::name_of<names>(route); }

const std::string& abbreviation(Route route) { return detail::name_of<abbreviations>(route); }

Route parse_route(std::string_view text) {
    const std::string word = detail::lower(text);
    std::vector<std::string> known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (word == names[i] || word == abbreviations[i]) return static_cast<Route>(i);
        known.emplace_back(abbreviations[i]);
    }
    known.insert(known.end(), names.begin(), names.end());
    throw UnknownNameError("route", std::string(text), known);
}

}  // namespace opiodyn
