#include "opiodyn/entry.hpp"

#include "foundations/enum_names.hpp"

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
    const bool in_full = std::find(names.begin(), names.end(), text) != names.end();
    return detail::parse_name<Route>("route", in_full ? names : abbreviations, text);
}

}  // namespace opiodyn
