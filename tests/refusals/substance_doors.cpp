/// Bad drugs of a caller's own, in plain numbers and in the form of a drug file.

#include "opiodyn/opiodyn.hpp"
#include "refusals/tables.hpp"
#include "support/models.hpp"
#include "support/own_substance.hpp"

namespace od = opiodyn;

namespace refusals {
namespace {

const std::string finite = "must be a finite number";
const std::string twice = "is given twice";

std::function<void()> drug(const std::function<void(od::Drug&)>& change) {
    return [=] {
        auto d = support::drug("own", 10.0, {20.0, 30.0}, {5.0});
        d.absorption = {od::FirstOrder{1.0}};
        change(d);
        od::ModelOptions options;
        options.drugs = {d};
        options.bindings = {{"own", od::Receptor::mu, 1.0, 60.0}};
        od::Model{options};
    };
}

std::function<void()> file(const std::function<void(od::Substance&)>& change) {
    return [=] {
        auto s = support::own_substance();
        change(s);
        od::Model{support::of_own(s)};
    };
}

/// Returns a call that finds the parameters of someone, whose drug has one effect of a covariate.
std::function<void()> effect(od::CovariateEffect::Kind kind, const char* covariate,
                             const od::Covariate& value, bool known = true) {
    return [=] {
        auto s = support::own_substance();
        s.covariates = {{"own.CL", covariate, "yes", kind, 70.0, "own.CL.effect"}};
        if (known) s.effects = {support::supplied("own.CL.effect", 0.5)};
        od::parameters_of(od::Model{support::of_own(s)}, od::Covariates{{covariate, value}});
    };
}

std::vector<Row> drugs() {
    return {
        {"Drug", drug([](auto& d) { d.name = "a.b"; }), "drug.name", "'a.b'", "must be one word"},
        {"Drug", drug([](auto& d) { d.name = "a\tb"; }), "drug.name", R"('a\tb')",
         "must be one word"},
        {"Drug", drug([](auto& d) { d.name = std::string("a\0b", 3); }), "drug.name", R"('a\x00b')",
         "must be one word"},
        {"Drug", drug([](auto& d) { d.name = "Naltrexone"; }), "drug.name", "'Naltrexone'",
         "is read as the library's naltrexone", "take another name"},
        {"Drug", drug([](auto& d) { d.V = {}; }), "own.V", "0 volumes",
         "must hold one to three volumes"},
        {"Drug", drug([](auto& d) { d.Q = {}; }), "own.Q", "0 clearances",
         "must hold one less than V"},
        {"Drug", drug([](auto& d) { d.molar_mass = 0.0; }), "own.molar_mass", "0", finite},
        {"Drug", drug([](auto& d) { d.fu = 1.1; }), "own.fu", "1.1", "must lie between 0 and 1"},
        {"Drug", drug([](auto& d) { d.ke0 = 0.0; }), "own.ke0", "0", finite},
        {"Drug", drug([](auto& d) { d.absorption = {od::TransitChain{1.0, 2000000000}}; }),
         "own.oral.n", "2000000000", "must be a whole number from 1 to 10"},
        {"Drug", drug([](auto& d) { d.absorption = {od::ZeroOrder{0.0}}; }), "own.oral.duration",
         "0", finite},
        {"Drug", drug([](auto& d) { d.absorption = {od::FirstOrder{1.0, 1.0, 0.0, 0.4}}; }),
         "own.oral.fraction", "0.4", "must sum to 1"},
        {"Drug", drug([](auto& d) { d.metabolites = {{"nobody"}}; }), "drug", "'nobody'", "unknown",
         "for a drug of your own give the model a Drug"},
        {"Drug", drug([](auto& d) { d.metabolites = {{"own"}}; }), "own.metabolites", "'own'",
         "cannot be its own metabolite"},
    };
}

std::vector<Row> files() {
    return {
        {"Substance", file([](auto& s) { s.name = ""; }), "drug.name", "''", "must be one word"},
        {"Substance", file([](auto& s) { s.compartments = 1000000000; }), "own.compartments",
         "1000000000", "must be at most 3"},
        {"Substance", file([](auto& s) { s.compartments = -1; }), "own.compartments", "-1",
         "must be at most 3"},
        {"Substance", file([](auto& s) { s.compartments = 0; }), "own.compartments", "0",
         "a drug with routes has one compartment at least"},
        {"Substance", file([](auto& s) { s.compartments = 3; }), "parameter", "'own.Q2'",
         "unknown"},
        {"Substance", file([](auto& s) { s.routes.push_back(s.routes[0]); }), "own.routes",
         "'oral'", twice},
        {"Substance", file([](auto& s) { s.routes[0].inputs.push_back(s.routes[0].inputs[0]); }),
         "own.inputs", "'own.oral.'", twice},
        {"Substance", file([](auto& s) {
             s.routes[0].inputs[0].kind = od::InputKind::transit;
             s.routes[0].inputs[0].n = -5;
         }),
         "own.oral.n", "-5", "must be a whole number from 1 to 10"},
        {"Substance", file([](auto& s) { s.routes[0].inputs[0].prefix = "other."; }), "parameter",
         "'other.ka'", "unknown"},
        {"Substance", file([](auto& s) { s.receptors.push_back(od::Receptor::mu); }),
         "own.receptors", "'mu'", twice},
        {"Substance", file([](auto& s) { s.receptors.push_back(od::Receptor::delta); }),
         "parameter", "'own.delta.K'", "unknown"},
        {"Substance",
         file([](auto& s) { s.metabolites = {"6-beta-naltrexol", "6-beta-naltrexol"}; }),
         "own.metabolites", "'6-beta-naltrexol'", twice},
        {"Substance", file([](auto& s) { s.metabolites = {"6-beta-naltrexol"}; }), "parameter",
         "'own.6-beta-naltrexol.first_pass'", "unknown"},
        {"Substance", file([](auto& s) { s.parameters.clear(); }), "parameter", "'own.molar_mass'",
         "unknown"},
        {"Substance", file([](auto& s) { s.parameters.push_back(s.parameters[0]); }), "parameter",
         "'own.molar_mass'", twice},
        {"Substance", file([](auto& s) { s.parameters[0].name = "naltrexone.CL"; }), "parameter",
         "'naltrexone.CL'", "must begin with 'own.'"},
        {"Substance", file([](auto& s) { s.parameters[0].value = NaN; }), "own.molar_mass", "nan",
         finite},
    };
}

std::vector<Row> effects() {
    using Kind = od::CovariateEffect::Kind;
    return {
        {"parameters_of", effect(Kind::linear, "smoker", "yes"), "own.CL.effect", "linear",
         "cannot be the kind of an effect of smoker, which is a category"},
        {"parameters_of", effect(Kind::power, "smoker", "yes"), "own.CL.effect", "power",
         "which is a category"},
        {"parameters_of", effect(Kind::factor, "weight", 80.0), "own.CL.effect", "factor",
         "which is a number"},
        {"parameters_of", effect(Kind::set, "age", 80.0), "own.CL.effect", "set",
         "which is a number"},
        {"parameters_of", effect(Kind::set, "smoker", "yes", false), "own.CL.effect", "missing",
         "the effect has no value"},
        {"parameters_of",
         [] {
             auto s = support::own_substance();
             s.variability = {{"own.CL", "own.CL.cv"}};
             od::parameters_of(od::Model{support::of_own(s)}, od::Person{});
         },
         "own.CL.cv", "missing", "the effect has no value"},
        {"parameters_of",
         [] {
             auto s = support::own_substance();
             s.variability = {{"own.CL", "own.cv"}, {"own.V1", "own.cv"}};
             s.correlations = {{"own.CL", "own.V1", "own.rho"}};
             s.effects = {support::supplied("own.cv", 0.5), support::supplied("own.rho", 1.5)};
             od::parameters_of(od::Model{support::of_own(s)}, od::Person{});
         },
         "own correlations", "not positive definite", "no such variations can exist together"},
        {"parameters_of",
         [] {
             auto s = support::own_substance();
             s.variability = {{"own.CL", "own.cv"}};
             s.correlations = {{"own.CL", "own.V1", "own.rho"}};
             s.effects = {support::supplied("own.cv", 0.5), support::supplied("own.rho", 0.5)};
             od::parameters_of(od::Model{support::of_own(s)}, od::Person{});
         },
         "own.V1", "correlated", "has no variability of its own"},
        {"Binding",
         [] {
             od::ModelOptions options;
             options.bindings = {{"naltrexone", od::Receptor::mu, -1.0, 60.0}};
             od::Model{options};
         },
         "naltrexone.mu.K", "-1", finite},
        {"Endpoint",
         [] {
             od::ModelOptions options;
             options.endpoints = {od::Endpoint{"itch", od::Receptor::mu, 0.0, ""}};
             od::Model{options};
         },
         "effect.itch.n", "0", finite},
    };
}

}  // namespace

std::vector<Row> substance_doors() {
    std::vector<Row> rows = drugs();
    for (const auto& more : {files(), effects()}) rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

}  // namespace refusals
