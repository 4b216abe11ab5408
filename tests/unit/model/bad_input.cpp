/// Every bad argument: the type of the error and every word of it. One line each.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
const double NaN = std::nan("");
constexpr auto po = od::Route::oral;

struct Row {
    std::function<void()> call;
    std::string message;
};

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows) CHECK(thrown(row.call) == row.message);
}

/// A dose with one field changed.
std::function<void()> dosing(const std::function<void(od::Dose&)>& change) {
    return [=] {
        auto d = support::dose("naltrexone", 50.0, po);
        change(d);
        od::check(d);
    };
}

std::function<void()> building(const std::function<void(od::ModelOptions&)>& change) {
    return [=] {
        od::ModelOptions options;
        change(options);
        od::Model{options};
    };
}

/// A model with one drug of our own, changed.
std::function<void()> own(const std::function<void(od::Drug&)>& change) {
    return building([=](od::ModelOptions& options) {
        auto d = support::drug("own", 10.0, {20.0, 30.0}, {5.0});
        d.absorption = {od::FirstOrder{1.0}};
        change(d);
        options.drugs = {d};
        options.bindings = {{"own", od::Receptor::mu, 1.0, 60.0}};
    });
}

std::function<void()> parameter(const char* name, double value) {
    return building([=](od::ModelOptions& o) { o.parameters = {{name, value}}; });
}

std::function<void()> binding(const od::Binding& b) {
    return building([=](od::ModelOptions& o) { o.bindings = {b}; });
}

std::function<void()> solving(const od::SolverOptions& options,
                              const std::vector<double>& times = {0.0, 1.0}) {
    return [=] {
        od::simulate(od::Model(), od::Regimen(support::dose("naltrexone", 50.0, po)), times,
                     options);
    };
}

std::function<void()> giving(const od::Dose& dose) {
    return [=] { od::simulate(od::Model(), od::Regimen(dose), {0.0, 1.0}); };
}

const std::string positive = ": must be a finite number above 0";
const std::string non_negative = ": must be a finite number, at least 0";
const std::string fraction = ": must lie between 0 and 1";

}  // namespace

