/// Every public enumeration is checked at every door that takes it. tests/architecture/test_enumerations.py holds
/// that none is forgotten.

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <iostream>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/own_substance.hpp"

namespace od = opiodyn;
using support::of_own, support::own_substance;

namespace {

/// A door takes an enumerator, given as a number.
struct Door {
    const char* enumeration;
    int values;  ///< The enumerators are 0 to one less than this.
    std::string field;
    std::function<void(int)> call;
};

template <class Enum>
std::function<void(int)> named() {
    return [](int k) { (void)od::to_string(static_cast<Enum>(k)); };
}

/// Returns a call that makes a model, after a change of its options.
template <class Change>
std::function<void(int)> model(const Change& change) {
    return [=](int k) {
        od::ModelOptions options;
        change(options, k);
        od::Model{options};
    };
}

/// Returns a call that makes a model of a drug in the form of a drug file, after a change of it.
template <class Change>
std::function<void(int)> own(const Change& change) {
    return [=](int k) {
        auto s = own_substance();
        change(s, k);
        od::Model{of_own(s)};
    };
}

std::function<void(int)> dose(const std::function<void(od::Dose&, int)>& change) {
    return [=](int k) {
        auto d = support::infusion("naltrexone", 1.0, 0.0);
        d.ii = od::Time{24.0};
        change(d, k);
        od::Regimen{d};
    };
}

const od::Model& naltrexone() {
    static const od::Model model;
    return model;
}

od::Trajectory run() {
    return od::simulate(naltrexone(), support::dose("naltrexone", 1.0, od::Route::oral), {1.0});
}

od::Subject subject() { return {naltrexone(), support::dose("naltrexone", 1.0, od::Route::oral)}; }

od::BatchRequest request(int statistic = 0) {
    od::BatchRequest r;
    r.metrics = {{static_cast<od::Metric::Statistic>(statistic), "tone.mu", {0.0, 1.0}}};
    return r;
}

od::SolverOptions by(int method) { return {.method = static_cast<od::Method>(method)}; }

/// Returns a call that reads a column of a run at a receptor.
template <class Read>
std::function<void(int)> reading(const Read& read) {
    return [=](int k) { read(run(), static_cast<od::Receptor>(k)); };
}

std::vector<Door> doors_of_names() {
    return {
        {"Receptor", 3, "receptor", named<od::Receptor>()},
        {"Route", 8, "route", named<od::Route>()},
        {"Route", 8, "route", [](int k) { od::abbreviation(static_cast<od::Route>(k)); }},
        {"ConcentrationUnit", 6, "unit", named<od::ConcentrationUnit>()},
        {"Biophase", 5, "biophase", named<od::Biophase>()},
        {"BindingMode", 2, "binding", named<od::BindingMode>()},
        {"EffectWeights", 2, "weights", named<od::EffectWeights>()},
        {"LigandKind", 3, "ligand kind", named<od::LigandKind>()},
        {"InputKind", 4, "input kind", named<od::InputKind>()},
        {"CovariateEffect::Kind", 4, "effect kind", named<od::CovariateEffect::Kind>()},
        {"Method", 4, "method", named<od::Method>()},
        {"StatusCode", 5, "status", named<od::StatusCode>()},
    };
}

std::vector<Door> doors_of_dosing() {
    return {
        {"Route", 8, "dose.route",
         dose([](auto& d, int k) { d.route = static_cast<od::Route>(k); })},
        {"SteadyStateDose", 3, "dose.ss",
         dose([](auto& d, int k) { d.ss = static_cast<od::SteadyStateDose>(k); })},
        {"ConcentrationUnit", 6, "concentration.unit",
         [](int k) {
             od::Regimen{od::Concentration{"naltrexone",
                                           {0.0, 1.0},
                                           {0.0, 1.0},
                                           static_cast<od::ConcentrationUnit>(k),
                                           od::Time{0.0}}};
         }},
        {"ConcentrationUnit", 6, "unit",
         [](int k) { od::per_nanomolar(static_cast<od::ConcentrationUnit>(k), 300.0); }},
        {"Route", 8, "route",
         [](int k) { od::library::check_route("naltrexone", static_cast<od::Route>(k)); }},
        {"LigandKind", 3, "ligand kind",
         [](int k) { od::library::substance("naltrexone", static_cast<od::LigandKind>(k)); }},
    };
}

std::vector<Door> doors_of_models() {
    return {
        {"Biophase", 5, "biophase",
         model([](auto& o, int k) { o.biophase = static_cast<od::Biophase>(k); })},
        {"BindingMode", 2, "binding",
         model([](auto& o, int k) { o.binding = static_cast<od::BindingMode>(k); })},
        {"EffectWeights", 2, "weights",
         model([](auto& o, int k) { o.response.weights = static_cast<od::EffectWeights>(k); })},
        {"Receptor", 3, "receptors",
         model([](auto& o, int k) { o.receptors = {static_cast<od::Receptor>(k)}; })},
        {"Route", 8, "routes",
         model([](auto& o, int k) { o.routes = {static_cast<od::Route>(k)}; })},
        {"Receptor", 3, "binding.receptor", model([](auto& o, int k) {
             o.bindings = {{"naltrexone", static_cast<od::Receptor>(k), 1.0, 60.0}};
         })},
        {"Receptor", 3, "endpoint.receptor", model([](auto& o, int k) {
             o.endpoints = {od::Endpoint{"own", static_cast<od::Receptor>(k), 1.0, ""}};
         })},
        {"Receptor", 3, "endpoint.receptor", model([](auto& o, int k) {
             o.response.effects = false;
             o.endpoints = {od::Endpoint{"own", static_cast<od::Receptor>(k), 1.0, ""}};
         })},
        {"Receptor", 3, "own.receptors",
         own([](auto& s, int k) { s.receptors = {static_cast<od::Receptor>(k)}; })},
        {"Route", 8, "own.route",
         own([](auto& s, int k) { s.routes[1].route = static_cast<od::Route>(k); })},
        {"LigandKind", 3, "own.kind",
         own([](auto& s, int k) { s.kind = static_cast<od::LigandKind>(k); })},
        {"InputKind", 4, "own.oral.kind",
         own([](auto& s, int k) { s.routes[0].inputs[0].kind = static_cast<od::InputKind>(k); })},
        {"CovariateEffect::Kind", 4, "own.CL.weight.kind", own([](auto& s, int k) {
             s.covariates = {{"own.CL", "weight", "", static_cast<od::CovariateEffect::Kind>(k),
                              70.0, "own.CL.weight"}};
         })},
        {"Route", 8, "route",
         [](int k) { naltrexone().entries("naltrexone", static_cast<od::Route>(k)); }},
    };
}

std::vector<Door> doors_of_results() {
    return {
        {"Receptor", 3, "receptor",
         reading([](const auto& r, auto at) { r.occupancy("naltrexone", at); })},
        {"Receptor", 3, "receptor", reading([](const auto& r, auto at) { r.free_receptors(at); })},
        {"Receptor", 3, "receptor", reading([](const auto& r, auto at) { r.tone(at); })},
        {"Receptor", 3, "receptor",
         reading([](const auto& r, auto at) { r.receptor_density(at); })},
        {"ConcentrationUnit", 6, "unit",
         [](int k) { run().concentration("naltrexone", static_cast<od::ConcentrationUnit>(k)); }},
        {"StatusCode", 5, "status", [](int k) { od::RunStatus{static_cast<od::StatusCode>(k)}; }},
        {"StatusCode", 5, "status",
         [](int k) { run().finish({static_cast<od::StatusCode>(k), "why"}, {}, {}); }},
        {"LigandKind", 3, "ligand.kind",
         [](int k) {
             od::Trajectory(Eigen::VectorXd(1), {}, {{"own", static_cast<od::LigandKind>(k)}});
         }},
    };
}

std::vector<Door> doors_of_runs() {
    const auto variable = [](int kind) {
        return std::vector<od::Variable>{{static_cast<od::Variable::Kind>(kind), "naltrexone.CL"}};
    };
    const auto regimen = od::Regimen(subject().regimen);
    return {
        {"Method", 4, "method", [=](int k) { od::simulate(naltrexone(), regimen, {1.0}, by(k)); }},
        {"Method", 4, "method", [=](int k) { od::simulate(naltrexone(), regimen, by(k)); }},
        {"Method", 4, "method",
         [=](int k) { od::simulate_at(naltrexone(), regimen, {{1.0}}, by(k)); }},
        {"Method", 4, "method",
         [=](int k) { od::steady_state(naltrexone(), regimen, od::Time{24.0}, by(k)); }},
        {"Method", 4, "method", [](int k) { od::simulate_batch({subject()}, request(), by(k)); }},
        {"Method", 4, "method",
         [](int k) { od::simulate_subjects({subject()}, {{{1.0}}}, by(k)); }},
        {"Method", 4, "method",
         [=](int k) { od::simulate_sensitivities({subject()}, request(), variable(0), by(k)); }},
        {"Method", 4, "method",
         [=](int k) { od::Evaluator(subject(), variable(0), request(), by(k)); }},
        {"Method", 4, "method",
         [=](int k) { od::Predictor({subject()}, {{{1.0}}}, {"tone.mu"}, variable(0), by(k)); }},
        {"Variable::Kind", 3, "variable.kind",
         [=](int k) { od::simulate_sensitivities({subject()}, request(), variable(k)); }},
        {"Variable::Kind", 3, "variable.kind",
         [=](int k) { od::simulate_sensitivities({}, request(), variable(k)); }},
        {"Variable::Kind", 3, "variable.kind",
         [=](int k) { od::Evaluator(subject(), variable(k), request()); }},
        {"Variable::Kind", 3, "variable.kind",
         [=](int k) { od::Predictor({subject()}, {{{1.0}}}, {"tone.mu"}, variable(k)); }},
        {"Metric::Statistic", 7, "metrics[0].statistic",
         [](int k) { od::simulate_batch({}, request(k)); }},
        {"Metric::Statistic", 7, "metrics[0].statistic",
         [=](int k) { od::simulate_sensitivities({subject()}, request(k), variable(0)); }},
        {"Metric::Statistic", 7, "metrics[0].statistic",
         [=](int k) { od::Evaluator(subject(), variable(0), request(k)); }},
    };
}

/// Returns the error of a call with a number as "field = value: rule", or another text.
std::string error_of(const Door& door, int number) {
    try {
        door.call(number);
        return "";
    } catch (const od::InputError& error) {
        return error.field() + " = " + error.value() + ": " + error.rule();
    } catch (const std::exception& error) {
        return std::string("another error: ") + error.what();
    }
}

constexpr const char* rule = ": is no value of its kind";

void check(const std::vector<Door>& doors) {
    for (const auto& door : doors) {
        INFO(door.enumeration << ", " << door.field);
        const std::string known = ", which are 0 to " + std::to_string(door.values - 1);
        for (const int number : {-1, door.values, door.values + 90, -2000000000})
            CHECK(error_of(door, number) ==
                  door.field + " = " + std::to_string(number) + rule + known);
        for (int number = 0; number < door.values; ++number) {
            const auto error = error_of(door, number);
            CHECK(error.find(rule) == std::string::npos);
            CHECK(!error.starts_with("another error"));
        }
    }
}

}  // namespace

