#pragma once
/// This header names the three classical opioid receptors.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// A receptor is one of the three populations that ligands compete for.
enum class Receptor {
    mu,     ///< The mu receptor is that of morphine and beta-endorphin.
    delta,  ///< The delta receptor is that of enkephalin.
    kappa   ///< The kappa receptor is that of dynorphin.
};

/// This many receptors are known [-].
inline constexpr std::size_t receptor_count = 3;
/// This array holds all receptors in order.
inline constexpr std::array<Receptor, receptor_count> all_receptors{Receptor::mu, Receptor::delta,
                                                                    Receptor::kappa};

/// Returns the name of a receptor: "mu", "delta" or "kappa".
const std::string& to_string(Receptor receptor);

/// Reads a receptor from its name. Throws UnknownNameError.
Receptor parse_receptor(std::string_view name);

}  // namespace opiodyn
