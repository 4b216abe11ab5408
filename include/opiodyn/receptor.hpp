#pragma once
/// The three classical opioid receptors.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn {

enum class Receptor { mu, delta, kappa };

inline constexpr std::size_t receptor_count = 3;
inline constexpr std::array<Receptor, receptor_count> all_receptors{Receptor::mu, Receptor::delta,
                                                                    Receptor::kappa};

/// "mu", "delta" or "kappa".
const std::string& to_string(Receptor receptor);

/// The receptor of that name; throws UnknownName.
Receptor parse_receptor(std::string_view name);

}  // namespace opiodyn
