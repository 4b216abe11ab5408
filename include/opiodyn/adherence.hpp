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
/// depends on (seed, subject, i, k) alone. Doses that a reset cancels are left out. A dose that says
/// what came before it (SS) is neither missed nor moved; its repetitions are doses like any other.
/// Resets, changes and stimuli stay. No dose moves across a reset or a record of SS 1, and one that
/// stands in the list before a reset at its own time moves only earlier. With `missed` 0 and `shift` 0
/// the history gives the same doses as the regimen.
///
/// A change acts on the two in different ways. In the regimen, repetitions keep the lag, the duration
/// and the share that enters as they were when the record was ordered (NONMEM's rule for ADDL). In the
/// history each dose has those of the time at which it is taken, as a record of its own has in NONMEM.
///
/// Threads may call it at once. Throws InputError if `missed` is not a probability, or if `shift` is
/// negative or could move a dose before time 0; the draws do not matter for that.
Regimen taken(const Regimen& ordered, const Adherence& adherence, std::uint64_t seed,
              std::uint64_t subject = 0);

}  // namespace opiodyn
