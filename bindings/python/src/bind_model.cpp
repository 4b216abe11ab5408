#include "bind.hpp"
#include "objects/arguments.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::python {
namespace {

ModelOptions options(const std::string& biophase, const std::string& binding,
                     std::vector<DrugChoice> drugs, const std::vector<std::string>& routes,
                     const std::vector<std::string>& receptors, std::vector<std::string> endogenous,
                     std::vector<Binding> bindings, const ResponseOptions& response,
                     std::vector<EndpointChoice> endpoints,
                     std::map<std::string, double> parameters,
                     std::vector<std::string> concentration_given, bool strict) {
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
    chosen.endpoints = std::move(endpoints);
    chosen.parameters = std::move(parameters);
    chosen.concentration_given = std::move(concentration_given);
    chosen.strict = strict;
    return chosen;
}

/// Returns what the substances' files know of people: CVs, correlations, effects of covariates.
std::vector<Parameter> effects(const Model& model) {
    std::vector<Parameter> found;
    for (const auto& s : model.substances())
        found.insert(found.end(), s.effects.begin(), s.effects.end());
    return found;
}

/// Returns names and numbers of the compartments of each drug that can be dosed; None is no number.
std::map<std::string, py::dict> compartments(const Model& model) {
    std::map<std::string, py::dict> found;
    for (const auto& substance : model.substances())
        for (const auto& one : model.compartments(substance.name))
            found[substance.name][py::str(one.name)] =
                one.number > 0 ? py::object(py::int_(one.number)) : py::none();
    return found;
}

/// Returns the routes of each drug that can be dosed, whether the model has them or not.
std::map<std::string, std::vector<std::string>> routes_of_drugs(const Model& model) {
    std::map<std::string, std::vector<std::string>> found;
    for (const auto& substance : model.substances())
        for (const auto& route : substance.routes)
            found[substance.name].push_back(abbreviation(route.route));
    return found;
}

/// Returns the routes by which the model can dose each drug.
std::map<std::string, std::vector<std::string>> routes(const Model& model) {
    std::map<std::string, std::vector<std::string>> found;
    for (const auto& substance : model.substances())
        for (const Route route : model.routes(substance.name))
            found[substance.name].push_back(abbreviation(route));
    return found;
}

/// Returns where a dose enters: the names of states, and durations [h].
std::vector<std::pair<std::string, double>> entries(const Model& model, const std::string& drug,
                                                    const std::string& route,
                                                    const std::string& cmt) {
    std::vector<std::pair<std::string, double>> found;
    for (const auto& entry :
         cmt.empty() ? model.entries(drug, parse_route(route)) : model.entries(drug, cmt))
        found.emplace_back(model.states()[static_cast<std::size_t>(entry.state)].name,
                           entry.duration);
    return found;
}

const Signature endpoint_signature("Endpoint", "*, name, receptor, n, meaning=''");

Endpoint make_endpoint(const Arguments& given) {
    return {given.text("name"), parse_receptor(given.text("receptor")), given.number("n"),
            given.text("meaning")};
}

void bind_endpoint(py::module_& m) {
    py::class_<Endpoint>(m, "Endpoint",
                         "An endpoint is an effect of opioids that a model reads out.")
        .def(constructor<make_endpoint>(endpoint_signature), endpoint_signature.constructor_doc())
        .def_readonly("name", &Endpoint::name, "The name is one word, such as breathing.")
        .def_property_readonly(
            "receptor", [](const Endpoint& e) { return to_string(e.receptor); },
            "The receptor brings the effect about.")
        .def_readonly("n", &Endpoint::n, "n is the slope of the effect [-].")
        .def_readonly("meaning", &Endpoint::meaning, "The meaning says what the effect is.");
    m.def("endpoints", &library::endpoints, "Returns the endpoints of the library.");
}

}  // namespace

