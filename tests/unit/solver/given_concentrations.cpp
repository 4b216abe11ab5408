/// Concentrations that the caller gives: every refusal, word by word, and what a regimen of them is.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/refusals.hpp"
#include "support/regimens/records.hpp"

namespace od = opiodyn;
using support::check, support::inf, support::NaN, support::non_negative;

namespace {

using Numbers = std::vector<double>;

const Numbers day{0.0, 24.0}, values{3.0, 1.0};

od::Regimen given(Numbers times, Numbers found = values, std::string drug = "naltrexone") {
    return od::Concentration{std::move(drug), std::move(times), std::move(found)};
}

od::ModelOptions taking(std::vector<std::string> drugs) {
    auto options = support::held();
    options.concentration_given = std::move(drugs);
    return options;
}

std::function<void()> making(Numbers times, Numbers found) {
    return [=] { given(times, found); };
}

std::function<void()> running(const od::ModelOptions& options, const od::Regimen& regimen,
                              double end = 24.0) {
    return [=] { od::simulate(od::Model(options), regimen, {0.0, end}); };
}

std::function<void()> building(const od::ModelOptions& options) {
    return [=] { od::Model{options}; };
}

}  // namespace

TEST_CASE("tables that are no concentration are refused") {
    const std::string times = "InputError: concentration.times";
    check({
        {making({0.0}, {1.0}), times + " = 1 times: needs two times at least"},
        {making({0.0, 1.0}, {1.0}),
         "InputError: concentration.values = 1 values: needs one for each of the 2 times"},
        {making({0.0, 2.0, 1.0}, {1, 1, 1}),
         times + "[2] = 1: must not be before concentration.times[1] = 2; sort the times"},
        {making({0.0, 1.0, 1.0}, {1, 1, 1}),
         times + "[2] = 1: must be later than concentration.times[1]; for a jump give two times "
                 "1e-6 h apart"},
        {making({-1.0, 1.0}, values), times + "[0] = -1" + non_negative},
        {making({0.0, NaN}, values), times + "[1] = nan" + non_negative},
        {making(day, {-3.0, 1.0}), "InputError: concentration.values[0] = -3" + non_negative},
        {making(day, {3.0, NaN}), "InputError: concentration.values[1] = nan" + non_negative},
        {making(day, {inf, 1.0}), "InputError: concentration.values[0] = inf" + non_negative},
        {[] { given(day, values, "two words"); },
         "InputError: concentration.drug = 'two words': must be one word without '+'"},
    });
}

TEST_CASE("runs that a given concentration does not fit are refused") {
    const auto model = taking({"naltrexone"});
    const auto tablet = support::dose("naltrexone", 50.0, od::Route::oral);
    check({
        {running(model, given(day), 48.0),
         "InputError: concentration.times = 24: the concentration of naltrexone ends at 24 h, "
         "before the run, which goes to 48 h; give it until then, or end the run earlier"},
        {running(model, tablet),
         "InputError: drug of the model = 'naltrexone': takes no dose, because its concentration "
         "is given to this model; give a concentration of it, or take it out of "
         "concentration_given"},
        {running(support::held(), given(day)),
         "InputError: concentration of = 'naltrexone': follows from its doses in this model; name "
         "the drug in concentration_given to give it"},
        {running(model, given(day) + given(day)),
         "InputError: concentration.drug = 'naltrexone': has two tables; join them into one"},
        {running(model, given(day) + od::Reset{od::Time{12.0}}),
         "InputError: reset = at 12 h: cannot come after the start of a concentration that is "
         "given, which no reset changes; make two runs of it"},
        {running(model, given(day, values, "morphine")),
         "UnknownNameError: drug of the model = 'morphine': unknown; known: naltrexone, "
         "beta-endorphin, enkephalin, dynorphin; another one must be in its drugs"},
    });
}

TEST_CASE("models whose given drugs cannot be are refused") {
    auto with_metabolite = taking({"6-beta-naltrexol"});
    with_metabolite.drugs = {"naltrexone", "6-beta-naltrexol"};
    auto with_clearance = taking({"naltrexone"});
    with_clearance.parameters = {{"naltrexone.CL", 94.0}};
    check({
        {building(taking({"morphine"})),
         "UnknownNameError: concentration_given = 'morphine': unknown; known: naltrexone; another "
         "one must be in the drugs of the model"},
        {building(taking({"naltrexone", "naltrexone"})),
         "InputError: concentration_given = 'naltrexone': is named twice"},
        {building(with_metabolite),
         "InputError: concentration_given = '6-beta-naltrexol': is formed from naltrexone in this "
         "model; name naltrexone too, and give both concentrations"},
        {building(with_clearance),
         "InputError: parameter = 'naltrexone.CL': is not in this model, because the concentration "
         "of naltrexone is given"},
    });
}

TEST_CASE("a table that ends early is a status of its row in a batch") {
    const od::Model model(taking({"naltrexone"}));
    const auto batch =
        od::simulate_batch({{model, given({0.0, 12.0})}, {model, given(day)}},
                           {.times = {24.0}, .columns = {"effect_site.naltrexone"}, .metrics = {}});
    CAPTURE(batch.status[0].text, batch.status[1].text);
    CHECK_FALSE(batch.status[0].complete());
    CHECK(batch.status[0].text.find("ends at 12 h") != std::string::npos);
    CHECK(batch.status[1].complete());
}

TEST_CASE("a drug whose concentration is given keeps what binds, and loses its kinetics") {
    const od::Model model(taking({"naltrexone"}));
    for (const auto* name : {"CL", "V1", "V2", "Q2", "oral.ka", "6-beta-naltrexol.systemic"})
        CHECK_FALSE(model.parameters().contains("naltrexone." + std::string(name)));
    for (const auto* name : {"fu", "Kp", "ke0", "molar_mass", "mu.K"})
        CHECK(model.parameters().contains("naltrexone." + std::string(name)));
    CHECK(model.substances().front().routes.empty());
    CHECK(model.compartments("naltrexone").empty());
    CHECK(od::parameters_of(model, od::Person{.seed = 1, .index = 2, .covariates = {}}).empty());
}

TEST_CASE("a regimen of a concentration ends with its table, and reads back from its text") {
    const auto regimen = given({1.0, 2.5, 30.0}, {0.0, 8.6, 0.125});
    CHECK(regimen.default_end() == 30.0);
    CHECK(regimen.last_time() == 30.0);
    CHECK(regimen.doses().empty());
    CHECK(to_text(regimen) == "concentration naltrexone nM 1h 0 2.5h 8.6 30h 0.125");
    CHECK(support::same(od::parse_regimen(to_text(regimen)), regimen));
    const auto later = od::parse_regimen(
        "Concentration Naltrexone ng/mL 0 min 0 30 min 8.6 at 2d + morphine 10 mg iv");
    CHECK(to_text(later) ==
          "concentration naltrexone ng/mL 0h 0 0.5h 8.6 at 48h + morphine 10 mg iv");
    CHECK(later.default_end() == 48.5);
}
