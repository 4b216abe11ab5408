#pragma once
/// Flattens a regimen into ordered smooth segments. The only place that knows lag,
/// bioavailability, repetition, infusions, resets and steady-state records; everything else sees
/// events and inputs.

#include <cstddef>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/entry.hpp"

namespace opiodyn {

struct Cycle;

/// An amount (nmol; of a stimulus its size) that enters a state at once.
struct Jump {
    Index state{};
    double amount{};
};

/// The state becomes the drug-free one.
struct ToBaseline {};

/// From here on the parameters are those after `change` of the regimen's changes, in order of time.
struct Switch {
    std::size_t change{};
};

/// The state becomes the one at the start of this cycle, repeated for ever; or that is added.
struct ToSteadyState {
    std::shared_ptr<const Cycle> cycle;
    bool add{};
};

/// What happens to the state at one instant, and the record of the regimen that asked for it.
struct Event {
    std::size_t record{};
    std::variant<Jump, ToBaseline, Switch, ToSteadyState> action;
};

/// A constant rate (nmol/h) into a state.
struct Input {
    Index state{};
    double rate{};
};

/// The system is smooth for begin <= t < end; events happen at begin, in their order, and inputs act
/// throughout.
struct Segment {
    double begin{};
    double end{};  ///< infinity for the last
    std::vector<Event> events;
    std::vector<Input> inputs;
};

/// Segments from the first event on, gapless; empty for an empty regimen.
using Schedule = std::vector<Segment>;

/// One period of dosing that repeats for ever; its segments run from 0 to `period`. An infinite period
/// is a constant input.
struct Cycle {
    double period{};
    Schedule segments;
};

/// All entries of a dose under the parameters after so many changes.
using EntryLookup = std::function<std::vector<Entry>(const Dose& dose, std::size_t changes)>;

/// What a stimulus acts on under the parameters after so many changes.
using ReleaseLookup =
    std::function<std::vector<Release>(const Stimulus& stimulus, std::size_t changes)>;

/// Cost is n log n in the number n of single doses and stimuli. Without `releases` there must be no
/// stimulus.
Schedule flatten(const Regimen& regimen, const EntryLookup& entries,
                 const ReleaseLookup& releases = {});

/// Each dose at its time plus every whole multiple of `period`, from long ago for ever. Doses must
/// not repeat themselves (ADDL, SS), and nothing but doses may be there.
Cycle cycle_of(const Regimen& regimen, Time period, const EntryLookup& entries);

}  // namespace opiodyn
