#include "opiodyn/entry.hpp"

#include <array>

#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

const std::array<std::string, 2> names{"oral", "intravenous"};
const std::array<std::string, 2> abbreviations{"po", "iv"};

}  // namespace

const std::string& to_string(Route route) { return names[static_cast<std::size_t>(route)]; }

const std::string& abbreviation(Route route) {
    return abbreviations[static_cast<std::size_t>(route)];
}

Route parse_route(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (text == names[i] || text == abbreviations[i]) return static_cast<Route>(i);
    throw UnknownName("route", std::string(text), abbreviations);
}

}  // namespace opiodyn
