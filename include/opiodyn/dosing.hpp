#pragma once
/// Room 1. Doses and regimens: plain values, in NONMEM's words.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn {

class Regimen;

/// One dose record, repeated `additional` times every `interval` (NONMEM: AMT, TIME, DUR, II, ADDL).
struct Dose {
    std::string drug{};
    Mass amount{};  ///< mg of what the label names (for naltrexone: hydrochloride)
    Route route{Route::oral};
    Time time{};                 ///< of the first dose, from the start of the run
    Time duration{};             ///< of an infusion; 0 is a bolus (iv) or a swallowed dose (po)
    Time interval{};             ///< ii
    std::int64_t additional{0};  ///< addl

    /// This dose `count` times in all, every `interval`.
    Regimen every(Time interval, std::int64_t count) const;
    /// Time of repetition k: time + k * interval, in one multiplication.
    double time_of(std::int64_t k) const {
        return time.value + static_cast<double>(k) * interval.value;
    }
};

/// Throws InvalidInput if a field breaks its rule; `field` prefixes the name in the message.
void check(const Dose& dose, std::string_view field = "dose");

/// A set of dose records. Adding two regimens gives both, side by side.
class Regimen {
public:
    Regimen() = default;
    Regimen(const Dose& dose) : Regimen(std::vector<Dose>{dose}) {}
    /// Checks every dose and the total number of doses.
    explicit Regimen(std::vector<Dose> doses);

    const std::vector<Dose>& doses() const noexcept { return doses_; }
    bool empty() const noexcept { return doses_.empty(); }
    /// Names of the drugs, each once, in order of appearance.
    std::vector<std::string> drugs() const;
    /// Number of single doses after expanding ADDL.
    std::int64_t count() const noexcept;
    /// Time of the first and of the last single dose (h). Throws InvalidInput when empty.
    double first_time() const;
    double last_time() const;
    /// Where a run of this regimen ends unless told otherwise: one dosing interval (24 h if the dose
    /// is not repeated) after the last dose and the end of its infusion.
    double default_end() const;

    Regimen& operator+=(const Regimen& other);

private:
    std::vector<Dose> doses_;
};

/// Both, side by side; also of two single doses.
Regimen operator+(const Regimen& a, const Regimen& b);

/// Reads "naltrexone 4.5 mg po q24h x28 at 22h + morphine 10 mg iv over 30min at 72h".
/// Each clause: drug, amount (g, mg, ug), route (po, iv), then in any order: over TIME, qTIME,
/// xCOUNT (these two together), at TIME. TIME is a number with h, min or d. Throws ParseError.
Regimen parse_regimen(std::string_view text);

/// The text form; parse_regimen(to_text(r)) gives the same doses, unless there are none.
std::string to_text(const Regimen& regimen);

}  // namespace opiodyn
