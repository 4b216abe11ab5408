#pragma once
/// This header holds parameters: a value never travels without its unit, range, evidence and source.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// Evidence tells what a value rests on.
enum class Evidence : char {
    human = 'H',       ///< The value was measured in people.
    animal = 'A',      ///< The value was measured in animals.
    in_vitro = 'V',    ///< The value was measured in vitro.
    assumption = 'X',  ///< The value is assumed.
    caller = 'U',      ///< The user of the library supplied the value.
};

/// A parameter is a value and what is known of it. Plain data: threads may share it while none writes.
struct Parameter {
    std::string name;                     ///< The full name is e.g. "naltrexone.CL".
    double value{};                       ///< The value is in `unit`.
    std::string unit;                     ///< The unit is e.g. L/h, or - for a pure number.
    double low{};                         ///< The plausible range begins here, in `unit`.
    double high{};                        ///< The plausible range ends here, in `unit`.
    Evidence evidence{Evidence::caller};  ///< The evidence tells what the value rests on.
    /// The status tells how the value was obtained: read, secondary, derived, memory, assumed, supplied.
    std::string status;
    std::vector<std::string> sources;  ///< The sources are keys of data/references.bib.
    std::string meaning;               ///< The meaning says in words what the parameter is.
    std::string note;                  ///< The note tells what else to know of the value.
    /// The peptides at this receptor competed as the value was worked out, or it is empty. A Kp of such a
    /// kind follows 1 + X0, and a K its inverse, where X0 sums e0 of the peptides (docs/theory.md,
    /// section 2).
    std::string calibrated_at{};

    /// Tells whether the source itself has not been read: it is an assumption until somebody does.
    bool unconfirmed() const;
};

/// A parameter table holds parameters in a fixed order and finds them by name. Threads may share it
/// while none changes it.
class ParameterTable {
public:
    /// Appends a parameter. Throws InputError if the name is there already.
    void add(Parameter parameter);
    /// Appends a parameter, or replaces the one of its name.
    void put(Parameter parameter);
    /// Marks a parameter as one that nobody knows, and says why.
    void add_missing(std::string name, std::string reason);
    /// Returns a parameter. Throws NotKnownError for one that is missing, and UnknownNameError for others.
    const Parameter& at(std::string_view name) const;
    /// Returns a parameter, or null if it is not there.
    const Parameter* find(std::string_view name) const;
    /// Returns the value of a parameter in its unit. Throws as at().
    double value(std::string_view name) const { return at(name).value; }
    /// Tells whether a parameter is there.
    bool contains(std::string_view name) const;
    /// Returns all parameters in order.
    const std::vector<Parameter>& all() const noexcept { return rows_; }
    /// Returns the parameters that nobody knows, with the reason for each.
    const std::map<std::string, std::string, std::less<>>& missing() const noexcept {
        return missing_;
    }
    /// Sets a value on the caller's authority: evidence and source change with it. A parameter that was
    /// missing is then known. Throws UnknownNameError for a name that is neither there nor missing, and
    /// InputError for a missing one whose unit nobody can tell.
    void override_value(std::string_view name, double value);
    /// Sets the value of one person: evidence and sources stay, and the note names the typical value.
    /// Throws as at().
    void individualize(std::string_view name, double value);

private:
    std::vector<Parameter> rows_;
    std::map<std::string, std::size_t, std::less<>> index_;
    std::map<std::string, std::string, std::less<>> missing_;
};

/// A reference is a source of the parameter library. Plain data: threads may share it while none writes.
struct Reference {
    std::string key;       ///< The key is that of data/references.bib.
    std::string citation;  ///< The citation names authors, year and journal.
    std::string doi;       ///< The DOI is empty if there is none.
    std::string note;      ///< The note tells what else to know of the source.
};

/// A preset is a biophase with the data that it agrees and disagrees with (docs/theory.md, section 2).
/// Plain data: threads may share it while none writes.
struct Preset {
    std::string name;     ///< The name is that of a Biophase.
    std::string matches;  ///< This text names the data that the preset agrees with.
    std::string fails;    ///< This text names the data that the preset disagrees with.
};

/// A note is a sentence on safety from data/safety.toml, and the condition under which it is shown.
/// Plain data: threads may share it while none writes.
struct Note {
    std::string name;    ///< The name tells the note from the others.
    std::string text;    ///< The sentence has fields in braces, such as {opioid}.
    std::string when;    ///< This text says in words when the note is shown.
    int severity;        ///< 1 is for what can kill, 2 for harm, 3 for limits of the model.
    std::string status;  ///< The status is that of a parameter, such as read or memory.
    std::vector<std::string> sources;  ///< The sources are keys of data/references.bib.
};

/// The library holds the parameters that are compiled in from data/. Its tables are made once and never
/// change; threads may share them.
namespace library {
/// Returns all parameters: of the substances, of the body's response, and then the effects of people on
/// them (CVs, correlations, covariates).
const ParameterTable& parameters();
/// Returns the sources of the parameters.
const std::vector<Reference>& references();
/// Returns the biophase presets.
const std::vector<Preset>& presets();
/// Returns the notes on safety, in the order in which they are shown.
const std::vector<Note>& notes();
/// Returns the numbers that decide when a note is shown, such as naltrexone.oral.label_dose [mg].
const std::vector<Parameter>& safety();
/// Returns the names of drugs, metabolites and peptides.
std::vector<std::string> substances();
/// Returns the names of the drugs.
std::vector<std::string> drugs();
/// Returns the full names of a drug's literature sets ("naloxone/fda"), the default one among them.
/// It returns none for a drug without alternatives.
std::vector<std::string> sets_of(std::string_view substance);
/// Returns the parameters whose name begins with a substance and a dot. Throws UnknownNameError if there is
/// none.
std::vector<Parameter> parameters_of(std::string_view substance);
}  // namespace library

}  // namespace opiodyn