TEST_CASE("bad doses are refused") {
    check({
        {dosing([](od::Dose& d) { d.drug = ""; }),
         "InvalidInput: dose.drug = '': must be one word without '+'"},
        {dosing([](od::Dose& d) { d.amount = od::Mass{-1}; }),
         "InvalidInput: dose.amt = -1" + positive},
        {dosing([](od::Dose& d) { d.amount = od::Mass{0}; }),
         "InvalidInput: dose.amt = 0" + positive},
        {dosing([](od::Dose& d) { d.amount = od::Mass{NaN}; }),
         "InvalidInput: dose.amt = nan" + positive},
        {dosing([](od::Dose& d) { d.amount = od::Mass{inf}; }),
         "InvalidInput: dose.amt = inf" + positive},
        {dosing([](od::Dose& d) { d.time = od::Time{NaN}; }),
         "InvalidInput: dose.time = nan" + non_negative},
        {dosing([](od::Dose& d) { d.time = od::Time{-1}; }),
         "InvalidInput: dose.time = -1" + non_negative},
        {dosing([](od::Dose& d) { d.duration = od::Time{-2}; }),
         "InvalidInput: dose.dur = -2" + non_negative},
        {dosing([](od::Dose& d) { d.duration = od::Time{2}; }),
         "InvalidInput: dose.dur = 2: only an intravenous dose, or one into a compartment, can "
         "be infused"},
        {dosing([](od::Dose& d) {
             d.route = od::Route::intravenous;
             d.rate = od::MassRate{1e-310};
         }),
         "InvalidInput: dose.duration of the infusion = inf: must be a finite number"},
        {dosing([](od::Dose& d) {
             d.steady_state = od::SteadyState::reset;
             d.interval = od::Time{1e-14};
         }),
         "InvalidInput: dose.ii = 1e-14: is shorter than an instant, 1e-13 h"},
        {dosing([](od::Dose& d) { d.route = static_cast<od::Route>(99); }),
         "InvalidInput: dose.route = 99: is no value of its kind"},
        {dosing([](od::Dose& d) { d.steady_state = static_cast<od::SteadyState>(7); }),
         "InvalidInput: dose.ss = 7: is no value of its kind"},
        {dosing([](od::Dose& d) { d.interval = od::Time{-3}; }),
         "InvalidInput: dose.ii = -3" + non_negative},
        {dosing([](od::Dose& d) { d.additional = 3; }),
         "InvalidInput: dose.addl = 3: needs an interval ii above 0"},
        {dosing([](od::Dose& d) { d.additional = -3; }),
         "InvalidInput: dose.addl = -3: must be at least 0"},
        {dosing([](od::Dose& d) { d.additional = 1000000000; }),
         "InvalidInput: dose.addl = 1000000000: must be below 2000000"},
        {dosing([](od::Dose& d) { d.additional = 5, d.interval = od::Time{1e308}; }),
         "InvalidInput: dose.time of the last dose = inf: must be a finite number"},
        {[] { support::dose("a", 1.0, po).every(od::Time{24.0}, 0); },
         "InvalidInput: dose.count = 0: must be at least 1"},
        {[] { support::dose("a", 1.0, po).every(od::Time{24.0}, 1000000000); },
         "InvalidInput: dose.addl = 999999999: must be below 2000000"},
        {[] {
             const auto many = support::dose("a", 1.0, po).every(od::Time{24.0}, 1500000);
             (void)(many + many);
         },
         "InvalidInput: regimen.count = more than 2000000: too many doses and stimuli for one run"},
        {[] { od::Regimen({support::dose("a", 1.0, po), support::dose("b", -1.0, po)}); },
         "InvalidInput: dose[1].amt = -1" + positive},
        {[] { (void)od::Regimen{}.first_time(); },
         "InvalidInput: first time = empty regimen: needs at least one dose"},
        {[] { (void)od::Regimen{}.default_end(); },
         "InvalidInput: end = empty regimen: needs at least one dose"},
        {[] { od::parse_regimen(std::string(2000000, 'x')); },
         "InvalidInput: regimen = 2000000 characters: must be at most 1000000"},
    });
}

TEST_CASE("models that cannot be are refused") {
    check({
        {building([](od::ModelOptions& o) { o.drugs = {"naltrexon"}; }),
         "UnknownName: drug = 'naltrexon': unknown; did you mean 'naltrexone'?"},
        {building([](od::ModelOptions& o) { o.drugs = {"naltrexone", "naltrexone"}; }),
         "InvalidInput: drugs = 'naltrexone': is given twice"},
        {building([](od::ModelOptions& o) { o.endogenous = {"beta-endorfin"}; }),
         "UnknownName: endogenous peptide = 'beta-endorfin': unknown; did you mean "
         "'beta-endorphin'?"},
        {building([](od::ModelOptions& o) { o.receptors = {od::Receptor::mu, od::Receptor::mu}; }),
         "InvalidInput: receptors = mu: is given twice"},
        {parameter("naltrexone.Cl", 94),
         "UnknownName: parameter = 'naltrexone.Cl': unknown; did you mean 'naltrexone.CL'?"},
        {parameter("naltrexone.CL", -1), "InvalidInput: naltrexone.CL = -1" + non_negative},
        {parameter("naltrexone.CL", NaN), "InvalidInput: naltrexone.CL = nan" + non_negative},
        {parameter("naltrexone.V1", 0), "InvalidInput: naltrexone.V1 = 0" + positive},
        {parameter("naltrexone.oral.F", 1.2), "InvalidInput: naltrexone.oral.F = 1.2" + fraction},
        {parameter("naltrexone.oral.ka", inf), "InvalidInput: naltrexone.oral.ka = inf" + positive},
        {parameter("naltrexone.mu.K", 0), "InvalidInput: naltrexone.mu.K = 0" + positive},
        {parameter("naltrexone.mu.koff", -72), "InvalidInput: naltrexone.mu.koff = -72" + positive},
        {parameter("naltrexone.mu.tau", NaN),
         "InvalidInput: naltrexone.mu.tau = nan: must be a finite number"},
        {parameter("enkephalin.mu.e0", -0.1),
         "InvalidInput: enkephalin.mu.e0 = -0.1" + non_negative},
        {binding({"oxycodone", od::Receptor::mu, 1, 60}),
         "UnknownName: binding.ligand = 'oxycodone': unknown; known: naltrexone, "
         "6-beta-naltrexol, beta-endorphin, enkephalin, dynorphin"},
        {binding({"naltrexone", od::Receptor::mu, -1, 60}),
         "InvalidInput: naltrexone.mu.K = -1" + positive},
        {binding({"naltrexone", od::Receptor::mu, 1, 0}),
         "InvalidInput: naltrexone.mu.koff = 0" + positive},
        {binding({"dynorphin", od::Receptor::mu, 1, 60}),
         "InvalidInput: binding = dynorphin at mu: its basal level e0 there is not known"},
        {building([](od::ModelOptions& o) {
             o.receptors = {od::Receptor::mu};
             o.bindings = {{"naltrexone", od::Receptor::kappa, 1, 60}};
         }),
         "InvalidInput: binding.receptor = kappa: is not a receptor of the model"},
    });
}

