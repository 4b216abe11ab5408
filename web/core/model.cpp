#include "model.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dosing.hpp"
#include "opiodyn/people.hpp"

namespace opiodyn::web {
namespace {

using emscripten::val;

std::vector<std::string> keys_of(const val& object) {
    return emscripten::vecFromJSArray<std::string>(val::global("Object").call<val>("keys", object));
}

/// A model has the routes that its regimen uses. A dose into a compartment may name any of them, so that all stay.
std::vector<Route> routes_of(const std::vector<Dose>& doses) {
    std::vector<Route> found;
    for (const auto& dose : doses) {
        if (!dose.cmt.empty()) return {};
        if (std::find(found.begin(), found.end(), dose.route) == found.end())
            found.push_back(dose.route);
    }
    return found;
}

ModelOptions options_of(const val& setting, const Regimen& regimen) {
    ModelOptions options;
    options.biophase = parse_biophase(setting["biophase"].as<std::string>());
    options.drugs.clear();
    for (const auto& drug : regimen.drugs()) options.drugs.push_back(drug);
    options.routes = routes_of(regimen.doses());
    options.response = parse_response(emscripten::vecFromJSArray<std::string>(setting["response"]));
    options.response.phi = setting["phi"].as<double>();
    options.response.weights = parse_effect_weights(setting["weights"].as<std::string>());
    return options;
}

Covariates covariates_of(const val& object) {
    Covariates found;
    for (const auto& name : keys_of(object)) {
        const val value = object[name];
        if (value.isNumber()) found[name] = value.as<double>();
        else found[name] = value.as<std::string>();
    }
    return found;
}

Regimen regimen_of(const val& setting) {
    auto regimen = parse_regimen(setting["regimen"].as<std::string>());
    const val dose = setting["dose"];
    if (dose.isNull()) return regimen;
    return with_dose(regimen, dose["drug"].as<std::string>(), dose["amount"].as<double>());
}

/// Tells two models apart by all that a setting and its regimen say of them.
std::string key_of(const val& setting, const ModelOptions& options) {
    std::string key = to_text(options.response);
    for (const auto* field : {"biophase", "phi", "weights", "covariates"})
        key += val::global("JSON").call<std::string>("stringify", setting[field]);
    for (const auto& drug : options.drugs) key += " " + std::get<std::string>(drug);
    for (const auto route : options.routes) key += " " + abbreviation(route);
    return key;
}

Model made(const val& setting, const ModelOptions& options) {
    Model typical(options);
    const auto covariates = covariates_of(setting["covariates"]);
    return covariates.empty() ? typical : typical.of_person(parameters_of(typical, covariates));
}

/// Returns the model of a setting. The last one is kept, because whoever drags a dose asks for the same model over and
/// over: making it takes 3 ms, where the run of a week takes 9.
Model model_of(const val& setting, const Regimen& regimen) {
    struct Kept {
        std::string key;
        Model model;
    };
    static std::optional<Kept> kept;
    const auto options = options_of(setting, regimen);
    auto key = key_of(setting, options);
    if (!kept || kept->key != key) kept = Kept{std::move(key), made(setting, options)};
    return kept->model;
}

}  // namespace

std::map<std::string, double> numbers_of(const val& object) {
    std::map<std::string, double> found;
    for (const auto& name : keys_of(object)) found[name] = object[name].as<double>();
    return found;
}

Asked asked_of(const val& setting) {
    auto regimen = regimen_of(setting);
    auto model = model_of(setting, regimen);
    const val end = setting["end"];
    const double last = end.isNull() ? regimen.default_end() : end.as<double>();
    return {std::move(model), std::move(regimen), last};
}

}  // namespace opiodyn::web