TEST_CASE("numbers that are no enumerators are refused at every door") {
    std::size_t count = 0;
    for (const auto& doors : {doors_of_names(), doors_of_dosing(), doors_of_models(),
                              doors_of_results(), doors_of_runs()}) {
        check(doors);
        count += doors.size();
    }
    std::cout << "figure: doors of enumerators: " << count << '\n';
}

TEST_CASE("letters that are no class of evidence are refused") {  // Evidence
    const auto with = [](char letter) {
        auto p = support::supplied("own.CL", 10.0);
        p.evidence = static_cast<od::Evidence>(letter);
        return p;
    };
    const std::vector<Door> doors{
        {"Evidence", 0, "own.CL.evidence",
         [&](int k) { od::ParameterTable().add(with(static_cast<char>(k))); }},
        {"Evidence", 0, "own.CL.evidence",
         [&](int k) {
             od::ParameterTable table;
             table.put(with('H'));
             table.put(with(static_cast<char>(k)));
         }},
        {"Evidence", 0, "own.CL.evidence", own([&](auto& s, int k) {
             for (auto& p : s.parameters)
                 if (p.name == "own.CL") p = with(static_cast<char>(k));
         })},
    };
    for (const auto& door : doors) {
        for (const int letter : {0, int{'h'}, int{'Z'}, 127})
            CHECK(error_of(door, letter) == "own.CL.evidence = " + std::to_string(letter) + rule +
                                                ", which are the letters H, A, V, X and U");
        for (const char letter : {'H', 'A', 'V', 'X', 'U'}) CHECK(error_of(door, letter) == "");
    }
}
