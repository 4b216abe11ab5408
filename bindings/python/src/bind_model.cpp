#include "bind.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::python {
namespace {

ModelOptions options(const std::string& biophase, const std::string& binding,
                     std::vector<DrugChoice> drugs, const std::vector<std::string>& routes,
                     const std::vector<std::string>& receptors, std::vector<std::string> endogenous,
                     std::vector<Binding> bindings, const ResponseOptions& response,
                     std::map<std::string, double> parameters, bool strict) {
    ModelOptions chosen;
    chosen.biophase = parse_biophase(biophase);
    chosen.binding = parse_binding_mode(binding);
    chosen.drugs = std::move(drugs);
    for (const auto& name : routes) chosen.routes.push_back(parse_route(name));
    chosen.receptors.clear();
    for (const auto& name : receptors) chosen.receptors.push_back(parse_receptor(name));
    chosen.endogenous = std::move(endogenous);
    chosen.bindings = std::move(bindings);
    chosen.response = response;
    chosen.parameters = std::move(parameters);
    chosen.strict = strict;
    return chosen;
}

/// What the substances' files know of people: CVs, correlations, effects of covariates.
std::vector<Parameter> effects(const Model& model) {
    std::vector<Parameter> found;
    for (const auto& s : model.substances())
        found.insert(found.end(), s.effects.begin(), s.effects.end());
    return found;
}

/// Of each drug that can be dosed: its compartments, in the order of their numbers.
std::map<std::string, std::vector<std::string>> compartments(const Model& model) {
    std::map<std::string, std::vector<std::string>> found;
    for (const auto& substance : model.substances()) {
        if (substance.routes.empty()) continue;
        const std::string prefix = substance.name + ".";
        for (const auto& state : model.states())
            if (state.unit == "nmol" && state.name.starts_with(prefix))
                found[substance.name].push_back(state.name.substr(prefix.size()));
    }
    return found;
}

}  // namespace

void bind_model(py::module_& m) {
    py::class_<StateInfo>(m, "StateInfo")
        .def_readonly("name", &StateInfo::name)
        .def_readonly("unit", &StateInfo::unit)
        .def_readonly("meaning", &StateInfo::meaning);
    py::class_<ResponseOptions>(m, "ResponseOptions")
        .def(py::init(
                 [](const std::vector<std::string>& parts, double phi, const std::string& effects) {
                     auto chosen = parse_response(parts);
                     chosen.phi = phi;
                     chosen.effects = parse_effect_weights(effects);
                     return chosen;
                 }),
             "parts"_a, py::kw_only(), "phi"_a, "effects"_a);
    py::class_<Model>(m, "Model")
        .def(py::init([](const std::string& biophase, const std::string& binding,
                         std::vector<DrugChoice> drugs, const std::vector<std::string>& routes,
                         const std::vector<std::string>& receptors,
                         std::vector<std::string> endogenous, std::vector<Binding> bindings,
                         const ResponseOptions& response, std::map<std::string, double> parameters,
                         bool strict) {
                 return Model(options(biophase, binding, std::move(drugs), routes, receptors,
                                      std::move(endogenous), std::move(bindings), response,
                                      std::move(parameters), strict));
             }),
             py::kw_only(), "biophase"_a, "binding"_a, "drugs"_a, "routes"_a, "receptors"_a,
             "endogenous"_a, "bindings"_a, "response"_a, "parameters"_a, "strict"_a)
        .def("of_person", &Model::of_person, "individual"_a)
        .def_property_readonly("used_parameters", &Model::used_parameters)
        .def_property_readonly("missing",
                               [](const Model& model) { return model.parameters().missing(); })
        .def_property_readonly("compartments", &compartments)
        .def_property_readonly("effects", &effects)
        .def_property_readonly("parameters",
                               [](const Model& model) { return model.parameters().all(); })
        .def_property_readonly("ligands", &Model::ligands)
        .def_property_readonly("columns", &Model::columns)
        .def_property_readonly("states", &Model::states)
        .def_property_readonly("size", &Model::size)
        .def_property_readonly("linear", &Model::linear)
        .def("baseline", &Model::baseline)
        .def(
            "derivative",
            [](const Model& model, double t, const Eigen::VectorXd& y) {
                State dydt(model.size());
                model.derivative(t, y, dydt);
                return dydt;
            },
            "t"_a, "y"_a)
        .def(
            "jacobian",
            [](const Model& model, double t, const Eigen::VectorXd& y) {
                Jacobian J(model.size(), model.size());
                model.jacobian(t, y, J);
                return J;
            },
            "t"_a, "y"_a);
}

}  // namespace opiodyn::python
