#include "opiodyn/drug_names.hpp"

#include <algorithm>
#include <unordered_map>

#include "foundations/enum_names.hpp"
#include "foundations/suggestion.hpp"
#include "foundations/words.hpp"
#include "library/other_names.hpp"
#include "library/parameter_data.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

Brand from_row(const detail::BrandRow& row) {
    Brand brand{row.name, row.drug, {}, row.refusal, row.status, detail::split(row.sources),
                row.note};
    for (const auto& route : detail::split(row.routes)) brand.routes.push_back(parse_route(route));
    return brand;
}

/// Returns the brands by name. Every dose of a regimen asks for one.
const std::unordered_map<std::string_view, const Brand*>& brand_index() {
    static const auto index = [] {
        std::unordered_map<std::string_view, const Brand*> places;
        for (const auto& brand : library::brands()) places.emplace(brand.name, &brand);
        return places;
    }();
    return index;
}

/// Returns the library's name of a drug or metabolite that is written in any case; empty if there is none.
std::string_view library_name(const std::string& folded) {
    static const auto names = [] {
        std::unordered_map<std::string_view, std::string_view> by_name;
        for (const auto& row : detail::substance_rows)
            if (std::string_view(row.kind) != "peptide") by_name.emplace(row.name, row.name);
        return by_name;
    }();
    const auto found = names.find(folded);
    return found == names.end() ? std::string_view() : found->second;
}

/// Returns the rule for a word that means no drug of a regimen. It corrects a slip.
std::string about_missing(std::span<const std::string> drugs, const std::string& word) {
    auto rule = detail::about_unknown(word, drugs, {});
    if (rule.ends_with('?')) return rule;
    std::string list;
    for (const auto& drug : drugs) list += (list.empty() ? "" : ", ") + drug;
    return "is not in the regimen, which has " + (list.empty() ? "none" : list);
}

std::string quoted(std::string_view word) { return "'" + std::string(word) + "'"; }

}  // namespace

namespace library {

const std::vector<Brand>& brands() {
    static const std::vector<Brand> list = [] {
        std::vector<Brand> rows;
        for (const auto& row : detail::brand_rows) rows.push_back(from_row(row));
        return rows;
    }();
    return list;
}

const Brand* brand(std::string_view name) {
    const auto found = brand_index().find(detail::lower(name));
    return found == brand_index().end() ? nullptr : found->second;
}

std::string drug_name(std::string_view word, std::string_view field) {
    if (const auto name = library_name(detail::lower(word)); !name.empty())
        return std::string(name);
    const Brand* meant = brand(word);
    if (meant == nullptr) return std::string(word);
    if (meant->drug.empty()) throw InputError(std::string(field), quoted(word), meant->refusal);
    return meant->drug;
}

std::string drug_among(std::span<const std::string> drugs, std::string_view word) {
    std::string named(word);
    if (detail::contains(drugs, named)) return named;
    auto meant = drug_name(word);
    if (detail::contains(drugs, meant)) return meant;
    throw UnknownNameError("drug", named, about_missing(drugs, named));
}

void check_route(std::string_view word, Route route, std::string_view field) {
    detail::require_known(std::string(field), route, Route::depotrex);
    const Brand* meant = brand(word);
    if (meant == nullptr || meant->routes.empty() || detail::contains(meant->routes, route)) return;
    std::string routes;
    for (const auto known : meant->routes)
        routes += (routes.empty() ? "" : " or ") + abbreviation(known);
    throw InputError(std::string(field), abbreviation(route),
                     std::string(word) + " is " + meant->drug + " given " + routes + "; write " +
                         meant->drug + " for another route");
}

}  // namespace library

namespace detail {

const std::vector<std::string>& other_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const auto& row : other_rows) list.emplace_back(row.name);
        for (const auto& brand : library::brands()) list.push_back(brand.name);
        return list;
    }();
    return names;
}

bool is_set_of(std::string_view drug, std::string_view name) {
    return name.size() > drug.size() && name.starts_with(drug) && name[drug.size()] == '/';
}

std::vector<std::string> sets_with_route(std::string_view drug, Route route) {
    std::vector<std::string> names;
    for (const auto& row : route_rows)
        if (is_set_of(drug, row.substance) && parse_route(row.route) == route)
            names.emplace_back(row.substance);
    return names;
}

void check_own_name(const std::string& field, const std::string& name) {
    const auto known = library_name(lower(name));
    if (!known.empty() && known != name)
        throw InputError(field, quoted(name),
                         "is read as the library's " + std::string(known) + "; take another name");
    if (library::brand(name) != nullptr)
        throw InputError(
            field, quoted(name),
            "is a brand or another word for a drug (data/names.toml); take another name");
}

}  // namespace detail
}  // namespace opiodyn
