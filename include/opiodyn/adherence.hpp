#pragma once
/// What is taken of what was ordered.

#include <cstdint>

#include "opiodyn/dosing.hpp"

namespace opiodyn {

/// Each dose is missed with this probability, and otherwise taken up to `shift` early or late, evenly
/// spread.
struct Adherence {
    double missed{0.0};
    Time shift{};
};

/// One history of a regimen: every dose a record of its own. Dose k of record i depends on (seed,
/// subject, i, k) alone. A dose that says what came before it (SS) is never missed or moved; resets and
/// changes stay, and no dose moves across a reset. Throws InvalidInput for a probability outside [0, 1], or a shift that could move a dose
/// before the start of the run.
Regimen taken(const Regimen& ordered, const Adherence& adherence, std::uint64_t seed,
              std::uint64_t subject = 0);

}  // namespace opiodyn