void bind_model(py::module_& m) {
    py::class_<StateInfo>(m, "StateInfo", "StateInfo describes one state variable.")
        .def_readonly("name", &StateInfo::name, "The name is e.g. naltrexone.central.")
        .def_readonly("unit", &StateInfo::unit, "The unit is nmol, nM or -.")
        .def_readonly("meaning", &StateInfo::meaning,
                      "The meaning says in words what the state is.");
    py::class_<ResponseOptions>(
        m, "ResponseOptions",
        "ResponseOptions say which parts of the body's response a model holds.")
        .def(py::init(
                 [](const std::vector<std::string>& parts, double phi, const std::string& weights) {
                     auto chosen = parse_response(parts);
                     chosen.phi = phi;
                     chosen.weights = parse_effect_weights(weights);
                     return chosen;
                 }),
             "parts"_a, py::kw_only(), "phi"_a, "weights"_a,
             "Makes options with these parts and no others.");
    bind_endpoint(m);
    py::class_<Model>(
        m, "Model",
        "A model computes the equations of docs/theory.md. Immutable; threads may share it.")
        .def(py::init([](const std::string& biophase, const std::string& binding,
                         std::vector<DrugChoice> drugs, const std::vector<std::string>& routes,
                         const std::vector<std::string>& receptors,
                         std::vector<std::string> endogenous, std::vector<Binding> bindings,
                         const ResponseOptions& response, std::vector<EndpointChoice> endpoints,
                         std::map<std::string, double> parameters,
                         std::vector<std::string> concentration_given, bool strict) {
                 return Model(options(biophase, binding, std::move(drugs), routes, receptors,
                                      std::move(endogenous), std::move(bindings), response,
                                      std::move(endpoints), std::move(parameters),
                                      std::move(concentration_given), strict));
             }),
             py::kw_only(), "biophase"_a, "binding"_a, "drugs"_a, "routes"_a, "receptors"_a,
             "endogenous"_a, "bindings"_a, "response"_a, "endpoints"_a, "parameters"_a,
             "concentration_given"_a, "strict"_a,
             "Makes a model; opiodyn.Model says what the arguments are.")
        .def("of_person", &Model::of_person, "individual"_a,
             "Returns the model of one person with these parameters.")
        .def_property_readonly("used_parameters", &Model::used_parameters,
                               "These parameters are used by the equations and the doses.")
        .def_property_readonly(
            "missing", [](const Model& model) { return model.parameters().missing(); },
            "Nobody knows these parameters; each has a reason.")
        .def_property_readonly("compartments", &compartments,
                               "Each drug that can be dosed has these compartments; their numbers "
                               "are NONMEM's or None.")
        .def_property_readonly("routes", &routes, "The model doses each drug by these routes.")
        .def_property_readonly("routes_of_drugs", &routes_of_drugs,
                               "Each drug has these routes, also where the model leaves them out.")
        .def("entries", &entries, "drug"_a, py::kw_only(), "route"_a, "cmt"_a,
             "Returns the states that a dose enters, each with the duration [h].")
        .def_property_readonly("effects", &effects,
                               "The effects are CVs, correlations and effects of covariates.")
        .def_property_readonly(
            "parameters", [](const Model& model) { return model.parameters().all(); },
            "The parameters are all those in force.")
        .def_property_readonly("ligands", &Model::ligands,
                               "The ligands are drugs, metabolites and peptides.")
        .def_property_readonly("columns", &Model::columns, "The columns are what a run reports.")
        .def_property_readonly("states", &Model::states,
                               "The states are in the order of the state vector.")
        .def_property_readonly("size", &Model::size, "The size is the number of states [-].")
        .def_property_readonly("linear", &Model::linear, "The right-hand side is linear, if true.")
        .def("concentration_state", &Model::concentration_state, "drug"_a,
             "Returns the index of the state that holds a concentration which the caller gives.")
        .def(
            "observe",
            [](const Model& model, const Eigen::VectorXd& y) {
                Eigen::VectorXd row;
                model.observe(y, row);
                return row;
            },
            "y"_a, "Returns the columns at a state, one value each.")
        .def("baseline", &Model::baseline,
             "Returns the drug-free steady state, one value per state.")
        .def(
            "derivative",
            [](const Model& model, double t, const Eigen::VectorXd& y) {
                State dydt(model.size());
                model.derivative(t, y, dydt);
                return dydt;
            },
            "t"_a, "y"_a, "Returns dy/dt without doses [unit of each state per h].")
        .def(
            "jacobian",
            [](const Model& model, double t, const Eigen::VectorXd& y) {
                Jacobian J(model.size(), model.size());
                model.jacobian(t, y, J);
                return J;
            },
            "t"_a, "y"_a, "Returns d(dy/dt)/dy, of shape (states, states).");
}

}  // namespace opiodyn::python
