#pragma once
/// This header holds doses and regimens as plain values, in NONMEM's words.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "opiodyn/concentration_unit.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn {

class Regimen;

/// SteadyStateDose is NONMEM's SS: the state of the body just before a dose (equation (22) of
/// docs/theory.md).
enum class SteadyStateDose {
    none = 0,  ///< The dose says nothing about what came before it.
    /// The body is as if this dose had been taken every `ii` for ever; what was given before is forgotten.
    reset = 1,
    add = 2  ///< The body has that state on top of what is there, which only linear models can.
};

/// A dose is one record, repeated `addl` times every `ii` (NONMEM: AMT, TIME, DUR, II, ADDL, RATE, SS,
/// CMT, F, ALAG). Plain data: threads may share it while none writes.
struct Dose {
    /// The drug is one word, a name of the library or of the model; a regimen reads brands too.
    std::string drug{};
    /// AMT [mg] counts what the label names (naltrexone: hydrochloride). A dose of 0, a placebo, counts as a
    /// dose and puts nothing in.
    Mass amount{};
    Route route{Route::oral};  ///< The route says how the dose is taken.
    Time time{};               ///< TIME is when the first dose is given, from the start [h].
    Time dur{};                ///< DUR is the length of an infusion [h]; 0 gives all at once.
    Time ii{};                 ///< II is the time between doses [h].
    std::int64_t addl{0};      ///< ADDL counts the doses after the first [-].
    MassRate rate{};           ///< RATE of an infusion [mg/h] replaces DUR; it lasts F AMT / RATE.
    SteadyStateDose ss{SteadyStateDose::none};  ///< SS says what the body had before.
    /// CMT is where the dose goes instead of the inputs of `route`, by name (depot, central,
    /// peripheral) or number (1 is the first); empty: by the route.
    std::string cmt{};
    double F{1.0};  ///< F of this dose [-] multiplies that of its absorption.
    Time lag{};     ///< ALAG of this dose [h] adds to that of its absorption.

    /// Returns a regimen of this dose `count` times in all, every `interval` [h]. Throws InputError if
    /// `count` is below 1 or the dose breaks a rule.
    Regimen every(Time interval, std::int64_t count) const;
    /// Returns the time of repetition k [h], time + k * ii, in one multiplication.
    double time_of(std::int64_t k) const { return time.value + static_cast<double>(k) * ii.value; }
    /// Returns the length of the infusion [h]: `dur`, or F amount / rate; 0 for a bolus.
    double infusion_time() const;
    /// Tells whether this is an infusion that has been running for ever and ends now: SS with a rate and
    /// no amount.
    bool endless() const {
        return ss != SteadyStateDose::none && rate.value > 0.0 && amount.value == 0.0;
    }
};

/// A reset puts the body back to its drug-free state (NONMEM's EVID 3; with a dose at the same time,
/// EVID 4). It cancels what earlier records have pending, running or still to repeat. Plain data:
/// threads may share it while none writes.
struct Reset {
    Time time{};  ///< The reset happens at this time [h].
};

/// A change gives parameters other values from a time on. At time 0, before any dose of the list, they
/// hold from the start: the run begins in their drug-free state. A change also replaces what is known
/// of a person. A dose, with its repetitions, keeps the lag, the duration and the share of it that
/// enters as they were when it was ordered; the F of a first-order input acts as its depot empties.
/// Plain data: threads may share it while none writes.
struct Change {
    Time time{};                                 ///< The change holds from this time on [h].
    std::map<std::string, double> parameters{};  ///< The values go by full name, in their units.
};

/// A stimulus happens to the body and is not a drug, repeated `addl` times every `ii`. It adds to the
/// release X of peptides, equation (14) of docs/theory.md, or to the drive D of a flare, equation (19).
/// Plain data: threads may share it while none writes.
struct Stimulus {
    /// The name is exercise, injury, expectation, the name of one peptide, or flare.
    std::string name{};
    double magnitude{1.0};  ///< A magnitude of 1 [-] doubles the release at a share of 1.
    Time time{};            ///< The first stimulus comes at this time [h].
    Time ii{};              ///< II is the time between stimuli [h].
    std::int64_t addl{0};   ///< ADDL counts the stimuli after the first [-].

    /// Returns the time of repetition k [h], time + k * ii, in one multiplication.
    double time_of(std::int64_t k) const { return time.value + static_cast<double>(k) * ii.value; }
};

/// A concentration is the course of a drug in plasma that the caller gives, as another model computed it. The
/// drug is one of ModelOptions::concentration_given. Between two times the concentration is a straight line,
/// and before the first it is 0. No run may go beyond the last. Plain data: threads may share it while none
/// writes.
struct Concentration {
    std::string drug{};           ///< The drug is one word, a name of the library or of the model.
    std::vector<double> times{};  ///< The times ascend [h] and count from `time`; two at least.
    /// The values are total plasma concentrations in `unit`, one for each time, at least 0.
    std::vector<double> values{};
    ConcentrationUnit unit{ConcentrationUnit::nanomolar};  ///< The unit is that of the values.
    Time time{};                                           ///< The table begins here [h].

