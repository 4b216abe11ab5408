#pragma once
/// This header turns a regimen that was ordered into one that was taken, with missed and shifted doses.

#include <cstdint>

#include "opiodyn/dosing.hpp"

namespace opiodyn {

/// Adherence tells how a person departs from a regimen, dose by dose. Plain data: threads may share it
/// while none writes.
struct Adherence {
    double missed{0.0};  ///< Each dose is missed with this probability [-], from 0 to 1.
    Time shift{};        ///< A dose is taken up to this long early or late, evenly spread [h].
};

/// Returns one history of a regimen, in which every dose is a record of its own. Dose k of record i
/// depends on (seed, subject, i, k) alone. A dose that says what came before it (SS) is neither missed
/// nor moved. Resets, changes and stimuli stay, and no dose moves across a reset. Threads may call it
/// at once.
/// Throws InputError if `missed` is not a probability, or if `shift` is negative or could move a dose
/// before time 0.
Regimen taken(const Regimen& ordered, const Adherence& adherence, std::uint64_t seed,
              std::uint64_t subject = 0);

}  // namespace opiodyn
