#pragma once
/// Doses and regimens: plain values, in NONMEM's words.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn {

class Regimen;

/// NONMEM's SS. `reset` (1): the body is what it would be had this dose been taken every `interval`
/// for ever; whatever was given before is forgotten. `add` (2): that is added to what is there, which
/// only linear models can.
enum class SteadyState { none = 0, reset = 1, add = 2 };

/// One dose record, repeated `additional` times every `interval`
/// (NONMEM: AMT, TIME, DUR, II, ADDL, RATE, SS, CMT, F, ALAG).
struct Dose {
    std::string drug{};
    Mass amount{};  ///< mg of what the label names (for naltrexone: hydrochloride)
    Route route{Route::oral};
    Time time{};                 ///< of the first dose, from the start of the run
    Time duration{};             ///< of an infusion; 0 is a bolus (iv) or a swallowed dose (po)
    Time interval{};             ///< ii
    std::int64_t additional{0};  ///< addl
    MassRate rate{};             ///< of an infusion, instead of `duration`; lasts F amount / rate
    SteadyState steady_state{SteadyState::none};
    /// cmt: where the dose goes instead of the inputs of `route`, by name (depot, central,
    /// peripheral) or number (1 is the first).
    std::string compartment{};
    double bioavailability{1.0};  ///< F of this dose, on top of what its absorption has
    Time lag{};                   ///< ALAG of this dose, on top of what its absorption has

    /// This dose `count` times in all, every `interval`.
    Regimen every(Time interval, std::int64_t count) const;
    /// Time of repetition k: time + k * interval, in one multiplication.
    double time_of(std::int64_t k) const {
        return time.value + static_cast<double>(k) * interval.value;
    }
    /// Length of the infusion (h): `duration`, or what `rate` takes to bring F amount; 0 for a bolus.
    double infusion_time() const;
    /// SS with a rate and no amount: an infusion that has been running for ever and ends now.
    bool endless() const { return steady_state != SteadyState::none && amount.value == 0.0; }
};

/// NONMEM's EVID 3: back to the drug-free state; whatever was ordered before is cancelled: what is
/// pending, what is running, and further additional doses. With a dose at the same time: EVID 4.
struct Reset {
    Time time{};
};

/// Parameters that hold from this time on, by full name. At time 0, before any dose of the list, they
/// hold from the start: the run begins in their drug-free steady state. They also replace what is
/// known of a person. A dose, with its repetitions, keeps the lag, the duration and the share of it
/// that enters as they were when it was ordered; the F of a first-order input acts as its depot
/// empties.
struct Change {
    Time time{};
    std::map<std::string, double> parameters{};
};

/// Something that happens to the body and is not a drug, repeated `additional` times every
/// `interval`: it adds to the release X of peptides (exercise, injury, expectation, or the name of one
/// peptide), or to the drive D of a flare (flare); equations (14) and (19) of docs/theory.md.
struct Stimulus {
    std::string name{};
    double magnitude{1.0};  ///< 1 doubles the release of a peptide with a share of 1
    Time time{};            ///< of the first
    Time interval{};
    std::int64_t additional{0};

    double time_of(std::int64_t k) const {
        return time.value + static_cast<double>(k) * interval.value;
    }
};

using Record = std::variant<Dose, Reset, Change, Stimulus>;

/// When a record is or begins (h).
double time_of(const Record& record);

/// Throws InvalidInput if a field breaks its rule; `field` prefixes the name in the message.
void check(const Record& record, std::string_view field = "dose");

/// A list of records. Records at one time act in the order of the list; otherwise its order does not
/// matter. Adding two regimens gives both, side by side.
class Regimen {
public:
    Regimen() = default;
    Regimen(const Dose& dose) : Regimen(std::vector<Record>{dose}) {}
    Regimen(const Reset& reset) : Regimen(std::vector<Record>{reset}) {}
    Regimen(const Change& change) : Regimen(std::vector<Record>{change}) {}
    Regimen(const Stimulus& stimulus) : Regimen(std::vector<Record>{stimulus}) {}
    /// Checks every record and the total number of doses and stimuli.
    explicit Regimen(std::vector<Record> records);

    const std::vector<Record>& records() const noexcept { return records_; }
    /// The records that are doses.
    std::vector<Dose> doses() const;
    bool empty() const noexcept { return records_.empty(); }
    /// Names of the drugs, each once, in order of appearance.
    std::vector<std::string> drugs() const;
    /// Number of single doses after expanding ADDL.
    std::int64_t count() const noexcept { return count_; }
    /// Time of the first record, and of the last single dose or other record (h). Throws InvalidInput
    /// when empty.
    double first_time() const;
    double last_time() const;
    /// Times of the single doses of a drug that no reset cancels, ascending (h); "" for all drugs.
    std::vector<double> given(std::string_view drug = "") const;
    /// When the next dose of a drug would be, had its records gone on; infinite if its last dose is not
    /// one of a series.
    double next_time(std::string_view drug) const;
    /// Where a run of this regimen ends unless told otherwise: when the next dose would be (24 h after a
    /// dose or stimulus that does not repeat, and its lag), and not before the last infusion has ended.
    double default_end() const;

    Regimen& operator+=(const Regimen& other);

private:
    std::vector<Record> records_;
    std::int64_t count_{0};
    std::int64_t stimuli_{0};
};

/// Both, side by side; also of two single records.
Regimen operator+(const Regimen& a, const Regimen& b);

/// Reads "naltrexone 4.5 mg po q24h x28 at 22h + morphine 10 mg iv over 30min at 72h"; the whole
/// language is in docs/dosing.md. Throws ParseError.
Regimen parse_regimen(std::string_view text);

/// The text form; parse_regimen(to_text(r)) gives the same records, unless there are none.
std::string to_text(const Regimen& regimen);

}  // namespace opiodyn
