/// Every bad dose: the type of the error and every word of it. One line each.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/refusals.hpp"

namespace od = opiodyn;
using support::check, support::inf, support::NaN, support::non_negative;

namespace {

constexpr auto po = od::Route::oral;

/// A dose with one field changed.
std::function<void()> dosing(const std::function<void(od::Dose&)>& change) {
    return [=] {
        auto d = support::dose("naltrexone", 50.0, po);
        change(d);
        od::check(d);
    };
}

}  // namespace

TEST_CASE("bad doses are refused") {
    check({
        {dosing([](od::Dose& d) { d.drug = ""; }),
         "InputError: dose.drug = '': must be one word without '+'"},
        {dosing([](od::Dose& d) { d.drug = "a\u00A0b"; }),
         "InputError: dose.drug = 'a\u00A0b': must be one word without '+'"},
        {dosing([](od::Dose& d) { d.cmt = "a\u202Fb"; }),
         "InputError: dose.cmt = 'a\u202Fb': must be one word without '+'"},
        {dosing([](od::Dose& d) { d.amount = od::Mass{-1}; }),
         "InputError: dose.amt = -1" + non_negative},
        {dosing([](od::Dose& d) { d.amount = od::Mass{NaN}; }),
         "InputError: dose.amt = nan" + non_negative},
        {dosing([](od::Dose& d) { d.amount = od::Mass{inf}; }),
         "InputError: dose.amt = inf" + non_negative},
        {dosing([](od::Dose& d) { d.time = od::Time{NaN}; }),
         "InputError: dose.time = nan" + non_negative},
        {dosing([](od::Dose& d) { d.time = od::Time{-1}; }),
         "InputError: dose.time = -1" + non_negative},
        {dosing([](od::Dose& d) { d.dur = od::Time{-2}; }),
         "InputError: dose.dur = -2" + non_negative},
        {dosing([](od::Dose& d) { d.dur = od::Time{2}; }),
         "InputError: dose.dur = 2: only an intravenous dose, or one into a compartment, can "
         "be infused"},
        {dosing([](od::Dose& d) {
             d.route = od::Route::intravenous;
             d.rate = od::MassRate{1e-310};
         }),
         "InputError: dose.dur of the infusion = inf: must be a finite number"},
        {dosing([](od::Dose& d) {
             d.ss = od::SteadyStateDose::reset;
             d.ii = od::Time{1e-14};
         }),
         "InputError: dose.ii = 1e-14: is shorter than an instant, 1e-13 h"},
        {dosing([](od::Dose& d) { d.route = static_cast<od::Route>(99); }),
         "InputError: dose.route = 99: is no value of its kind, which are 0 to 7"},
        {dosing([](od::Dose& d) { d.ss = static_cast<od::SteadyStateDose>(7); }),
         "InputError: dose.ss = 7: is no value of its kind, which are 0 to 2"},
        {dosing([](od::Dose& d) { d.ii = od::Time{-3}; }),
         "InputError: dose.ii = -3" + non_negative},
        {dosing([](od::Dose& d) { d.addl = 3; }),
         "InputError: dose.addl = 3: needs an interval ii above 0"},
        {dosing([](od::Dose& d) { d.addl = -3; }),
         "InputError: dose.addl = -3: must be at least 0"},
        {dosing([](od::Dose& d) { d.addl = 1000000000; }),
         "InputError: dose.addl = 1000000000: must be below 2000000"},
        {dosing([](od::Dose& d) { d.addl = 5, d.ii = od::Time{1e308}; }),
         "InputError: dose.time of the last dose = inf: must be a finite number"},
        {dosing([](od::Dose& d) { d.time = d.ii = od::Time{1e308}; }),
         "InputError: dose.end of the last interval = inf: must be a finite number"},
        {dosing([](od::Dose& d) { d.time = d.lag = od::Time{1e308}; }),
         "InputError: dose.end of the last interval = inf: must be a finite number"},
        {[] {
             od::Stimulus stimulus{"flare", 1.0, od::Time{1e308}};
             stimulus.ii = od::Time{1e308};
             od::check(stimulus);
         },
         "InputError: dose.end of the last interval = inf: must be a finite number"},
        {[] { support::dose("a", 1.0, po).every(od::Time{24.0}, 0); },
         "InputError: count = 0: must be at least 1"},
        {[] { support::dose("a", 1.0, po).every(od::Time{24.0}, 1000000000); },
         "InputError: dose.addl = 999999999: must be below 2000000"},
        {[] {
             const auto many = support::dose("a", 1.0, po).every(od::Time{24.0}, 1500000);
             (void)(many + many);
         },
         "InputError: regimen.count = more than 2000000: too many doses and stimuli for one run"},
        {[] { od::Regimen({support::dose("a", 1.0, po), support::dose("b", -1.0, po)}); },
         "InputError: dose[1].amt = -1" + non_negative},
        {[] { (void)od::Regimen{}.first_time(); },
         "InputError: first time = empty regimen: needs at least one dose"},
        {[] { (void)od::Regimen{}.default_end(); },
         "InputError: end = empty regimen: needs at least one dose"},
        {[] { od::parse_regimen(std::string(2000000, 'x')); },
         "InputError: regimen = 2000000 characters: must be at most 1000000"},
    });
}
