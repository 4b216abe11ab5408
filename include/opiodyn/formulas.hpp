#pragma once
/// This header holds the equations of a model as formulas that other programs can print. The equations write
/// them down themselves, so that nothing stands twice.

#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn {

/// This index marks an operand or a term that is not there.
inline constexpr Index no_term = -1;

/// A term is one number of a formula: a leaf, or an operation on terms that come before it. Plain data:
/// threads may share it while none writes.
struct Term {
    /// An operation is what a term does with its operands.
    enum class Operation {
        number,         ///< The term is a known number, `value`.
        parameter,      ///< The term is the parameter `first` of Formulas::parameters.
        state,          ///< The term is the state `first` of the model.
        add,            ///< The term is a + b.
        subtract,       ///< The term is a - b.
        multiply,       ///< The term is a b.
        divide,         ///< The term is a / b.
        negate,         ///< The term is -a.
        positive_part,  ///< The term is max(0, a).
        power,          ///< The term is a^b, and 0 where a is not above 0.
    };
    Operation operation{};  ///< The operation tells what the term is.
    Index first{no_term};   ///< This is the operand a, or the place of a leaf.
    Index second{no_term};  ///< This is the operand b.
    double value{};         ///< This is the value of a number, in the unit of its formula.

    /// Terms are equal if all of them is.
    bool operator==(const Term&) const = default;
};

/// A formula is a term with a name. Plain data: threads may share it while none writes.
struct Formula {
    std::string name;     ///< The name is e.g. mu.signal or occupancy.naltrexone.mu.
    std::string unit;     ///< The unit is that of the parameter library, or - for a pure number.
    std::string meaning;  ///< The meaning says in words what it is; it is empty for a column.
    Index term{no_term};  ///< The term is a place among Formulas::terms.
};

/// A state formula tells where a state begins without a drug, and how it changes. Plain data: threads may
/// share it while none writes.
struct StateFormula {
    Index initial{no_term};  ///< The term is the drug-free value [unit of the state].
    Index rate{no_term};     ///< The term is the rate of change [unit of the state per h].
};

/// An entry formula tells how a dose enters a state. Plain data: threads may share it while none writes.
struct EntryFormula {
    Index state{};               ///< The state is an index into the state vector.
    Index nmol_per_mg{no_term};  ///< The term is what enters per mg dosed [nmol/mg].
    Index lag{no_term};          ///< The term is the time between dosing and entry [h].
    Index duration{no_term};     ///< The term is the length of an entry of zero order [h].
};

/// A dosing place is a route of a drug, or a compartment of it, and where doses enter then. Plain data:
/// threads may share it while none writes.
struct DosingPlace {
    std::string drug;                   ///< The drug has its full name.
    std::string place;                  ///< The place is the word of a route, or a compartment.
    bool compartment{};                 ///< If true, the place is a compartment.
    int number{0};                      ///< The number is that of the compartment; 0: it has none.
    std::vector<EntryFormula> entries;  ///< The entries are one for each state that a dose reaches.
};

/// Formulas hold the equations of one model, with its parameters as names that may get other values. What is
/// there is settled by the model: where one of its parameters is 0 or 1, a term may be left out. Plain data:
/// threads may share it while none writes.
struct Formulas {
    std::vector<Term> terms;              ///< Terms come before those that use them.
    std::vector<std::string> parameters;  ///< These are the parameters that the terms use.
    std::vector<Formula> constants;       ///< These follow from parameters alone.
    std::vector<Formula> quantities;      ///< These follow from states, and others use them.
    std::vector<StateFormula> states;  ///< There is one for each state of the model, in its order.
    std::vector<Formula> columns;      ///< There is one for each column of the model, in its order.
    std::vector<DosingPlace> places;   ///< These are all places that doses can go to.
};

/// Returns the formulas of a model: equations (1)-(21) of docs/theory.md.
Formulas formulas(const Model& model);

/// A dose amount is a part of what a dose event does. Plain data: threads may share it while none writes.
struct DoseAmount {
    double amount{};      ///< The amount is in mg, or in the unit of its state if it has no unit.
    Index unit{no_term};  ///< The term is the nmol that 1 mg becomes, of the formulas of the model.
};

/// A dose event is what a regimen does to one state at one time. Plain data: threads may share it while
/// none writes.
struct DoseEvent {
    /// A kind says what the event does.
    enum class Kind {
        reset,  ///< All states go back to their drug-free values, and all inputs end.
        add,    ///< The amounts are added to the state.
        rate,  ///< The amounts per hour become the constant input of the state, until the next such event.
    };
    double time{};  ///< The event happens at this time [h].
    Kind kind{};    ///< The kind says what happens.
    Index state{};  ///< The state is an index into the state vector; a reset has none.
    std::vector<DoseAmount> amounts;  ///< The amounts add up; without any it is 0.
};

/// Returns what a regimen does to a model as events in the order in which they happen. Their units are terms of
/// formulas(model). Throws InputError for records that events at fixed times cannot say, which are changes of
/// parameters and steady states, and what a run of the regimen would throw.
std::vector<DoseEvent> dose_events(const Model& model, const Regimen& regimen);

}  // namespace opiodyn
