#include "opiodyn/column.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"

namespace opiodyn {

std::string Column::name() const {
    std::string text = quantity;
    if (!ligand.empty()) text += "." + ligand;
    if (!place.empty()) text += "." + place;
    return text;
}

std::size_t column_number(const std::vector<Column>& columns, std::string_view name) {
    std::vector<std::string> known;
    for (const auto& column : columns) known.push_back(column.name());
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) throw UnknownNameError("column", std::string(name), known);
    return static_cast<std::size_t>(found - known.begin());
}

}  // namespace opiodyn
