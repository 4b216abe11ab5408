#pragma once
/// The common form of a ligand, from the library or from the caller: what there is of it, and its
/// parameters by full name.

#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/drug.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/parameters.hpp"

namespace opiodyn::detail {

enum class InputKind { first_order, zero_order, zero_order_into_depot };

struct AbsorptionInput {
    std::string prefix;  ///< of its parameters, e.g. "naltrexone.oral."
    InputKind kind{};
};

struct RouteInfo {
    Route route{};
    std::string prefix;  ///< "naltrexone.oral."
    std::string salt;
    std::vector<AbsorptionInput> inputs;  ///< empty: straight into the central compartment
};

struct Substance {
    std::string name;
    LigandKind kind{};
    int compartments{0};
    std::vector<RouteInfo> routes;
    std::vector<std::string> metabolites;
    std::vector<Receptor> receptors;  ///< those it binds to
    std::vector<Parameter> parameters;
};

/// Throws UnknownName, offering only names of this kind (drugs also serve as metabolites).
Substance from_library(const std::string& name, LigandKind kind);
/// Checks the drug's fields; throws InvalidInput.
Substance from_caller(const Drug& drug);
/// K, koff and tau of a caller's Binding.
std::vector<Parameter> parameters_of(const Binding& binding);

/// Throws InvalidInput if the value is impossible for a parameter of that name (a negative volume, a
/// fraction above one).
void check_domain(std::string_view name, double value);

}  // namespace opiodyn::detail
