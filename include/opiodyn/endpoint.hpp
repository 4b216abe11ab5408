#pragma once
/// This header describes the effects of opioids that a model reads out, such as that on breathing.

#include <string>
#include <variant>
#include <vector>

#include "opiodyn/receptor.hpp"

namespace opiodyn {

/// An endpoint is an effect of opioids: the receptor that brings it about and how steeply, equations
/// (10a)-(10b) of docs/theory.md. It is half of its largest at the same signal for every n. Plain data:
/// threads may share it while none writes.
struct Endpoint {
    std::string name{};               ///< The name is one word, as in the column effect.breathing.
    Receptor receptor{Receptor::mu};  ///< This receptor must be in the model.
    double n{};                       ///< n is the slope of the effect [-], above 0.
    std::string meaning{};            ///< The meaning says in words what the effect is.
};

/// A choice of endpoint is a name of the library or an endpoint of the caller's own.
using EndpointChoice = std::variant<std::string, Endpoint>;

namespace library {
/// Returns the endpoints of the library with their slopes. The list is made once and never changes;
/// threads may share it.
const std::vector<Endpoint>& endpoints();
}  // namespace library

}  // namespace opiodyn