TEST_CASE("drugs that cannot be are refused") {
    const std::string one_word = ": must be one word without '.' and '+'";
    CHECK(thrown(own([](od::Drug&) {})) == "nothing");
    check({
        {own([](od::Drug& d) { d.name = ""; }), "InvalidInput: drug.name = ''" + one_word},
        {own([](od::Drug& d) { d.name = "my drug"; }),
         "InvalidInput: drug.name = 'my drug'" + one_word},
        {own([](od::Drug& d) { d.name = "a.b"; }), "InvalidInput: drug.name = 'a.b'" + one_word},
        {own([](od::Drug& d) { d.V = {}; }),
         "InvalidInput: own.V = 0 volumes: must hold one to three volumes"},
        {own([](od::Drug& d) { d.V = {1, 2, 3, 4}; }),
         "InvalidInput: own.V = 4 volumes: must hold one to three volumes"},
        {own([](od::Drug& d) { d.Q = {}; }),
         "InvalidInput: own.Q = 0 clearances: must hold one less than V"},
        {own([](od::Drug& d) { d.V[1] = -30; }), "InvalidInput: own.V2 = -30" + positive},
        {own([](od::Drug& d) { d.Q[0] = -5; }), "InvalidInput: own.Q2 = -5" + non_negative},
        {own([](od::Drug& d) { d.CL = NaN; }), "InvalidInput: own.CL = nan" + non_negative},
        {own([](od::Drug& d) { d.molar_mass = 0; }), "InvalidInput: own.molar_mass = 0" + positive},
        {own([](od::Drug& d) { d.fu = 1.1; }), "InvalidInput: own.fu = 1.1" + fraction},
        {own([](od::Drug& d) { d.Kp = -1; }), "InvalidInput: own.Kp = -1" + non_negative},
        {own([](od::Drug& d) { d.salt_factor = 0; }),
         "InvalidInput: own.oral.salt_factor = 0" + positive},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{0.0}}; }),
         "InvalidInput: own.oral.ka = 0" + positive},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{1.0, 1.5}}; }),
         "InvalidInput: own.oral.F = 1.5" + fraction},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{1.0, 1.0, -1.0}}; }),
         "InvalidInput: own.oral.lag = -1" + non_negative},
        {own([](od::Drug& d) { d.absorption = {od::ZeroOrder{0.0}}; }),
         "InvalidInput: own.oral.duration = 0" + positive},
        {own([](od::Drug& d) { d.absorption = {od::ZeroOrderIntoDepot{1.0, NaN}}; }),
         "InvalidInput: own.oral.ka = nan" + positive},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{1.0, 1.0, 0.0, 0.4}}; }),
         "InvalidInput: own.oral.fraction = 0.4: the fractions of all inputs must sum to 1"},
        {own([](od::Drug& d) { d.metabolites = {{"nobody"}}; }),
         "UnknownName: drug = 'nobody': unknown; the nearest is 'naloxone'"},
        {own([](od::Drug& d) { d.metabolites = {{"6-beta-naltrexol", 1.1}}; }),
         "InvalidInput: own.6-beta-naltrexol.first_pass = 1.1" + fraction},
    });
}

