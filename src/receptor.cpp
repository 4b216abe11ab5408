#include "opiodyn/receptor.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

const std::array<std::string, receptor_count> names{"mu", "delta", "kappa"};

}  // namespace

const std::string& to_string(Receptor receptor) {
    return names[static_cast<std::size_t>(receptor)];
}

Receptor parse_receptor(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw UnknownName("receptor", std::string(name), names);
    return static_cast<Receptor>(found - names.begin());
}

}  // namespace opiodyn
