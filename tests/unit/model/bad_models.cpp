/// Every bad model: the type of the error and every word of it. One line each.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/refusals.hpp"

namespace od = opiodyn;
using support::check, support::fraction, support::inf, support::NaN, support::non_negative,
    support::positive, support::thrown;

namespace {

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

const std::string own_drug =
    "for a drug of your own give the model a Drug or a drug file (Python: od.Drug, od.read_drug; "
    "shell: --drug FILE)";
const std::string no_drug =
    ": unknown; known: 6-beta-naltrexol, 6-monoacetylmorphine, alfentanil, buprenorphine, "
    "carfentanil, codeine, fentanyl, heroin, hydrocodone, hydromorphone, methadone, "
    "methylnaltrexone, morphine-6-glucuronide, morphine, nalbuphine, nalmefene, naloxone, "
    "naltrexone, oxycodone, remifentanil, samidorphan, sufentanil; " +
    own_drug;

}  // namespace

TEST_CASE("models that cannot be are refused") {
    check({
        {building([](od::ModelOptions& o) { o.drugs = {"naltrexon"}; }),
         "UnknownNameError: drug = 'naltrexon': unknown; did you mean 'naltrexone'?"},
        {building([](od::ModelOptions& o) { o.drugs = {"aspirin"}; }),
         "UnknownNameError: drug = 'aspirin'" + no_drug},
        {building([](od::ModelOptions& o) { o.drugs = {"naloxone/fds"}; }),
         "UnknownNameError: drug = 'naloxone/fds': unknown; did you mean 'naloxone/fda'?"},
        {building([](od::ModelOptions& o) { o.drugs = {"naloxone/zzzzzz"}; }),
         "UnknownNameError: drug = 'naloxone/zzzzzz': unknown; known: naloxone/fda, "
         "naloxone/papathanasiou, naloxone/mann, naloxone/laffont, naloxone/yang, "
         "naloxone/occupancy, naloxone/nasal; " +
             own_drug},
        {building([](od::ModelOptions& o) { o.drugs = {"naltrexone", "naltrexone"}; }),
         "InputError: drugs = 'naltrexone': is given twice"},
        {building([](od::ModelOptions& o) { o.endogenous = {"beta-endorfin"}; }),
         "UnknownNameError: endogenous = 'beta-endorfin': unknown; did you mean "
         "'beta-endorphin'?"},
        {building([](od::ModelOptions& o) {
             o.endogenous = {"beta-endorphin", "beta-endorphin/controlled"};
         }),
         "InputError: endogenous = 'beta-endorphin/controlled': is the same peptide as "
         "'beta-endorphin'; name one of the two"},
        {building([](od::ModelOptions& o) { o.receptors = {od::Receptor::mu, od::Receptor::mu}; }),
         "InputError: receptors = mu: is given twice"},
        {parameter("naltrexone.Cl", 94),
         "UnknownNameError: parameter = 'naltrexone.Cl': unknown; did you mean 'naltrexone.CL'?"},
        {parameter("naltrexone.CL", -1), "InputError: naltrexone.CL = -1" + non_negative},
        {parameter("naltrexone.CL", NaN), "InputError: naltrexone.CL = nan" + non_negative},
        {parameter("naltrexone.V1", 0), "InputError: naltrexone.V1 = 0" + positive},
        {parameter("naltrexone.oral.F", 1.2), "InputError: naltrexone.oral.F = 1.2" + fraction},
        {parameter("naltrexone.oral.ka", inf), "InputError: naltrexone.oral.ka = inf" + positive},
        {parameter("naltrexone.mu.K", 0), "InputError: naltrexone.mu.K = 0" + positive},
        {parameter("naltrexone.mu.koff", -72), "InputError: naltrexone.mu.koff = -72" + positive},
        {parameter("naltrexone.mu.tau", NaN),
         "InputError: naltrexone.mu.tau = nan: must be a finite number"},
        {parameter("enkephalin.mu.e0", -0.1), "InputError: enkephalin.mu.e0 = -0.1" + non_negative},
        {binding({"oxycodone", od::Receptor::mu, 1, 60}),
         "UnknownNameError: binding.ligand = 'oxycodone': unknown; known: naltrexone, "
         "6-beta-naltrexol, beta-endorphin, enkephalin, dynorphin"},
        {binding({"naltrexone", od::Receptor::mu, -1, 60}),
         "InputError: naltrexone.mu.K = -1" + positive},
        {binding({"naltrexone", od::Receptor::mu, 1, 0}),
         "InputError: naltrexone.mu.koff = 0" + positive},
        {binding({"dynorphin", od::Receptor::mu, 1, 60}),
         "InputError: binding = dynorphin at mu: its basal level e0 there is not known"},
        {building([](od::ModelOptions& o) {
             o.receptors = {od::Receptor::mu};
             o.bindings = {{"naltrexone", od::Receptor::kappa, 1, 60}};
         }),
         "InputError: binding.receptor = kappa: is not a receptor of the model"},
    });
}

