#include "opiodyn/parameters.hpp"

#include "foundations/words.hpp"
#include "library/other_names.hpp"
#include "library/parameter_data.hpp"
#include "library/parameter_kinds.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/endpoint.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

std::vector<std::string> names_of(const std::vector<Parameter>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows) names.push_back(row.name);
    return names;
}

Parameter from_row(const detail::ParameterRow& row) {
    return {row.name,         row.value,
            row.unit,         row.low,
            row.high,         Evidence{row.evidence},
            row.status,       detail::split(row.sources),
            row.meaning,      row.note,
            row.calibrated_at};
}

/// Throws InputError for a letter that is no class of evidence.
void require_evidence(const Parameter& parameter) {
    constexpr std::string_view letters = "HAVXU";
    const char letter = static_cast<char>(parameter.evidence);
    if (letters.find(letter) == std::string_view::npos)
        throw InputError(parameter.name + ".evidence",
                         std::to_string(static_cast<unsigned char>(letter)),
                         "is no value of its kind, which are the letters H, A, V, X and U");
}

std::vector<std::string> substances_of_kind(std::string_view kind) {
    std::vector<std::string> names;
    for (const auto& row : detail::substance_rows)
        if ((kind.empty() || kind == row.kind) && *row.set_of == '\0') names.emplace_back(row.name);
    return names;
}

}  // namespace

bool Parameter::unconfirmed() const {
    return status == "secondary" || status == "memory" || status == "assumed";
}

void ParameterTable::add(Parameter parameter) {
    if (contains(parameter.name))
        throw InputError("parameter", "'" + parameter.name + "'", "is given twice");
    require_evidence(parameter);
    index_.emplace(parameter.name, rows_.size());
    rows_.push_back(std::move(parameter));
}

void ParameterTable::put(Parameter parameter) {
    const auto found = index_.find(parameter.name);
    if (found == index_.end()) return add(std::move(parameter));
    require_evidence(parameter);
    rows_[found->second] = std::move(parameter);
}

bool ParameterTable::contains(std::string_view name) const {
    return index_.find(name) != index_.end();
}

const Parameter* ParameterTable::find(std::string_view name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? nullptr : &rows_[found->second];
}

const Parameter& ParameterTable::at(std::string_view name) const {
    if (const auto* found = find(name)) return *found;
    const auto missing = missing_.find(name);
    if (missing != missing_.end()) throw NotKnownError(missing->first, missing->second);
    auto known = names_of(rows_);
    for (const auto& [other, reason] : missing_) known.push_back(other);
    throw UnknownNameError("parameter", std::string(name), known);
}

void ParameterTable::add_missing(std::string name, std::string reason) {
    if (!contains(name)) missing_.emplace(std::move(name), std::move(reason));
}

void ParameterTable::override_value(std::string_view name, double value) {
    Parameter changed;
    const auto missing = missing_.find(name);
    if (missing != missing_.end()) {
        changed.name = name;
        changed.unit = detail::unit_of(name);
        changed.meaning = "supplied where the library knows no value";
        changed.low = changed.high = value;
        missing_.erase(missing);
    } else {
        changed = at(name);
        changed.note = "replaces " + to_text(changed.value) + " " + changed.unit;
    }
    changed.value = value;
    changed.evidence = Evidence::caller;
    changed.status = "supplied";
    changed.sources = {"caller"};
    put(std::move(changed));
}

void ParameterTable::individualize(std::string_view name, double value) {
    Parameter changed = at(name);
    changed.note = "of this person; the typical value is " + to_text(changed.value);
    changed.status = "derived";
    changed.value = value;
    put(std::move(changed));
}

namespace library {

const ParameterTable& parameters() {
    static const ParameterTable table = [] {
        ParameterTable rows;
        for (const auto& row : detail::parameter_rows) rows.add(from_row(row));
        for (const auto& row : detail::response_rows) rows.add(from_row(row));
        for (const auto& row : detail::effect_rows) rows.add(from_row(row));
        for (const auto& row : detail::missing_rows) rows.add_missing(row.name, row.reason);
        return rows;
    }();
    return table;
}

const std::vector<Reference>& references() {
    static const std::vector<Reference> list = [] {
        std::vector<Reference> rows;
        for (const auto& row : detail::reference_rows)
            rows.push_back({row.key, row.citation, row.doi, row.note});
        return rows;
    }();
    return list;
}

const std::vector<Preset>& presets() {
    static const std::vector<Preset> list = [] {
        std::vector<Preset> rows;
        for (const auto& row : detail::preset_rows)
            rows.push_back({row.name, row.matches, row.fails});
        return rows;
    }();
    return list;
}

const std::vector<Endpoint>& endpoints() {
    static const std::vector<Endpoint> list = [] {
        std::vector<Endpoint> rows;
        for (const auto& row : detail::endpoint_rows)
            rows.push_back({row.name, parse_receptor(row.receptor),
                            parameters().value("effect." + std::string(row.name) + ".n"),
                            row.meaning});
        return rows;
    }();
    return list;
}

const std::vector<Note>& notes() {
    static const std::vector<Note> list = [] {
        std::vector<Note> rows;
        for (const auto& row : detail::note_rows)
            rows.push_back({row.name, row.text, row.when, row.severity, row.status,
                            detail::split(row.sources)});
        return rows;
    }();
    return list;
}

const std::vector<Parameter>& safety() {
    static const std::vector<Parameter> list = [] {
        std::vector<Parameter> rows;
        for (const auto& row : detail::safety_rows) rows.push_back(from_row(row));
        return rows;
    }();
    return list;
}

std::vector<std::string> substances() { return substances_of_kind(""); }

std::vector<std::string> sets_of(std::string_view substance) {
    std::vector<std::string> names;
    for (const auto& row : detail::substance_rows)
        if (substance == row.set_of) names.emplace_back(row.name);
    return names;
}

std::vector<std::string> drugs() { return substances_of_kind("drug"); }

std::vector<Parameter> parameters_of(std::string_view substance) {
    const std::string prefix = drug_name(substance, "substance") + ".";
    std::vector<Parameter> rows;
    for (const auto& row : parameters().all())
        if (row.name.starts_with(prefix)) rows.push_back(row);
    if (rows.empty()) {
        auto known = substances();
        known.emplace_back("biophase");
        throw UnknownNameError("substance", std::string(substance), known, "",
                               detail::other_names());
    }
    return rows;
}

}  // namespace library
}  // namespace opiodyn
