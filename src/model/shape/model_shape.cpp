#include "model/shape/model_shape.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {

Index ModelShape::row(std::string_view parameter) const {
    if (const auto* found = library.find(parameter)) return found - library.all().data();
    const auto own = std::find(supplied.begin(), supplied.end(), parameter);
    if (own == supplied.end()) return none;
    return static_cast<Index>(library.all().size()) + (own - supplied.begin());
}

const std::string& ModelShape::parameter(Index row) const {
    const auto known = library.all().size(), at = static_cast<std::size_t>(row);
    return at < known ? library.all()[at].name : supplied[at - known];
}

bool ModelShape::is_given(const std::string& drug) const {
    const auto& given = options.concentration_given;
    return std::find(given.begin(), given.end(), drug) != given.end();
}

Index ModelShape::add_state(std::string name, std::string unit, std::string meaning) {
    const Index index = size();
    if (index >= limits::states)
        throw InputError("states", "more than " + std::to_string(limits::states),
                         "are too many for one model; give it fewer drugs");
    state_index.emplace(name, index);
    states.push_back({std::move(name), std::move(unit), std::move(meaning)});
    return index;
}

void ModelShape::add_column(Column column, Observation observation) {
    columns.push_back(std::move(column));
    observations.push_back(observation);
}

}  // namespace opiodyn::detail
