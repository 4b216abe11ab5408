#pragma once
/// This header flattens a regimen into ordered smooth segments. Its source is the only place that turns
/// lag, bioavailability, repetition, infusions, resets and steady-state records into events; everything
/// else sees events and inputs. All structs here are plain data.

#include <cstddef>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/entry.hpp"

namespace opiodyn {

struct Cycle;

/// A jump is an amount that enters a state at once. Threads may share it while none writes.
struct Jump {
    Index state{};    ///< The state is an index into the state vector.
    double amount{};  ///< The amount is that of a dose [nmol], or the size of a stimulus [-].
};

/// This event puts the state back to the drug-free one. Threads may share it.
struct ToBaseline {};

/// A switch puts other parameters in force. Threads may share it while none writes.
struct Switch {
    /// The parameters are those after so many of the regimen's changes, in order of time.
    std::size_t change{};
};

/// This event puts the state at the start of a cycle that has repeated for ever. Threads may share it
/// while none writes.
struct ToSteadyState {
    std::shared_ptr<const Cycle> cycle;  ///< The cycle is one period of the doses.
    bool add{};                          ///< The steady state is added to what is there, if true.
};

/// An event happens to the state at one instant. Threads may share it while none writes.
struct Event {
    std::size_t record{};  ///< The record of the regimen asked for it; it is counted from 0.
    std::variant<Jump, ToBaseline, Switch, ToSteadyState> action;  ///< The action is what happens.
};

/// An input is a constant rate into a state. Threads may share it while none writes.
struct Input {
    Index state{};  ///< The state is an index into the state vector.
    double rate{};  ///< The rate is an amount per time [nmol/h].
};

/// A segment is a stretch of time, begin <= t < end, over which the system is smooth. Threads may share
/// it while none writes.
struct Segment {
    double begin{};             ///< The segment begins at this time [h].
    double end{};               ///< The segment ends at this time [h]; infinity for the last.
    std::vector<Event> events;  ///< The events happen at `begin`, in their order.
    std::vector<Input> inputs;  ///< The inputs act throughout.
};

/// A schedule holds the segments from the first event on, gapless; none for an empty regimen.
using Schedule = std::vector<Segment>;

/// A cycle is one period of dosing that repeats for ever. An infinite period is a constant input.
/// Threads may share it while none writes.
struct Cycle {
    double period{};    ///< The period is the time until everything repeats [h].
    Schedule segments;  ///< The segments run from 0 to `period`.
};

/// This function returns all entries of a dose under the parameters after so many changes.
using EntryLookup = std::function<std::vector<Entry>(const Dose& dose, std::size_t changes)>;

/// This function returns what a stimulus acts on under the parameters after so many changes.
using ReleaseLookup =
    std::function<std::vector<Release>(const Stimulus& stimulus, std::size_t changes)>;

/// This function returns the state that holds a concentration which is given, and what one unit of the table is
/// there, under the parameters after so many changes.
using ConcentrationLookup = std::function<Release(const Concentration& given, std::size_t changes)>;

/// This function is called again and again while a long regimen is worked on. What it throws ends the work.
using Poll = std::function<void()>;

/// Returns the schedule of a regimen. The cost is n log n in the number n of single doses and stimuli.
/// Throws what the look-ups and `poll` throw, and InputError for a stimulus without `releases`, for a steady
/// state with too many doses that still act, and for an endless infusion into zero order. Throws it too
/// for a concentration without `concentrations`, or with a reset after its start.
Schedule flatten(const Regimen& regimen, const EntryLookup& entries,
                 const ReleaseLookup& releases = {}, const ConcentrationLookup& concentrations = {},
                 const Poll& poll = {});

/// Returns the cycle in which each dose recurs at its time plus every whole multiple of `period` [h],
/// with no first and no last dose. Throws InputError for a dose that repeats itself (ADDL, SS), for any
/// other record, and for a period that is not above an instant. Throws what `entries` and `poll` throw.
Cycle cycle_of(const Regimen& regimen, Time period, const EntryLookup& entries,
               const Poll& poll = {});

}  // namespace opiodyn
