/// Bad options of models, bad questions to models, bad people and bad parameters.

#include "opiodyn/opiodyn.hpp"
#include "refusals/tables.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

namespace refusals {
namespace {

const std::string finite = "must be a finite number";

std::function<void()> building(const std::function<void(od::ModelOptions&)>& change) {
    return [=] {
        od::ModelOptions options;
        change(options);
        od::Model{options};
    };
}

/// Returns a call that asks the default model something.
std::function<void()> asking(const std::function<void(const od::Model&)>& question) {
    return [=] { question(od::Model()); };
}

std::vector<Row> options() {
    return {
        {"Model", building([](auto& o) { o.drugs = {"naltrexon"}; }), "drug", "'naltrexon'",
         "did you mean 'naltrexone'?"},
        {"Model", building([](auto& o) { o.drugs = {"aspirin"}; }), "drug", "'aspirin'",
         "unknown; known: ", "for a drug of your own give the model a Drug or a drug file"},
        {"Model", building([](auto& o) { o.drugs.assign(3000, od::DrugChoice("naltrexone")); }),
         "drugs", "3000 drugs", "must be at most 2000"},
        {"Model", building([](auto& o) {
             o.drugs.clear();
             for (int k = 0; k < 700; ++k)
                 o.drugs.push_back(
                     support::drug("d" + std::to_string(k), 1.0, {1.0, 2.0, 3.0}, {1.0, 1.0}));
         }),
         "states", "more than 2000", "too many for one model", "give it fewer drugs"},
        {"Model", building([](auto& o) { o.endpoints.assign(3000, od::EndpointChoice("pain")); }),
         "endpoints", "3000 endpoints", "must be at most 2000"},
        {"Model", building([](auto& o) { o.endpoints = {"pane"}; }), "endpoint", "'pane'",
         "unknown", ""},
        {"Model", building([](auto& o) { o.receptors = {od::Receptor::mu, od::Receptor::mu}; }),
         "receptors", "mu", "is given twice"},
        {"Model", building([](auto& o) { o.response.phi = 1.5; }), "response.phi", "1.5",
         "must lie between 0 and 1"},
        {"Model", building([](auto& o) { o.response.weights = od::EffectWeights::illustrative; }),
         "weights", "illustrative", "weighs read-outs that are not there",
         "it needs response.immune"},
        {"Model", building([](auto& o) { o.parameters = {{"naltrexone.CL", NaN}}; }),
         "naltrexone.CL", "nan", finite},
        {"Model", building([](auto& o) { o.parameters = {{"naltrexone.mu.tau", inf}}; }),
         "naltrexone.mu.tau", "inf", finite},
        {"Model", building([](auto& o) { o.parameters = {{"mu.o50", 5e-324}}; }), "mu.o50",
         "5e-324", "which must be finite", "the library has 25"},
        {"Model", building([](auto& o) { o.parameters = {{"biophase.pet.half_life", 1.0}}; }),
         "parameter", "'biophase.pet.half_life'", "belongs to a preset", "set ke0 or Kp of a drug"},
        {"Model", building([](auto& o) { o.parameters = {{std::string("\0", 1), 1.0}}; }),
         "parameter", R"('\x00')", "unknown"},
        {"Model", building([](auto& o) { o.concentration_given = {"morphine"}; }),
         "concentration_given", "'morphine'", "unknown", "must be in the drugs of the model"},
        {"Model", building([](auto& o) { o.strict = true; }), "strict", "true", "are assumptions",
         "supply values of your own"},
        {"Model", building([](auto& o) {
             o.biophase = od::Biophase::retention;
             o.binding = od::BindingMode::equilibrium;
         }),
         "binding", "equilibrium", "cannot go with the biophase retention"},
        {"parse_biophase", [] { od::parse_biophase("PET"); }, "biophase", "'PET'", "pet"},
        {"parse_binding_mode", [] { od::parse_binding_mode(""); }, "binding", "''", "kinetic"},
        {"parse_effect_weights", [] { od::parse_effect_weights("x"); }, "weights", "'x'",
         "mechanism"},
        {"parse_response", [] { od::parse_response({"turnover", "turnover"}); }, "response",
         "turnover", "is given twice"},
    };
}

std::vector<Row> questions() {
    const od::State small = od::State::Zero(1);
    return {
        {"Model::with", asking([](auto& m) { m.with({{"naltrexone.CL", -1.0}}); }), "naltrexone.CL",
         "-1", finite},
        {"Model::of_person", asking([](auto& m) { m.of_person({{"naltrexone.Cl", 1.0}}); }),
         "parameter", "'naltrexone.Cl'", "did you mean 'naltrexone.CL'?"},
        {"Model::state", asking([](auto& m) { m.state("naltrexone.centrl"); }), "state",
         "'naltrexone.centrl'", "did you mean 'naltrexone.central'?"},
        {"Model::derivative", asking([=](auto& m) {
             od::State rates(m.size());
             m.derivative(0.0, small, rates);
         }),
         "y", "1 values", "must have one value per state"},
        {"Model::derivative", asking([=](auto& m) {
             od::State rates(1);
             m.derivative(0.0, m.baseline(), rates);
         }),
         "dydt", "1 values", "must have one value per state"},
        {"Model::jacobian", asking([=](auto& m) {
             od::Jacobian J;
             m.jacobian(0.0, small, J);
         }),
         "y", "1 values", "must have one value per state"},
        {"Model::linear_loss", asking([](auto& m) { m.linear_loss(-1.0); }), "time", "-1", finite},
        {"Model::linear_flow", asking([=](auto& m) { m.linear_flow(small, m.baseline(), 1.0); }),
         "y", "1 values", "must have one value per state"},
        {"Model::linear_flow", asking([=](auto& m) { m.linear_flow(m.baseline(), small, 1.0); }),
         "input", "1 values", "must have one value per state"},
        {"Model::linear_flow",
         asking([](auto& m) { m.linear_flow(m.baseline(), m.baseline(), NaN); }), "time", "nan",
         finite},
        {"Model::propagate", asking([](auto& m) { m.propagate(m.baseline(), m.baseline(), 1.0); }),
         "response", "on", "has no exact solution"},
        {"Model::entries", asking([](auto& m) { m.entries("naloxone", od::Route::oral); }),
         "drug of the model", "'naloxone'", "unknown", "another one must be in its drugs"},
        {"Model::entries", asking([](auto& m) { m.entries("naltrexone", od::Route::sublingual); }),
         "route", "sl", "has no sublingual route; it has po"},
        {"Model::entries", asking([](auto& m) { m.entries("naltrexone", "99999999999999999999"); }),
         "cmt", "99999999999999999999", "the compartments of naltrexone", "give a route"},
        {"Model::entries", asking([](auto& m) { m.entries("naltrexone", "centrl"); }),
         "compartment of naltrexone", "'centrl'", "did you mean 'central'?"},
        {"Model::entries", asking([](auto& m) { m.entries("enkephalin", "1"); }),
         "drug of the model", "'enkephalin'", "is a peptide of the body"},
        {"Model::concentration_state", asking([](auto& m) { m.concentration_state("naltrexone"); }),
         "concentration of", "'naltrexone'", "follows from its doses",
         "name the drug in concentration_given"},
        {"Model::releases", asking([](auto& m) { m.releases("exercize"); }), "stimulus",
         "'exercize'", "did you mean 'exercise'?"},
        {"Model::releases", asking([](auto& m) { m.releases("flare"); }), "stimulus", "flare",
         "this model does not have"},
        {"Model::smallest_quantity", asking([=](auto& m) { m.smallest_quantity(small); }), "y",
         "1 values", "must have one value per state"},
        {"Model::quantity_name", asking([](auto& m) { m.quantity_name(999); }), "which", "999",
         "must be at least 0 and below"},
        {"Model::quantity_name", asking([](auto& m) { m.quantity_name(-1); }), "which", "-1",
         "must be at least 0 and below"},
        {"Model::observe", asking([=](auto& m) {
             Eigen::VectorXd row;
             m.observe(small, row);
         }),
         "y", "1 values", "must have one value per state"},
        {"require_columns", asking([](auto& m) { od::require_columns(m, {"tone.nu"}); }), "column",
         "'tone.nu'", "is not reported"},
    };
}

std::vector<Row> people() {
    using Shares = od::Shares;
    const auto drawn = [](const od::Distribution& distribution) {
        return [=] { od::population(3, 1, {{"smoker", distribution}}); };
    };
    return {
        {"check", [] { od::check(od::Covariates{{"wieght", 70.0}}); }, "covariate", "'wieght'",
         "did you mean 'weight'?"},
        {"check", [] { od::check(od::Covariates{{"weight", 0.0}}); }, "weight", "0", finite},
        {"check", [] { od::check(od::Covariates{{"weight", "heavy"}}); }, "weight", "'heavy'",
         "must be a number"},
        {"check", [] { od::check(od::Covariates{{"smoker", 1.0}}); }, "smoker", "1",
         "must be a category"},
        {"check", [] { od::check(od::Covariates{{"hepatic", "norml"}}); }, "hepatic", "'norml'",
         "did you mean 'normal'?"},
        {"parameters_of",
         asking([](auto& m) { od::parameters_of(m, od::Covariates{{"age", NaN}}); }), "age", "nan",
         finite},
        {"parameters_of",
         asking([](auto& m) { od::parameters_of(m, od::Person{1, 2, {{"age", "x"}}}); }), "age",
         "'x'", "must be a number"},
        {"population", [] { od::population(0, 1); }, "n", "0", "must lie between 1 and 10000000"},
        {"population", [] { od::population(std::numeric_limits<std::int64_t>::max(), 1); }, "n",
         "9223372036854775807", "must lie between 1 and 10000000"},
        {"population", drawn(Shares{}), "smoker", "0", "must sum to 1"},
        {"population", drawn(Shares{{"yes", 0.5}, {"no", 0.6}}), "smoker", "1.1", "must sum to 1"},
        {"population", drawn(Shares{{"maybe", 1.0}}), "smoker", "'maybe'", "known: no, yes"},
        {"population", [] { od::population(3, 1, {{"weight", od::Spread{70.0, -1.0}}}); },
         "weight standard deviation", "-1", finite},
        {"population", [] { od::population(3, 1, {{"weight", od::Spread{1e-300, 1e300}}}); },
         "weight variance", "inf", finite},
    };
}

std::vector<Row> parameters() {
    const auto table = [] { return od::library::parameters(); };
    return {
        {"ParameterTable::at", [=] { table().at("naltrexone.Cl"); }, "parameter", "'naltrexone.Cl'",
         "did you mean 'naltrexone.CL'?"},
        {"ParameterTable::value", [=] { (void)table().value(""); }, "parameter", "''", "unknown"},
        {"ParameterTable::add", [=] { table().add(table().at("naltrexone.CL")); }, "parameter",
         "'naltrexone.CL'", "is given twice"},
        {"ParameterTable::override_value", [=] { table().override_value("x", 1.0); }, "parameter",
         "'x'", "unknown"},
        {"ParameterTable::individualize", [=] { table().individualize("x", 1.0); }, "parameter",
         "'x'", "unknown"},
        {"library::parameters_of", [] { od::library::parameters_of("naltrexon"); }, "substance",
         "'naltrexon'", "did you mean 'naltrexone'?"},
        {"library::substance",
         [] { od::library::substance("naltrexone", od::LigandKind::peptide); }, "endogenous",
         "'naltrexone'", "known: beta-endorphin"},
        {"parse_input_kind", [] { od::parse_input_kind("transits"); }, "input kind", "'transits'",
         "did you mean 'transit'?"},
        {"parse_effect_kind", [] { od::parse_effect_kind("sum"); }, "effect kind", "'sum'",
         "known: linear"},
        {"parse_ligand_kind", [] { od::parse_ligand_kind("drg"); }, "ligand kind", "'drg'",
         "did you mean 'drug'?"},
    };
}

}  // namespace

std::vector<Row> model_doors() {
    std::vector<Row> rows = options();
    for (const auto& more : {questions(), people(), parameters()})
        rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

}  // namespace refusals
