#pragma once
/// Parameters: a value never travels without its unit, range, evidence and source.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// What a value rests on.
enum class Evidence : char {
    human = 'H',
    animal = 'A',
    in_vitro = 'V',
    assumption = 'X',
    caller = 'U',  ///< supplied by the user of the library
};

struct Parameter {
    std::string name;  ///< e.g. "naltrexone.CL"
    double value{};
    std::string unit;
    double low{}, high{};  ///< plausible range
    Evidence evidence{Evidence::caller};
    std::string status;                ///< read, secondary, derived, memory, assumed, or supplied
    std::vector<std::string> sources;  ///< keys of data/references.bib
    std::string meaning;
    std::string note;

    /// True where the source itself has not been read: an assumption until somebody does.
    bool unconfirmed() const;
};

/// Parameters in a fixed order, found by name.
class ParameterTable {
public:
    /// Throws InvalidInput if the name is there already.
    void add(Parameter parameter);
    /// Adds, or replaces the one of that name.
    void put(Parameter parameter);
    /// Says that nobody knows this one, and why.
    void add_missing(std::string name, std::string reason);
    /// Throws NotKnown for one that is missing, UnknownName with the nearest known name for others.
    const Parameter& at(std::string_view name) const;
    /// Null for one that is not there.
    const Parameter* find(std::string_view name) const;
    double value(std::string_view name) const { return at(name).value; }
    bool contains(std::string_view name) const;
    const std::vector<Parameter>& all() const noexcept { return rows_; }
    const std::map<std::string, std::string, std::less<>>& missing() const noexcept {
        return missing_;
    }
    /// Sets a value on the caller's authority: evidence and source change with it. One that is missing
    /// is then known.
    void override_value(std::string_view name, double value);
    /// Sets the value of one person: evidence and sources stay, the note names the typical value.
    void individualize(std::string_view name, double value);

private:
    std::vector<Parameter> rows_;
    std::map<std::string, std::size_t, std::less<>> index_;
    std::map<std::string, std::string, std::less<>> missing_;
};

struct Reference {
    std::string key;
    std::string citation;
    std::string doi;
    std::string note;
};

/// A biophase preset: what it agrees with and what it fails.
struct Preset {
    std::string name;
    std::string matches;
    std::string fails;
};

/// The parameter library that is compiled in from data/.
namespace library {
/// Values of the substances, of the body's response, then the effects of people on them (CVs, correlations, covariates).
const ParameterTable& parameters();
const std::vector<Reference>& references();
const std::vector<Preset>& biophase_presets();
/// Names of drugs, metabolites and peptides.
std::vector<std::string> substances();
std::vector<std::string> drugs();
/// Its alternative literature sets by full name ("naloxone/fda"), the default one among them.
std::vector<std::string> sets_of(std::string_view substance);
/// Rows whose name starts with `prefix` followed by a dot; throws UnknownName if there is none.
std::vector<Parameter> parameters_of(std::string_view substance);
}  // namespace library

}  // namespace opiodyn
