#include <span>

#include "foundations/enum_names.hpp"
#include "foundations/words.hpp"
#include "library/other_names.hpp"
#include "library/parameter_data.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<4> input_kinds{"first_order", "zero_order", "zero_order_into_depot",
                                       "transit"};
constexpr detail::Names<4> effect_kinds{"linear", "power", "factor", "set"};
constexpr detail::Names<3> ligand_kinds{"drug", "metabolite", "peptide"};

/// Returns the rows of a table that belong to a substance.
template <class Row>
std::vector<Row> rows_of(std::span<const Row> rows, const std::string& substance) {
    std::vector<Row> found;
    for (const auto& row : rows)
        if (substance == row.substance) found.push_back(row);
    return found;
}

/// Returns the names that can be meant: those of the drug's literature sets if the name has a slash, and
/// otherwise those without one.
std::vector<std::string> known_beside(const std::string& name, bool peptide) {
    const std::string base = name.substr(0, name.find('/') + 1);
    std::vector<std::string> known;
    for (const auto& row : detail::substance_rows) {
        const std::string_view other = row.name;
        if ((parse_ligand_kind(row.kind) == LigandKind::peptide) != peptide) continue;
        if (base.empty() ? other.find('/') == other.npos : other.starts_with(base))
            known.emplace_back(other);
    }
    return known.empty() && !base.empty() ? known_beside("", peptide) : known;
}

const detail::SubstanceRow& find_row(const std::string& name, LigandKind kind) {
    const bool peptide = kind == LigandKind::peptide;
    for (const auto& row : detail::substance_rows)
        if (name == row.name && (parse_ligand_kind(row.kind) == LigandKind::peptide) == peptide)
            return row;
    if (peptide) throw UnknownNameError("endogenous", name, known_beside(name, true));
    throw UnknownNameError("drug", name, known_beside(name, false),
                           "for a drug of your own give the model a Drug or a drug file "
                           "(Python: od.Drug, od.read_drug; shell: --drug FILE)",
                           detail::other_names());
}

std::vector<AbsorptionInput> inputs_of(const std::string& substance, const std::string& route) {
    std::vector<AbsorptionInput> inputs;
    for (const auto& row : rows_of(detail::input_rows, substance)) {
        if (route != row.route) continue;
        const std::string name = row.name;
        inputs.push_back({substance + "." + route + "." + (name.empty() ? "" : name + "."),
                          parse_input_kind(row.kind), row.n});
    }
    return inputs;
}

void add_routes(Substance& s) {
    for (const auto& r : rows_of(detail::route_rows, s.name))
        s.routes.push_back({parse_route(r.route), s.name + "." + r.route + ".", r.salt,
                            inputs_of(s.name, r.route)});
}

void add_people(Substance& s) {
    const std::string prefix = s.name + ".";
    for (const auto& row : detail::effect_rows)
        if (std::string_view(row.name).starts_with(prefix))
            s.effects.push_back(library::parameters().at(row.name));
    for (const auto& r : rows_of(detail::covariate_rows, s.name))
        s.covariates.push_back({r.parameter, r.covariate, r.category, parse_effect_kind(r.kind),
                                r.reference, r.effect});
    for (const auto& r : rows_of(detail::variability_rows, s.name))
        s.variability.push_back({r.parameter, r.effect});
    for (const auto& r : rows_of(detail::correlation_rows, s.name))
        s.correlations.push_back({r.first, r.second, r.effect});
}

}  // namespace

const std::string& to_string(InputKind kind) {
    return detail::name_of<input_kinds>("input kind", kind);
}
const std::string& to_string(CovariateEffect::Kind kind) {
    return detail::name_of<effect_kinds>("effect kind", kind);
}
const std::string& to_string(LigandKind kind) {
    return detail::name_of<ligand_kinds>("ligand kind", kind);
}

InputKind parse_input_kind(const std::string& name) {
    return detail::parse_name<InputKind>("input kind", input_kinds, name);
}
CovariateEffect::Kind parse_effect_kind(const std::string& name) {
    return detail::parse_name<CovariateEffect::Kind>("effect kind", effect_kinds, name);
}
LigandKind parse_ligand_kind(const std::string& name) {
    return detail::parse_name<LigandKind>("ligand kind", ligand_kinds, name);
}

namespace {

Substance made_of(const detail::SubstanceRow& row) {
    Substance s;
    s.name = row.name;
    s.kind = parse_ligand_kind(row.kind);
    s.compartments = row.compartments;
    s.of_library = true;
    s.metabolites = detail::split(row.metabolites);
    add_routes(s);
    for (const auto& a : rows_of(detail::affinity_rows, s.name))
        s.receptors.push_back(parse_receptor(a.receptor));
    const std::string prefix = s.name + ".";
    for (const auto& p : detail::parameter_rows)
        if (std::string_view(p.name).starts_with(prefix))
            s.parameters.push_back(library::parameters().at(p.name));
    for (const auto& m : detail::missing_rows)
        if (std::string_view(m.name).starts_with(prefix)) s.missing.emplace(m.name, m.reason);
    add_people(s);
    return s;
}

}  // namespace

namespace library {

Substance substance(const std::string& name, LigandKind kind) {
    detail::require_known("ligand kind", kind, LigandKind::peptide);
    // The list is made once, because each person's model asks for its substances again.
    static const std::vector<Substance> all = [] {
        std::vector<Substance> made;
        for (const auto& row : detail::substance_rows) made.push_back(made_of(row));
        return made;
    }();
    return all[static_cast<std::size_t>(&find_row(name, kind) - detail::substance_rows.data())];
}

}  // namespace library
}  // namespace opiodyn
