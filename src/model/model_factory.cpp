#include "model/model_factory.hpp"

#include "foundations/enum_names.hpp"
#include "library/parameter_kinds.hpp"
#include "model/assembly/drug_free_check.hpp"
#include "model/assembly/model_builder.hpp"
#include "model/assembly/parameter_collection.hpp"
#include "model/assembly/response_builder.hpp"
#include "model/assembly/substance_list.hpp"
#include "model/shape/followers.hpp"
#include "model/shape/model_numbers.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

void refuse_assumptions(const ModelShape& shape) {
    std::string names;
    int count = 0;
    for (const auto& name : shape.used_parameters) {
        if (shape.options.parameters.contains(name) ||
            shape.library.at(name).evidence != Evidence::assumption)
            continue;
        ++count;
        if (count <= 5) names += (names.empty() ? "" : ", ") + name;
    }
    if (count == 0) return;
    if (count > 5) names += " and " + std::to_string(count - 5) + " more";
    throw InputError("strict", "true",
                     std::to_string(count) +
                         " values of this model are assumptions "
                         "(evidence X): " +
                         names +
                         "; supply values of your own as parameters "
                         "(in the shell: --set NAME=VALUE)");
}

/// Sets the values of the library, and makes a place for those that only the caller knows.
void set_rows(ModelShape& shape, const Values& given) {
    for (const auto& p : shape.library.all()) shape.defaults.push_back(p.value);
    for (const auto& [name, value] : given) {
        if (!shape.library.missing().contains(name)) continue;
        shape.supplied.push_back(name);
        shape.defaults.push_back(value);
    }
}

/// Throws InputError for numbers that were made into enumerators and are none.
void check_enumerators(const ModelOptions& options) {
    require_known("biophase", options.biophase, Biophase::slow);
    require_known("binding", options.binding, BindingMode::equilibrium);
    require_known("weights", options.response.weights, EffectWeights::illustrative);
    for (const Route route : options.routes) require_known("routes", route, Route::depotrex);
    for (const Receptor r : options.receptors) require_known("receptors", r, Receptor::kappa);
    for (const auto& b : options.bindings)
        require_known("binding.receptor", b.receptor, Receptor::kappa);
    for (const auto& choice : options.endpoints)
        if (const auto* own = std::get_if<Endpoint>(&choice))
            require_known("endpoint.receptor", own->receptor, Receptor::kappa);
}

void check_receptors(const std::vector<Receptor>& receptors) {
    for (std::size_t i = 0; i < receptors.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (receptors[i] == receptors[j])
                throw InputError("receptors", to_string(receptors[i]), "is given twice");
}

/// Builds a model without asking whether it can be computed.
std::shared_ptr<const Model::Implementation> assemble(ModelOptions options) {
    check_enumerators(options);
    check_receptors(options.receptors);
    for (auto& drug : options.concentration_given)
        drug = library::drug_name(drug, "concentration_given");
    const auto shape = std::make_shared<ModelShape>();
    shape->substances = substances_of(options);
    shape->library = library_parameters_of(options, shape->substances);
    shape->options = std::move(options);
    set_rows(*shape, shape->options.parameters);
    check_values(*shape, shape->options.parameters, shape->options.individual);
    shape->followers = followers_of(*shape);

    const auto model = std::make_shared<Model::Implementation>();
    model->shape = shape;
    model->given = shape->options.parameters;
    model->individual = shape->options.individual;
    set_values(*model);
    if (const auto fault =
            fault_of_followers(*shape, model->given, model->individual, model->numbers))
        throw *fault;
    build_shape(*shape, model->numbers);
    compute(*model);
    add_readouts(*shape, *model);
    return model;
}

}  // namespace

std::shared_ptr<const Model::Implementation> build(ModelOptions options) {
    auto model = assemble(std::move(options));
    require_sound(*model, assemble);
    if (model->shape->options.strict) refuse_assumptions(*model->shape);
    return model;
}

std::shared_ptr<const Model::Implementation> rebuild(const Model::Implementation& model,
                                                     const Values& changed, Values given,
                                                     Values individual) {
    for (const auto& [name, value] : changed)
        if (model.shape->row(name) == none || !is_possible(name, value)) return nullptr;
    const auto renewed = std::make_shared<Model::Implementation>();
    renewed->shape = model.shape;
    renewed->given = std::move(given);
    renewed->individual = std::move(individual);
    set_values(*renewed);
    if (fault_of_followers(*model.shape, renewed->given, renewed->individual, renewed->numbers))
        return nullptr;
    const bool same_shape = compute(*renewed) && comparable(*renewed) == model.shape->comparable;
    return same_shape && is_sound(*renewed) ? renewed : nullptr;
}

}  // namespace opiodyn::detail
