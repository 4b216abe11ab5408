/// Bad doses, regimens, texts, schedules and output times.

#include "opiodyn/opiodyn.hpp"
#include "refusals/tables.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

namespace refusals {
namespace {

constexpr auto po = od::Route::oral;

std::function<void()> dose(const std::function<void(od::Dose&)>& change) {
    return [=] {
        auto d = support::dose("naltrexone", 50.0, po);
        change(d);
        od::check(d);
    };
}

std::function<void()> given(const std::function<void(od::Concentration&)>& change) {
    return [=] {
        od::Concentration c{
            "morphine", {0.0, 1.0}, {0.0, 1.0}, od::ConcentrationUnit::nanomolar, od::Time{0.0}};
        change(c);
        od::Regimen{c};
    };
}

std::function<void()> text(const std::string& regimen) {
    return [=] { od::parse_regimen(regimen); };
}

std::function<void()> taking(double missed, double shift) {
    return [=] { od::taken(support::dose("naltrexone", 1.0, po), {missed, od::Time{shift}}, 1); };
}

/// Returns a call that flattens a dose which enters by this way.
std::function<void()> entering(const od::Entry& entry) {
    return [=] {
        od::flatten(support::dose("naltrexone", 1.0, po),
                    [&](const od::Dose&, std::size_t) { return std::vector<od::Entry>{entry}; });
    };
}

const od::Regimen one = support::dose("naltrexone", 1.0, po);
const od::EntryLookup nowhere = [](const od::Dose&, std::size_t) {
    return std::vector<od::Entry>{};
};
const std::string finite = "must be a finite number";

std::vector<Row> records() {
    return {
        {"check", dose([](auto& d) { d.drug = ""; }), "dose.drug", "''", "must be one word"},
        {"check", dose([](auto& d) { d.drug = "set"; }), "dose.drug", "'set'", "begins a clause"},
        {"check", dose([](auto& d) { d.amount = od::Mass{-1.0}; }), "dose.amt", "-1", finite},
        {"check", dose([](auto& d) { d.time = od::Time{NaN}; }), "dose.time", "nan", finite},
        {"check", dose([](auto& d) { d.F = inf; }), "dose.F", "inf", finite},
        {"check", dose([](auto& d) { d.lag = od::Time{-1e-300}; }), "dose.lag", "-1e-300", finite},
        {"check", dose([](auto& d) { d.cmt = "a b"; }), "dose.cmt", "'a b'", "must be one word"},
        {"check", dose([](auto& d) { d.addl = 3; }), "dose.addl", "3", "needs an interval ii"},
        {"check", dose([](auto& d) { d.addl = std::numeric_limits<std::int64_t>::max(); }),
         "dose.addl", "9223372036854775807", "must be below 2000000"},
        {"check", dose([](auto& d) { d.addl = std::numeric_limits<std::int64_t>::min(); }),
         "dose.addl", "-9223372036854775808", "must be at least 0"},
        {"check", dose([](auto& d) { d.dur = od::Time{2.0}; }), "dose.dur", "2",
         "only an intravenous dose"},
        {"check", [] { od::check(od::Stimulus{"exercise", 0.0}); }, "dose.magnitude", "0",
         finite + " above 0"},
        {"check", [] { od::check(od::Change{}); }, "dose.parameters", "none", "needs at least one"},
        {"check", [] { od::check(od::Reset{od::Time{-2.0}}, "reset"); }, "reset.time", "-2",
         finite},
        {"Dose::every", [] { support::dose("a", 1.0, po).every(od::Time{24.0}, 0); }, "count", "0",
         "must be at least 1"},
        {"Dose::every",
         [] {
             support::dose("a", 1.0, po)
                 .every(od::Time{24.0}, std::numeric_limits<std::int64_t>::max());
         },
         "dose.addl", "9223372036854775806", "must be below 2000000"},
        {"Regimen", [] { od::Regimen(support::dose("revia", 1.0, od::Route::intravenous)); },
         "dose.route", "iv", "given po", "write naltrexone for another route"},
        {"Regimen", given([](auto& c) { c.times = {0.0}; }), "concentration.times", "1 times",
         "needs two times at least"},
        {"Regimen", given([](auto& c) { c.values = {1.0}; }), "concentration.values", "1 values",
         "needs one for each of the 2 times"},
        {"Regimen", given([](auto& c) { c.times = {1.0, 0.0}; }), "concentration.times[1]", "0",
         "must not be before", "sort the times"},
        {"Regimen", given([](auto& c) { c.times = {1.0, 1.0}; }), "concentration.times[1]", "1",
         "must be later than", "for a jump give two times 1e-6 h apart"},
        {"Regimen", given([](auto& c) { c.values = {NaN, 1.0}; }), "concentration.values[0]", "nan",
         finite},
        {"Regimen::first_time", [] { (void)od::Regimen().first_time(); }, "first time",
         "empty regimen", "needs at least one dose"},
        {"Regimen::last_time", [] { (void)od::Regimen().last_time(); }, "last time",
         "empty regimen", "needs at least one dose"},
        {"Regimen::default_end", [] { (void)od::Regimen().default_end(); }, "end", "empty regimen",
         "needs at least one dose"},
        {"Regimen::operator+=",
         [] {
             auto many = support::dose("a", 1.0, po).every(od::Time{1.0}, 1500000);
             many += many;
         },
         "regimen.count", "more than 2000000", "too many doses"},
        {"Concentration::time_of", [] { (void)od::Concentration{}.time_of(0); }, "point", "0",
         "there are none"},
        {"Concentration::time_of",
         [] { (void)od::Concentration{"a", {0.0, 1.0}}.time_of(std::size_t(-1)); }, "point", "-1",
         "must be at least 0 and below 2"},
        {"Concentration::end", [] { (void)od::Concentration{}.end(); }, "times", "0 times",
         "needs two times at least"},
        {"taken", taking(1.5, 0.0), "missed", "1.5", "must lie between 0 and 1"},
        {"taken", taking(NaN, 0.0), "missed", "nan", "must lie between 0 and 1"},
        {"taken", taking(0.0, -1.0), "shift", "-1", finite},
        {"taken", taking(0.0, 1.0), "shift", "1", "could move the dose at 0 h before the start"},
    };
}

std::vector<Row> texts() {
    return {
        {"parse_regimen", text(""), "regimen", "''", "the text ends here",
         "expected the name of a drug"},
        {"parse_regimen", text("naltrexone"), "regimen", "''", "the text ends here", "expected"},
        {"parse_regimen", text("naltrexone 4,5 mg"), "regimen", "'4,5'", "decimals take a point",
         "4.5"},
        {"parse_regimen", text(std::string(1000001, 'x')), "regimen", "1000001 characters",
         "must be at most 1000000"},
        {"parse_route", [] { od::parse_route("pi"); }, "route", "'pi'", "known: po"},
        {"parse_receptor", [] { od::parse_receptor("kapa"); }, "receptor", "'kapa'",
         "did you mean 'kappa'?"},
        {"parse_concentration_unit", [] { od::parse_concentration_unit("nm"); }, "unit", "'nm'",
         "did you mean 'nM'?"},
        {"library::drug_name", [] { od::library::drug_name("suboxone", "drugs"); }, "drugs",
         "'suboxone'", "is buprenorphine with naloxone", "write the part that you mean"},
        {"library::check_route",
         [] { od::library::check_route("revia", od::Route::intravenous, "way"); }, "way", "iv",
         "given po", "write naltrexone for another route"},
    };
}

std::vector<Row> schedules() {
    const auto stimulus = od::Regimen(od::Stimulus{"exercise"});
    return {
        {"flatten", [] { od::flatten(one, {}); }, "entries", "no function",
         "must tell where a dose enters"},
        {"flatten", [=] { od::flatten(stimulus, nowhere); }, "stimulus", "exercise",
         "nothing that it acts on"},
        {"flatten",
         [=] {
             od::flatten(stimulus, nowhere, [](const auto&, std::size_t) {
                 return std::vector<od::Release>{{-1, 1.0}};
             });
         },
         "release.state", "-1", "must be the index of a state"},
        {"flatten", entering({-1, 1.0, 0.0, 0.0}), "entry.state", "-1",
         "must be the index of a state"},
        {"flatten", entering({0, 1.0, -1.0, 0.0}), "entry.lag", "-1", finite},
        {"flatten", entering({0, NaN, 0.0, 0.0}), "entry.nmol_per_mg", "nan", finite},
        {"flatten", entering({0, 1.0, 0.0, inf}), "entry.duration", "inf", finite},
        {"cycle_of", [] { od::cycle_of(one, od::Time{24.0}, {}); }, "entries", "no function",
         "must tell where a dose enters"},
        {"cycle_of", [] { od::cycle_of(one, od::Time{0.0}, nowhere); }, "period", "0", finite},
        {"cycle_of", [] { od::cycle_of(one, od::Time{1e-14}, nowhere); }, "period", "1e-14",
         "is shorter than an instant"},
        {"cycle_of", [=] { od::cycle_of(stimulus, od::Time{24.0}, nowhere); }, "record[0]",
         "stimulus", "a period holds single doses"},
        {"grid", [] { od::grid(od::Time{0.0}, od::Time{1e300}, od::Time{1.0}); }, "grid",
         "1e+300 times", "must be at most 20000000"},
        {"grid", [] { od::grid(od::Time{2.0}, od::Time{1.0}, od::Time{0.1}); }, "end", "1",
         "must not be before begin = 2"},
        {"output_times", [] { od::output_times(one, od::Time{-1.0}); }, "end", "-1", finite},
        {"output_times", [] { od::output_times(one, od::Time{inf}); }, "end", "inf", finite},
    };
}

}  // namespace

std::vector<Row> dosing_doors() {
    std::vector<Row> rows = records();
    for (const auto& more : {texts(), schedules()})
        rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

}  // namespace refusals
