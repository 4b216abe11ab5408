#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn::python {
namespace {

using Words = std::tuple<std::string, std::string>;
using ParameterTuple =
    std::tuple<std::string, double, std::string, double, double, std::string, std::string,
               std::vector<std::string>, std::string, std::string, std::string>;
using InputTuple = std::tuple<std::string, std::string, int>;
using RouteTuple = std::tuple<std::string, std::string, std::vector<InputTuple>>;
using CorrelationTuple = std::tuple<std::string, std::string, std::string>;
using CovariateTuple =
    std::tuple<std::string, std::string, std::string, std::string, double, std::string>;

Evidence evidence_of(const std::string& letter) {
    if (letter.size() != 1 || std::string_view("HAVXU").find(letter) == std::string_view::npos)
        throw InputError("Substance.evidence", "'" + letter + "'", "must be H, A, V, X or U");
    return Evidence{letter.front()};
}

std::vector<Parameter> parameters_from(const std::vector<ParameterTuple>& rows) {
    std::vector<Parameter> list;
    for (const auto& [name, value, unit, low, high, evidence, status, sources, meaning, note,
                      calibrated_at] : rows)
        list.push_back({name, value, unit, low, high, evidence_of(evidence), status, sources,
                        meaning, note, calibrated_at});
    return list;
}

std::vector<RouteInfo> routes_from(const std::string& drug, const std::vector<RouteTuple>& rows) {
    std::vector<RouteInfo> routes;
    for (const auto& [route, salt, inputs] : rows) {
        RouteInfo info{parse_route(route), drug + "." + route + ".", salt, {}};
        for (const auto& [name, kind, n] : inputs)
            info.inputs.push_back(
                {info.prefix + (name.empty() ? "" : name + "."), parse_input_kind(kind), n});
        routes.push_back(std::move(info));
    }
    return routes;
}

const Signature signature(
    "Substance",
    "*, name, kind, compartments, metabolites, routes, receptors, parameters, "
    "missing, effects, variability, correlations, covariates");

template <class T>
T plain(const Arguments& given, const char* name) {
    return given.value<T>(name, "must be plain data, as read_drug makes them of a file");
}

/// Makes a substance of plain data, as the reader of drug files gives it.
Substance make(const Arguments& given) {
    Substance s;
    s.name = given.text("name");
    s.kind = parse_ligand_kind(given.text("kind"));
    s.compartments = plain<int>(given, "compartments");
    s.metabolites = plain<std::vector<std::string>>(given, "metabolites");
    s.routes = routes_from(s.name, plain<std::vector<RouteTuple>>(given, "routes"));
    for (const auto& receptor : plain<std::vector<std::string>>(given, "receptors"))
        s.receptors.push_back(parse_receptor(receptor));
    s.parameters = parameters_from(plain<std::vector<ParameterTuple>>(given, "parameters"));
    s.missing = plain<std::map<std::string, std::string>>(given, "missing");
    s.effects = parameters_from(plain<std::vector<ParameterTuple>>(given, "effects"));
    for (const auto& [parameter, effect] : plain<std::vector<Words>>(given, "variability"))
        s.variability.push_back({parameter, effect});
    for (const auto& [first, second, effect] :
         plain<std::vector<CorrelationTuple>>(given, "correlations"))
        s.correlations.push_back({first, second, effect});
    for (const auto& [parameter, covariate, category, how, reference, effect] :
         plain<std::vector<CovariateTuple>>(given, "covariates"))
        s.covariates.push_back(
            {parameter, covariate, category, parse_effect_kind(how), reference, effect});
    return s;
}

std::vector<ParameterTuple> rows_of(const std::vector<Parameter>& list) {
    std::vector<ParameterTuple> rows;
    for (const auto& p : list)
        rows.emplace_back(p.name, p.value, p.unit, p.low, p.high,
                          std::string(1, static_cast<char>(p.evidence)), p.status, p.sources,
                          p.meaning, p.note, p.calibrated_at);
    return rows;
}

std::vector<RouteTuple> rows_of(const std::vector<RouteInfo>& list) {
    std::vector<RouteTuple> rows;
    for (const auto& route : list) {
        std::vector<InputTuple> inputs;
        for (const auto& input : route.inputs) {
            std::string name = input.prefix.substr(route.prefix.size());
            if (!name.empty()) name.pop_back();  // its full stop
            inputs.emplace_back(name, to_string(input.kind), input.n);
        }
        rows.emplace_back(to_string(route.route), route.salt, inputs);
    }
    return rows;
}

/// Returns the arguments with which `make` makes this substance again, for a pickle.
py::dict to_plain(const Substance& s) {
    std::vector<std::string> receptors;
    for (const auto receptor : s.receptors) receptors.push_back(to_string(receptor));
    std::vector<Words> variability;
    for (const auto& v : s.variability) variability.emplace_back(v.parameter, v.effect);
    std::vector<CorrelationTuple> correlations;
    for (const auto& c : s.correlations) correlations.emplace_back(c.first, c.second, c.effect);
    std::vector<CovariateTuple> covariates;
    for (const auto& c : s.covariates)
        covariates.emplace_back(c.parameter, c.covariate, c.category, to_string(c.kind),
                                c.reference, c.effect);
    return py::dict("name"_a = s.name, "kind"_a = to_string(s.kind),
                    "compartments"_a = s.compartments, "metabolites"_a = s.metabolites,
                    "routes"_a = rows_of(s.routes), "receptors"_a = receptors,
                    "parameters"_a = rows_of(s.parameters), "missing"_a = s.missing,
                    "effects"_a = rows_of(s.effects), "variability"_a = variability,
                    "correlations"_a = correlations, "covariates"_a = covariates);
}

Substance substance_of(const py::tuple& state) {
    const auto [fields] = fields_of<py::object>(state, "Substance");
    if (!py::isinstance<py::dict>(fields)) refuse_fields("Substance");
    return make(Arguments(signature, py::args(), py::kwargs(fields)));
}

}  // namespace

void bind_substance(py::module_& m) {
    py::class_<Substance>(m, "Substance", R"doc(
        A substance is a drug as a drug file describes it.

        `opiodyn.read_drug` makes one, and `Model(drugs=[...])` takes it. The arguments are those of the
        file, as plain data. Immutable; threads may share it.
        )doc")
        .def(constructor<make>(signature), signature.constructor_doc())
        .def_readonly("name", &Substance::name, "The name begins the names of its parameters.")
        .def_readonly("parameters", &Substance::parameters,
                      "The parameters go by full name, with units, evidence and sources.")
        .def(py::pickle([](const Substance& s) { return state_of("Substance", to_plain(s)); },
                        &substance_of))
        .def("__repr__", [](const Substance& s) { return "<drug '" + s.name + "' of a file>"; });
}

}  // namespace opiodyn::python
