#include "opiodyn/model.hpp"

#include <algorithm>

#include "equations/readout.hpp"
#include "foundations/enum_names.hpp"
#include "foundations/sequences.hpp"
#include "library/other_names.hpp"
#include "model/assembly/compartments.hpp"
#include "model/assembly/parameter_collection.hpp"
#include "model/model_factory.hpp"
#include "model/shape/followers.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/numerics/propagator.hpp"

namespace opiodyn {
namespace {

void require_state(const char* name, const StateView& y, Index size) {
    if (y.size() != size)
        throw InputError(name, std::to_string(y.size()) + " values",
                         "must have one value per state: " + std::to_string(size));
}

/// Says why a dose of a substance cannot be given by a route.
[[noreturn]] void refuse_route(const Substance& s, Route route, bool given) {
    if (given)
        throw InputError("drug of the model", "'" + s.name + "'",
                         "takes no dose, because its concentration is given to this model; give a "
                         "concentration of it, or take it out of concentration_given");
    if (s.kind == LigandKind::peptide)
        throw InputError("drug of the model", "'" + s.name + "'",
                         "is a peptide of the body, which cannot be dosed");
    std::string others;
    for (const auto& one : s.routes) {
        if (one.route == route)
            throw InputError("route", abbreviation(route),
                             "the routes of this model leave it out, though " + s.name + " has it");
        others += (others.empty() ? "" : ", ") + abbreviation(one.route);
    }
    std::string sets;
    for (const auto& name : detail::sets_with_route(s.name, route))
        sets += "; the set " + name + " has one: write this name in the regimen";
    throw InputError("route", abbreviation(route),
                     s.name + " has no " + to_string(route) + " route; it has " +
                         (others.empty() ? "none" : others) + sets);
}

/// Says that a drug is not one of those known to a model.
[[noreturn]] void refuse_drug(const std::string& drug, const std::vector<std::string>& known) {
    const auto set = std::find_if(known.begin(), known.end(), [&](const std::string& name) {
        return detail::is_set_of(drug, name);
    });
    throw UnknownNameError("drug of the model", drug, known,
                           set == known.end()
                               ? "another one must be in its drugs"
                               : "the model has a set of it: write " + *set + " in the regimen",
                           detail::other_names());
}

std::vector<Entry> in(const std::vector<double>& numbers,
                      const std::vector<detail::RecordedEntry>& recorded) {
    std::vector<Entry> list;
    for (const auto& entry : recorded) list.push_back(entry.in(numbers));
    return list;
}

}  // namespace

Model::Model(ModelOptions options) : self_(detail::build(std::move(options))) {}

const ModelOptions& Model::options() const {
    return self_->options.get([this] {
        ModelOptions options = self_->shape->options;
        options.parameters = self_->given;
        options.individual = self_->individual;
        return options;
    });
}
const ParameterTable& Model::parameters() const {
    return self_->parameters.get([this] {
        const auto& shape = *self_->shape;
        return detail::as_followed(
            detail::with_values(shape.library, self_->given, self_->individual), shape,
            self_->numbers);
    });
}
const std::vector<std::string>& Model::used_parameters() const noexcept {
    return self_->shape->used_parameters;
}
const std::vector<Substance>& Model::substances() const noexcept {
    return self_->shape->substances;
}
const std::vector<Ligand>& Model::ligands() const noexcept { return self_->ligands; }
Index Model::size() const noexcept { return self_->baseline.size(); }
const std::vector<StateInfo>& Model::states() const noexcept { return self_->shape->states; }
State Model::baseline() const { return self_->baseline; }
bool Model::linear() const noexcept {
    const auto& equations = self_->equations;
    return equations.response.still() && (!equations.kinetic || equations.receptors.empty());
}
const std::vector<Column>& Model::columns() const noexcept { return self_->shape->columns; }

Model Model::with(const std::map<std::string, double>& parameters) const {
    auto given = self_->given, individual = self_->individual;
    for (const auto& [name, value] : parameters) {
        given[name] = value;
        individual.erase(name);  // The last value given holds.
    }
    return with_values(parameters, std::move(given), std::move(individual));
}

Model Model::of_person(const std::map<std::string, double>& individual) const {
    auto own = self_->individual;
    for (const auto& [name, value] : individual) own[name] = value;
    return with_values(individual, self_->given, std::move(own));
}

Model Model::typical() const {
    return self_->individual.empty() ? *this : with_values({}, self_->given, {});
}

Model Model::with_values(const std::map<std::string, double>& changed,
                         std::map<std::string, double> given,
                         std::map<std::string, double> individual) const {
    Model same_shape = *this;
    same_shape.self_ = detail::rebuild(*self_, changed, given, individual);
    if (same_shape.self_) return same_shape;
    ModelOptions options = self_->shape->options;
    options.parameters = std::move(given);
    options.individual = std::move(individual);
    return Model(std::move(options));
}

Index Model::state(std::string_view name) const {
    const auto found = self_->shape->state_index.find(name);
    if (found != self_->shape->state_index.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& info : self_->shape->states) known.push_back(info.name);
    throw UnknownNameError("state", std::string(name), known);
}

void Model::derivative(double /*t*/, const StateView& y, Eigen::Ref<State> dydt) const {
    require_state("y", y, size());
    require_state("dydt", dydt, size());
    self_->equations.derivative(y, dydt);
}

void Model::jacobian(double /*t*/, const StateView& y, Jacobian& J) const {
    require_state("y", y, size());
    self_->jacobian(y, J);
}

const JacobianPattern& Model::jacobian_pattern() const noexcept { return self_->shape->pattern; }

const Jacobian& Model::linear_jacobian() const noexcept { return self_->linear_jacobian; }

State Model::propagate(const StateView& y, const StateView& input, double dt) const {
    if (!self_->equations.response.still())
        throw InputError("response", "on", "has no exact solution; only linear models do");
    if (!linear())
        throw InputError("binding", to_string(self_->shape->options.binding),
                         "has no exact solution; only linear models do");
    return linear_flow(y, input, dt);
}

Jacobian Model::linear_loss(double dt) const {
    return -self_->linear_jacobian * pk::integral(self_->linear_jacobian, dt);
}

State Model::linear_flow(const StateView& y, const StateView& input, double dt) const {
    require_state("y", y, size());
    require_state("input", input, size());
    return pk::propagate(self_->linear_jacobian, input, y, dt);
}

std::vector<Entry> Model::entries(const std::string& drug, Route route) const {
    detail::require_known("route", route, Route::depotrex);
    const auto& all = self_->shape->entries;
    const auto found = all.find({drug, route});
    if (found != all.end()) return in(self_->numbers, found->second);
    std::vector<std::string> known;
    for (const auto& s : self_->shape->substances) {
        if (s.name == drug) refuse_route(s, route, self_->shape->is_given(drug));
        if (!s.routes.empty()) known.push_back(s.name);
    }
    refuse_drug(drug, known);
}

std::vector<Entry> Model::entries(const std::string& drug, std::string_view compartment) const {
    const auto found = self_->shape->compartments.find(drug);
    if (found == self_->shape->compartments.end()) {
        entries(drug, Route::intravenous);  // This throws, and says why not.
        throw InputError("cmt", std::string(compartment), drug + " cannot be dosed here");
    }
    const auto& list = found->second;
    std::vector<std::string> known;
    for (const auto& [one, entry] : list) {
        if (detail::is_meant(compartment, one)) return {entry.in(self_->numbers)};
        known.push_back(one.name);
    }
    if (compartment.find_first_not_of("0123456789") == std::string_view::npos)
        throw InputError("cmt", std::string(compartment),
                         detail::rule_of_numbers(drug, compartments(drug), routes(drug)));
    throw UnknownNameError("compartment of " + drug, std::string(compartment), known);
}

std::vector<Route> Model::routes(const std::string& drug) const {
    std::vector<Route> list;
    for (const auto& [key, entry] : self_->shape->entries)
        if (key.first == drug) list.push_back(key.second);
    return list;
}

std::vector<Compartment> Model::compartments(const std::string& drug) const {
    std::vector<Compartment> list;
    if (const auto found = self_->shape->compartments.find(drug);
        found != self_->shape->compartments.end())
        for (const auto& [one, entry] : found->second) list.push_back(one);
    return list;
}

Index Model::concentration_state(const std::string& drug) const {
    if (self_->shape->is_given(drug)) return state(drug + ".central");
    std::vector<std::string> known;
    for (const auto& s : self_->shape->substances) {
        if (s.name == drug)
            throw InputError("concentration of", "'" + drug + "'",
                             "follows from its doses in this model; name the drug in "
                             "concentration_given to give it");
        known.push_back(s.name);
    }
    refuse_drug(drug, known);
}

std::vector<Release> Model::releases(const std::string& stimulus) const {
    const auto found = self_->shape->releases.find(stimulus);
    if (found == self_->shape->releases.end()) {
        std::vector<std::string> known;
        for (const auto& [name, list] : self_->shape->releases) known.push_back(name);
        throw UnknownNameError("stimulus", stimulus, known);
    }
    if (found->second.empty())
        throw InputError("stimulus", stimulus,
                         stimulus == "flare"
                             ? "drives the immune read-outs, which this model does not have"
                             : "releases peptides, and none that it could release moves in this "
                               "model");
    std::vector<Release> list;
    for (const auto& [state, share] : found->second)
        list.push_back({state, share.in(self_->numbers)});
    return list;
}

double Model::smallest_quantity(const StateView& y, Index* which) const {
    require_state("y", y, size());
    Index smallest = 0;
    double value = y.size() > 0 ? y.minCoeff(&smallest) : 0.0;
    if (self_->equations.kinetic) {
        for (std::size_t r = 0; r < self_->shape->receptors.size(); ++r) {
            const double F = binding::free_receptors(self_->equations.receptors[r], y);
            if (F >= value) continue;
            value = F;
            smallest = y.size() + static_cast<Index>(r);
        }
    }
    if (which != nullptr) *which = smallest;
    return value;
}

std::string Model::quantity_name(Index which) const {
    const auto receptors = static_cast<Index>(self_->shape->receptors.size());
    detail::require_index("which", which, size() + receptors);
    if (which < size()) return self_->shape->states[static_cast<std::size_t>(which)].name;
    return to_string(self_->shape->receptors[static_cast<std::size_t>(which - size())]) + ".free";
}

Index Model::column(std::string_view name) const {
    return static_cast<Index>(column_number(columns(), name));
}

double Model::observe(const StateView& y, Index column) const {
    require_state("y", y, size());
    const auto& observations = self_->shape->observations;
    const auto at =
        detail::require_index("column", column, static_cast<Index>(observations.size()));
    return self_->reader(y)(observations[at]);
}

void Model::observe(const StateView& y, Eigen::VectorXd& row) const {
    require_state("y", y, size());
    row.resize(static_cast<Index>(self_->shape->columns.size()));
    const auto read = self_->reader(y);
    for (std::size_t i = 0; i < self_->shape->observations.size(); ++i)
        row[static_cast<Index>(i)] = read(self_->shape->observations[i]);
}

}  // namespace opiodyn
