/// Every bad run: the type of the error and every word of it. One line each.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/refusals.hpp"

namespace od = opiodyn;
using support::check, support::inf, support::NaN, support::non_negative, support::positive,
    support::thrown;

namespace {

constexpr auto po = od::Route::oral;

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

/// Gives nalmefene, whose set of the nasal spray alone has the route, to a model with one of the two.
std::function<void()> spraying(const char* in_model) {
    return [=] {
        const od::Model model(od::ModelOptions{.drugs = {in_model}});
        od::simulate(model, support::dose("nalmefene", 3.0, od::Route::intranasal), {0.0, 1.0});
    };
}

}  // namespace

TEST_CASE("runs that cannot be are refused") {
    const std::string twenty_million = ": must be at most 20000000";
    check({
        {solving({.rtol = 0}), "InputError: rtol = 0" + positive},
        {solving({.rtol = -1e-6}), "InputError: rtol = -1e-06" + positive},
        {solving({.rtol = NaN}), "InputError: rtol = nan" + positive},
        {solving({.atol = 0}), "InputError: atol = 0" + positive},
        {solving({.atol = inf}), "InputError: atol = inf" + positive},
        {solving({.max_steps = 0}), "InputError: max_steps = 0" + positive},
        {solving({.max_attempts = -1}), "InputError: max_attempts = -1" + positive},
        {solving({.max_seconds = NaN}), "InputError: max_seconds = nan" + positive},
        {solving({.method = od::Method::exact}),
         "InputError: method = exact: the response has no exact solution; use rodas5p"},
        {solving({}, {}), "InputError: times = none: needs at least one output time"},
        {solving({}, {0.0, NaN}), "InputError: times[1] = nan" + non_negative},
        {solving({}, {0.0, inf}), "InputError: times[1] = inf" + non_negative},
        {solving({}, {-1.0, 1.0}), "InputError: times[0] = -1" + non_negative},
        {solving({}, {0.0, 2.0, 1.0}),
         "InputError: times[2] = 1: must not be before times[1] = 2; sort the times"},
        {[] { od::grid(od::Time{2.0}, od::Time{1.0}, od::Time{0.1}); },
         "InputError: end = 1: must not be before begin = 2"},
        {[] { od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{0.0}); },
         "InputError: delta = 0" + positive},
        {[] { od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{-1.0}); },
         "InputError: delta = -1" + positive},
        {[] { od::grid(od::Time{NaN}, od::Time{1.0}, od::Time{1.0}); },
         "InputError: begin = nan: must be a finite number"},
        {[] { od::grid(od::Time{0.0}, od::Time{inf}, od::Time{1.0}); },
         "InputError: end = inf: must be a finite number"},
        {[] { od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{1e-12}); },
         "InputError: grid = 1000000000001 times" + twenty_million},
        {giving(support::dose("naltrexon", 1.0, po)),
         "UnknownNameError: drug of the model = 'naltrexon': unknown; did you mean 'naltrexone'?"},
        {giving(support::dose("naloxone", 1.0, po)),
         "UnknownNameError: drug of the model = 'naloxone': unknown; known: naltrexone, "
         "6-beta-naltrexol; another one must be in its drugs"},
        {giving(support::dose("6-beta-naltrexol", 1.0, po)),
         "InputError: route = po: 6-beta-naltrexol has no oral route; it has iv"},
        {giving(support::dose("beta-endorphin", 1.0, po)),
         "InputError: drug of the model = 'beta-endorphin': is a peptide of the body, "
         "which cannot be dosed"},
        {[] {
             const auto model = support::pk_model({support::drug("own", 10.0, {20.0})});
             od::simulate(model, support::dose("own", 1.0, po), {0.0, 1.0});
         },
         "InputError: route = po: own has no oral route; it has iv"},
        {giving(support::dose("naltrexone", 1.0, od::Route::sublingual)),
         "InputError: route = sl: naltrexone has no sublingual route; it has po, er, im, depotrex, "
         "iv"},
        {spraying("nalmefene"),
         "InputError: route = in: nalmefene has no intranasal route; it has po, iv; the set "
         "nalmefene/laffont has one: write this name in the regimen"},
        {spraying("nalmefene/laffont"),
         "UnknownNameError: drug of the model = 'nalmefene': unknown; known: nalmefene/laffont; "
         "the model has a set of it: write nalmefene/laffont in the regimen"},
        {[] {
             od::ModelOptions options;
             options.routes = {od::Route::intravenous};
             od::simulate(od::Model(options), support::dose("naltrexone", 1.0, po), {0.0, 1.0});
         },
         "InputError: route = po: the routes of this model leave it out, though naltrexone has it"},
        {[] { (void)od::Model().state("naltrexone.centrl"); },
         "UnknownNameError: state = 'naltrexone.centrl': unknown; did you mean "
         "'naltrexone.central'?"},
    });
}

TEST_CASE("sizes beyond any study are refused before anything is allocated") {
    // 15 million times x 29 columns would be 3.5 GB.
    const std::vector<double> times(15000000, 0.0);
    const od::Model model;
    const auto message =
        thrown([&] { od::simulate(model, support::dose("naltrexone", 1.0, po), times); });
    CHECK(message.starts_with("InputError: output = "));
    CHECK(message.ends_with(" GB: must be at most 2.5e+08, 2 GB (times x columns)"));
}