    /// Returns the time of point k [h]. Throws InputError for a point that is not there.
    double time_of(std::size_t k) const;
    /// Returns the last time of the table [h]. Throws InputError if it is empty.
    double end() const;
};

/// A record is one line of a regimen.
using Record = std::variant<Dose, Reset, Change, Stimulus, Concentration>;

/// Returns the time at which a record happens or begins [h].
double time_of(const Record& record);

/// Checks the fields of a record. Throws InputError if one breaks its rule; `field` comes before its
/// name in the message.
void check(const Record& record, std::string_view field = "dose");

/// A regimen is a list of records. Records at one time act in the order of the list; otherwise the
/// order does not matter. Regimens add: the sum has both, side by side. Threads may share a regimen
/// while none adds to it by +=.
class Regimen {
public:
    /// Makes a regimen without records.
    Regimen() = default;
    /// Makes a regimen of one dose. Throws InputError if the dose breaks a rule.
    Regimen(const Dose& dose) : Regimen(std::vector<Record>{dose}) {}
    /// Makes a regimen of one reset. Throws InputError if its time breaks a rule.
    Regimen(const Reset& reset) : Regimen(std::vector<Record>{reset}) {}
    /// Makes a regimen of one change. Throws InputError if it breaks a rule.
    Regimen(const Change& change) : Regimen(std::vector<Record>{change}) {}
    /// Makes a regimen of one stimulus. Throws InputError if it breaks a rule.
    Regimen(const Stimulus& stimulus) : Regimen(std::vector<Record>{stimulus}) {}
    /// Makes a regimen of one concentration that is given. Throws InputError if it breaks a rule.
    Regimen(const Concentration& concentration) : Regimen(std::vector<Record>{concentration}) {}
    /// Makes a regimen of these records. Throws InputError for a record that breaks a rule, and for
    /// more doses and stimuli than limits::doses.
    explicit Regimen(std::vector<Record> records);

    /// Returns the records in the order given.
    const std::vector<Record>& records() const noexcept { return records_; }
    /// Returns the records that are doses.
    std::vector<Dose> doses() const;
    /// Returns the records that give a concentration.
    std::vector<Concentration> concentrations() const;
    /// Tells whether there is no record.
    bool empty() const noexcept { return records_.empty(); }
    /// Returns the names of the drugs, each once, in order of appearance.
    std::vector<std::string> drugs() const;
    /// Returns the number of single doses after expanding ADDL [-].
    std::int64_t count() const noexcept { return count_; }
    /// Returns the time of the first record [h]. Throws InputError when empty.
    double first_time() const;
    /// Returns the time of the last single dose, stimulus or other record [h]. Throws InputError when
    /// empty.
    double last_time() const;
    /// Returns the times of the single doses of a drug that no reset cancels, ascending [h]; "" for all
    /// drugs. Infusions that have been running for ever are left out. The drug is named as for
    /// library::drug_among(), which throws UnknownNameError for one that is not here.
    std::vector<double> given(std::string_view drug = "") const;
    /// Returns the times of the single stimuli and flares that no reset cancels, ascending [h].
    std::vector<double> stimulated() const;
    /// Returns the times at which something happens, ascending and each once [h]: doses, after the lag of
    /// their own record, ends of infusions, stimuli, resets, changes, and the starts of
    /// concentrations.
    std::vector<double> events() const;
    /// Returns when the next dose of a drug would be, had its records gone on [h]; infinite if its last
    /// dose is not one of a series. Throws UnknownNameError as library::drug_among() does.
    double next_time(std::string_view drug) const;
    /// Returns where a run of this regimen ends unless told otherwise [h]: when the next dose would be,
    /// and not before the last infusion has ended. A dose or stimulus that does not repeat counts 24 h,
    /// and its lag. A regimen that gives concentrations ends with the first table that ends. Throws
    /// InputError when empty.
    double default_end() const;

    /// Appends the records of another regimen. Throws InputError for more than limits::doses.
    Regimen& operator+=(const Regimen& other);

private:
    std::vector<Record> records_;
    std::int64_t count_{0};
    std::int64_t stimuli_{0};
};

/// Returns both regimens side by side, also of two single records. Throws InputError for more doses
/// and stimuli than limits::doses.
Regimen operator+(const Regimen& a, const Regimen& b);

/// Reads a regimen from text such as "naltrexone 4.5 mg po q24h x28 at 22h + morphine 10 mg iv over
/// 30min at 72h". The whole language is in docs/dosing.md. Throws ParseError, or InputError for a
/// value that breaks a rule and for a text longer than limits::text_length.
Regimen parse_regimen(std::string_view text);

/// Returns the text of a regimen; parse_regimen(to_text(r)) gives the same records, unless there are
/// none.
std::string to_text(const Regimen& regimen);

}  // namespace opiodyn
