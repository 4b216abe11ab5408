#pragma once
/// Where a dose enters the state vector. The model describes its entries; the schedule
/// turns doses into jumps and inputs with them, and knows nothing else of the model.

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn {

using Index = Eigen::Index;

// Eigen's vectors cross the border of the library; with another index they have another layout.
static_assert(std::is_same_v<Index, std::ptrdiff_t>,
              "opiodyn needs Eigen's own index: leave EIGEN_DEFAULT_DENSE_INDEX_TYPE undefined");

struct Entry {
    Index state{};         ///< index in the state vector
    double nmol_per_mg{};  ///< amount that enters per mg dosed: fraction, salt and molar mass
    double lag{0.0};       ///< h between dosing and entry
    double duration{0.0};  ///< h of zero-order entry; 0 enters at once
};

/// What a unit of a stimulus adds to a state.
struct Release {
    Index state{};
    double share{};
};

enum class Route {
    oral,
    oral_extended_release,
    intravenous,
    intramuscular,
    subcutaneous,
    intranasal,
    sublingual,
};

/// "po", "er", "iv", "im", "sc", "in", "sl": the words of a prescription.
const std::string& abbreviation(Route route);
/// "oral", "oral-extended-release", ...: the words of the parameter library.
const std::string& to_string(Route route);
/// Reads either form; throws UnknownName.
Route parse_route(std::string_view text);

}  // namespace opiodyn
