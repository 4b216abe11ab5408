#pragma once
/// This header says where doses and stimuli enter the state vector. The model describes its entries.
/// The schedule turns doses into jumps and inputs with them, and knows nothing else of the model.

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// An index is a number of a state, receptor or column, from 0.
using Index = Eigen::Index;

// Eigen's vectors cross the border of the library; with another index they have another layout.
static_assert(std::is_same_v<Index, std::ptrdiff_t>,
              "opiodyn needs Eigen's own index: leave EIGEN_DEFAULT_DENSE_INDEX_TYPE undefined");

// They also change hands, and whoever frees one must know which allocator it came from. With other flags that
// would be a crash. A file that knows Eigen but not opiodyn is not seen here: docs/embedding.md.
#if UINTPTR_MAX > 0xFFFFFFFF && (EIGEN_MAX_ALIGN_BYTES != 16 || !EIGEN_MALLOC_ALREADY_ALIGNED)
#error \
    "Eigen allocates otherwise in opiodyn: link opiodyn::opiodyn, or see 'Eigen' in docs/embedding.md"
#endif

/// An entry is one way by which a dose reaches a state. Plain data: threads may share it while none
/// writes.
struct Entry {
    Index state{};         ///< The state is an index into the state vector.
    double nmol_per_mg{};  ///< This amount enters per mg dosed [nmol/mg]: share, salt, molar mass.
    double lag{0.0};       ///< The lag is the time between dosing and entry [h].
    double duration{0.0};  ///< The entry of zero order lasts this long [h]; 0 enters at once.
};

/// A compartment is a place in the body that a dose can go straight into. Plain data: threads may share it
/// while none writes.
struct Compartment {
    std::string name;  ///< The name is depot, depot2, ..., central, peripheral or peripheral2.
    int number{0};     ///< The number is that of NONMEM's ADVANs [-]; 0: it has none.
};

/// A release is what one unit of a stimulus adds to a state. Plain data: threads may share it while
/// none writes.
struct Release {
    Index state{};   ///< The state is an index into the state vector.
    double share{};  ///< The share is added to the state per unit of magnitude [-].
};

/// A route is a way in which a dose is taken.
enum class Route {
    oral,                   ///< The dose is swallowed ("po").
    oral_extended_release,  ///< The dose is swallowed and released slowly ("er").
    intravenous,            ///< The dose is injected into a vein ("iv").
    intramuscular,          ///< The dose is injected into a muscle ("im").
    subcutaneous,           ///< The dose is injected under the skin ("sc").
    intranasal,             ///< The dose is sprayed into the nose ("in").
    sublingual,             ///< The dose dissolves under the tongue ("sl").
    depotrex,               ///< The dose is a depot of naltrexone in a muscle ("depotrex").
};

/// Returns the word of a prescription for a route: "po", "er", "iv", "im", "sc", "in", "sl" or "depotrex".
const std::string& abbreviation(Route route);
/// Returns the word of the parameter library for a route: "oral", "oral-extended-release", ...
const std::string& to_string(Route route);
/// Reads a route from either word, in any case. Throws UnknownNameError.
Route parse_route(std::string_view text);

}  // namespace opiodyn
