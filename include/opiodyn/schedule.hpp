#pragma once
/// Room 2. Flattens a regimen into ordered smooth segments. The only place that knows lag,
/// repetition and infusions; everything else sees jumps and inputs.

#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/entry.hpp"

namespace opiodyn {

/// An amount (nmol) that enters a state at once.
struct Jump {
    Index state{};
    double amount{};
};

/// A constant rate (nmol/h) into a state.
struct Input {
    Index state{};
    double rate{};
};

/// The system is smooth for begin <= t < end; jumps happen at begin, inputs act throughout.
struct Segment {
    double begin{};
    double end{};  ///< infinity for the last
    std::vector<Jump> jumps;
    std::vector<Input> inputs;
};

/// Segments from the first dose on, gapless; empty for an empty regimen.
using Schedule = std::vector<Segment>;

/// Cost is n log n in the number n of single doses, plus n times the infusions that run at once.
Schedule flatten(const Regimen& regimen, const EntryLookup& entries);

}  // namespace opiodyn