TEST_CASE("runs that cannot be are refused") {
    const std::string twenty_million = ": must be at most 20000000";
    check({
        {solving({.rtol = 0}), "InvalidInput: rtol = 0" + positive},
        {solving({.rtol = -1e-6}), "InvalidInput: rtol = -1e-06" + positive},
        {solving({.rtol = NaN}), "InvalidInput: rtol = nan" + positive},
        {solving({.atol = 0}), "InvalidInput: atol = 0" + positive},
        {solving({.atol = inf}), "InvalidInput: atol = inf" + positive},
        {solving({.max_steps = 0}), "InvalidInput: max_steps = 0" + positive},
        {solving({.max_attempts = -1}), "InvalidInput: max_attempts = -1" + positive},
        {solving({.max_seconds = NaN}), "InvalidInput: max_seconds = nan" + positive},
        {solving({.method = od::Method::exact}),
         "InvalidInput: method = exact: the response has no exact solution; use rodas5p"},
        {solving({}, {}), "InvalidInput: times = none: needs at least one output time"},
        {solving({}, {0.0, NaN}), "InvalidInput: times[1] = nan" + non_negative},
        {solving({}, {0.0, inf}), "InvalidInput: times[1] = inf" + non_negative},
        {solving({}, {-1.0, 1.0}), "InvalidInput: times[0] = -1" + non_negative},
        {solving({}, {0.0, 2.0, 1.0}),
         "InvalidInput: times[2] = 1: must not be before times[1] = 2; sort the times"},
        {[] { od::grid(od::Time{2.0}, od::Time{1.0}, od::Time{0.1}); },
         "InvalidInput: end = 1: must not be before the begin = 2"},
        {[] { od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{0.0}); },
         "InvalidInput: step = 0" + positive},
        {[] { od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{-1.0}); },
         "InvalidInput: step = -1" + positive},
        {[] { od::grid(od::Time{NaN}, od::Time{1.0}, od::Time{1.0}); },
         "InvalidInput: begin = nan: must be a finite number"},
        {[] { od::grid(od::Time{0.0}, od::Time{inf}, od::Time{1.0}); },
         "InvalidInput: end = inf: must be a finite number"},
        {[] { od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{1e-12}); },
         "InvalidInput: grid = 1000000000001 times" + twenty_million},
        {giving(support::dose("naltrexon", 1.0, po)),
         "UnknownName: drug of the model = 'naltrexon': unknown; did you mean 'naltrexone'?"},
        {giving(support::dose("naloxone", 1.0, po)),
         "UnknownName: drug of the model = 'naloxone': unknown; known: 6-beta-naltrexol, "
         "naltrexone"},
        {giving(support::dose("6-beta-naltrexol", 1.0, po)),
         "InvalidInput: route = po: 6-beta-naltrexol has no such route here"},
        {giving(support::dose("beta-endorphin", 1.0, po)),
         "InvalidInput: drug of the model = 'beta-endorphin': cannot be dosed: the library knows "
         "no route for it"},
        {[] {
             const auto model = support::pk_model({support::drug("own", 10.0, {20.0})});
             od::simulate(model, support::dose("own", 1.0, po), {0.0, 1.0});
         },
         "InvalidInput: route = po: own has no such route here"},
        {[] { (void)od::Model().state("naltrexone.centrl"); },
         "UnknownName: state = 'naltrexone.centrl': unknown; did you mean 'naltrexone.central'?"},
    });
}

TEST_CASE("sizes beyond any study are refused before anything is allocated") {
    // 15 million times x 29 columns would be 3.5 GB.
    const std::vector<double> times(15000000, 0.0);
    const od::Model model;
    const auto message =
        thrown([&] { od::simulate(model, support::dose("naltrexone", 1.0, po), times); });
    CHECK(message.starts_with("InvalidInput: output = "));
    CHECK(message.ends_with(" GB: must be at most 2.5e+08, 2 GB (times x columns)"));
}