TEST_CASE("drugs that cannot be are refused") {
    const std::string one_word = ": must be one word without '.' and '+'";
    CHECK(thrown(own([](od::Drug&) {})) == "nothing");
    check({
        {own([](od::Drug& d) { d.name = ""; }), "InputError: drug.name = ''" + one_word},
        {own([](od::Drug& d) { d.name = "my drug"; }),
         "InputError: drug.name = 'my drug'" + one_word},
        {own([](od::Drug& d) { d.name = "my\u2009drug"; }),
         "InputError: drug.name = 'my\u2009drug'" + one_word},
        {own([](od::Drug& d) { d.name = "a.b"; }), "InputError: drug.name = 'a.b'" + one_word},
        {own([](od::Drug& d) { d.V = {}; }),
         "InputError: own.V = 0 volumes: must hold one to three volumes"},
        {own([](od::Drug& d) { d.V = {1, 2, 3, 4}; }),
         "InputError: own.V = 4 volumes: must hold one to three volumes"},
        {own([](od::Drug& d) { d.Q = {}; }),
         "InputError: own.Q = 0 clearances: must hold one less than V"},
        {own([](od::Drug& d) { d.V[1] = -30; }), "InputError: own.V2 = -30" + positive},
        {own([](od::Drug& d) { d.Q[0] = -5; }), "InputError: own.Q2 = -5" + non_negative},
        {own([](od::Drug& d) { d.CL = NaN; }), "InputError: own.CL = nan" + non_negative},
        {own([](od::Drug& d) { d.molar_mass = 0; }), "InputError: own.molar_mass = 0" + positive},
        {own([](od::Drug& d) { d.fu = 1.1; }), "InputError: own.fu = 1.1" + fraction},
        {own([](od::Drug& d) { d.Kp = -1; }), "InputError: own.Kp = -1" + non_negative},
        {own([](od::Drug& d) { d.salt_factor = 0; }),
         "InputError: own.oral.salt_factor = 0" + positive},
        {own([](od::Drug& d) { d.salt_factor = 1.2; }),
         "InputError: own.oral.salt_factor = 1.2" + fraction},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{0.0}}; }),
         "InputError: own.oral.ka = 0" + positive},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{1.0, 1.5}}; }),
         "InputError: own.oral.F = 1.5" + fraction},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{1.0, 1.0, -1.0}}; }),
         "InputError: own.oral.lag = -1" + non_negative},
        {own([](od::Drug& d) { d.absorption = {od::ZeroOrder{0.0}}; }),
         "InputError: own.oral.duration = 0" + positive},
        {own([](od::Drug& d) { d.absorption = {od::ZeroOrderIntoDepot{1.0, NaN}}; }),
         "InputError: own.oral.ka = nan" + positive},
        {own([](od::Drug& d) { d.absorption = {od::TransitChain{0.0, 3}}; }),
         "InputError: own.oral.ktr = 0" + positive},
        {own([](od::Drug& d) { d.absorption = {od::TransitChain{1.0, 0}}; }),
         "InputError: own.oral.n = 0: must be a whole number from 1 to 10"},
        {own([](od::Drug& d) { d.absorption = {od::TransitChain{1.0, 11}}; }),
         "InputError: own.oral.n = 11: must be a whole number from 1 to 10"},
        {own([](od::Drug& d) { d.absorption = {od::FirstOrder{1.0, 1.0, 0.0, 0.4}}; }),
         "InputError: own.oral.fraction = 0.4: the fractions of all inputs must sum to 1"},
        {own([](od::Drug& d) { d.metabolites = {{"nobody"}}; }),
         "UnknownNameError: drug = 'nobody'" + no_drug},
        {own([](od::Drug& d) { d.metabolites = {{"6-beta-naltrexol", 1.1}}; }),
         "InputError: own.6-beta-naltrexol.first_pass = 1.1" + fraction},
    });
}
