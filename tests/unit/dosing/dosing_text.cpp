#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "support/regimens/records.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using od::parse_regimen;
using support::same;

namespace {

od::Dose only_dose(const char* text) {
    const auto regimen = parse_regimen(text);
    REQUIRE(regimen.records().size() == 1);
    return std::get<od::Dose>(regimen.records()[0]);
}

bool means(const char* one, const char* other) {
    CAPTURE(one, od::to_text(parse_regimen(one)));
    const bool is = same(parse_regimen(one), parse_regimen(other));
    CHECK(is);
    return is;
}

/// The amounts of the doses, in order.
std::vector<double> amounts(const char* text) {
    std::vector<double> list;
    for (const auto& dose : parse_regimen(text).doses()) list.push_back(dose.amount.value);
    return list;
}

std::string documentation() {
    const auto root =
        std::filesystem::path(OPIODYN_TEST_DATA).parent_path().parent_path().parent_path();
    std::ifstream file(root / "docs" / "dosing.md");
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the text form says all there is to say of a regimen") {
    const auto regimen =
        parse_regimen("naltrexone 4.5 mg po q24h x28 at 22h + morphine 10mg iv over 30min at 3d");
    REQUIRE(regimen.doses().size() == 2);
    const auto a = regimen.doses()[0];
    CHECK(a.drug == "naltrexone");
    CHECK(a.amount.value == 4.5);
    CHECK(a.route == od::Route::oral);
    CHECK(a.ii.value == 24.0);
    CHECK(a.addl == 27);
    CHECK(a.time.value == 22.0);
    const auto b = regimen.doses()[1];
    CHECK(b.drug == "morphine");
    CHECK(b.amount.value == 10.0);
    CHECK(b.route == od::Route::intravenous);
    CHECK(b.dur.value == 0.5);
    CHECK(b.time.value == 72.0);
}

TEST_CASE("every field of a dose has an option") {
    CHECK(only_dose("a 1 mg iv rate 5mg/h").rate.value == 5.0);
    CHECK(only_dose("a 1 mg po q24h ss").ss == od::SteadyStateDose::reset);
    CHECK(only_dose("a 1 mg po q24h ss").addl == 0);
    CHECK(only_dose("a 1 mg po q24h ss2 x3").ss == od::SteadyStateDose::add);
    CHECK(only_dose("a 1 mg po q24h ss2 x3").addl == 2);
    CHECK(only_dose("a 1 mg po cmt central").cmt == "central");
    CHECK(only_dose("a 1 mg po cmt 2 over 1h").cmt == "2");
    CHECK(only_dose("a 1 mg po F 0.5").F == 0.5);
    CHECK(only_dose("a 1 mg po lag 30min").lag.value == 0.5);
    const auto endless = only_dose("a 0 mg iv rate 5mg/h ss");
    CHECK(endless.endless());
    CHECK(endless.amount.value == 0.0);
    for (const char* route : {"po", "er", "iv", "im", "sc", "in", "sl", "depotrex"})
        CHECK(od::abbreviation(only_dose(("a 1 mg " + std::string(route)).c_str()).route) == route);
}

TEST_CASE("units, spacing and order of options are free") {
    CHECK(means("x 1 g po", "x 1000 mg po"));
    CHECK(means("x 500 ug po", "x 0.5mg po"));
    CHECK(means("x 500 mcg oral", "x .5 mg po"));
    CHECK(means("x 1e-3 g iv", "x 1 mg intravenous"));
    CHECK(means("x 5 mg po x3 at 30min q12h", "x 5 mg po q0.5d at 0.5 h x3"));
    CHECK(means("  x   5mg\tpo\n q24h x2 ", "x 5 mg po q24h x2"));
    CHECK(means("x 5 mg po at 0h", "x 5 mg po"));
    CHECK(means("x 1 mg iv rate 5 mg/h", "x 1 mg iv rate 5000ug/h"));
    CHECK(means("x 1 mg iv rate 5 mg/min", "x 1 mg iv rate 0.3g/h"));
    CHECK(means("x 1 mg iv rate 24 mg/d", "x 1 mg iv rate 1000 mcg/hr"));
    CHECK(means("x 5 mg po lag 1h F .5 cmt 1 ss q24h", "x 5 mg po q24h ss cmt 1 F 0.5 lag 60min"));
    CHECK(means("set at 2h a=1 b=2", "set b=2 a=1 at 120min"));
    CHECK(means("stimulus exercise 1 at 7h x3 q1d", "stimulus exercise 1.0 q24h x3 at 420min"));
}

TEST_CASE("'then' follows on when the clause before it is over") {
    CHECK(means("a 100 mg iv over 2h q24h x7 then 50 mg po q12h x20",
                "a 100 mg iv over 2h q24h x7 + a 50 mg po q12h x20 at 168h"));
    CHECK(means("a 1 mg iv q12h x2 at 3h then 2 mg q24h x1 at 2h then 3 mg",
                "a 1 mg iv q12h x2 at 3h + a 2 mg iv q24h x1 at 29h + a 3 mg iv at 53h"));
    CHECK(means("a 1 mg po q24h ss, then 6mam 2 mg", "a 1 mg po q24h ss + 6mam 2 mg po at 24h"));
    CHECK(means("a 1 mg po q24h x1 then b 2 mg iv cmt 1",
                "a 1 mg po q24h x1 + b 2 mg iv cmt 1 at 24h"));
    // It binds tighter than '+', and options are not taken over.
    CHECK(means("a 1 mg po q24h x1 F 0.5 then 2 mg + b 1 mg po q1h x1 lag 1h then 3 mg iv",
                "a 1 mg po q24h x1 F 0.5 + a 2 mg po at 24h + b 1 mg po q1h x1 lag 1h + "
                "b 3 mg iv at 1h"));
}

TEST_CASE("a taper takes off a part of the starting amount at every step") {
    const auto taper = parse_regimen("a 20 mg po q12h x14 at 8h, reduce 10 % every 7d").doses();
    REQUIRE(taper.size() == 10);
    for (std::size_t k = 0; k < taper.size(); ++k) {
        CHECK(taper[k].amount.value == 20.0 - 2.0 * static_cast<double>(k));
        CHECK(taper[k].time.value == 8.0 + 168.0 * static_cast<double>(k));
        CHECK(taper[k].ii.value == 12.0);
        CHECK(taper[k].addl == 13);
    }
    CHECK(means("a 20 mg po q12h x2 , reduce 50% every 12h",
                "a 20 mg po q12h x2 reduce 10mg every 0.5d"));
    CHECK(means("a 20 mg po q12h x2 reduce 10 mg every 12h",
                "a 20 mg po q12h x2 + a 10 mg po q12h x1 at 24h"));
}

TEST_CASE("a taper ends at the last amount that is still given") {
    using list = std::vector<double>;
    CHECK(amounts("a 20 mg po q12h x14, reduce 10 % every 7d to 12 mg") ==
          list{20, 18, 16, 14, 12});
    CHECK(amounts("a 20 mg po q12h x14, reduce 10 % every 7d to 13 mg") == list{20, 18, 16, 14});
    CHECK(amounts("a 20 mg po q12h x14, reduce 30 % every 7d") == list{20, 14, 8, 2});
    CHECK(amounts("a 16 mg po q12h x14, reduce 50 % of current every 7d to 2 mg") ==
          list{16, 8, 4, 2});
    CHECK(amounts("a 16 mg po q12h x14, reduce 50 % of current every 7d to 3 mg") ==
          list{16, 8, 4});
    CHECK(amounts("a 10 mg po q12h x14, reduce 3 mg every 7d") == list{10, 7, 4, 1});
    CHECK(amounts("a 10 mg po q12h x14, reduce 3 mg every 7d to 4 mg") == list{10, 7, 4});
    CHECK(amounts("a 10 mg po q12h x14, reduce 10 mg every 7d") == list{10});
    CHECK(amounts("a 10 mg po q12h x14, reduce 100 % every 7d") == list{10});
    CHECK(amounts("a 10 mg po q12h x14, reduce 100 % of current every 7d to 1 mg") == list{10});
    // Rounding neither adds nor loses a level: 0.3 - 2 x 0.1 is 0.1, and 0.3 - 3 x 0.1 is nothing.
    CHECK(amounts("a 0.3 mg po q12h x1, reduce 0.1 mg every 12h to 0.1 mg").back() == 0.1);
    CHECK(amounts("a 0.3 mg po q12h x1, reduce 0.1 mg every 12h").size() == 3);
    CHECK(amounts("a 7 mg po q12h x1, reduce 0.1 % every 12h").size() == 1000);
}

TEST_CASE("options of a clause hold for its whole taper, but it begins in steady state once") {
    CHECK(means("a 4 mg iv rate 2mg/h q12h x3 ss F 0.9 reduce 2 mg every 1d then 1 mg po",
                "a 4 mg iv rate 2mg/h q12h x3 ss F 0.9 + a 2 mg iv rate 2mg/h q12h x2 F 0.9 at 36h "
                "+ a 1 mg po at 60h"));
    CHECK(means("b 1 mg po q12h x2 then a 4 mg po q12h x1 reduce 50 % every 12h",
                "b 1 mg po q12h x2 + a 4 mg po q12h x1 at 24h + a 2 mg po q12h x1 at 36h"));
}

TEST_CASE("days of the week, from Monday 00:00 on") {
    CHECK(means(
        "a 50 mg po on mon,wed,fri at 8h x12",
        "a 50 mg po q168h x4 at 8h + a 50 mg po q168h x4 at 56h + a 50 mg po q168h x4 at 104h"));
    // In the order of time, whatever the order of the words; the count is of all doses.
    CHECK(means("a 50 mg po x4 on sun, tue",
                "a 50 mg po q168h x2 at 1d + a 50 mg po q168h x2 at 6d"));
    CHECK(
        means("a 50 mg po x3 on sun,tue", "a 50 mg po q168h x2 at 1d + a 50 mg po q168h x1 at 6d"));
    CHECK(means("a 50 mg po x1 on sun,tue", "a 50 mg po q168h x1 at 1d"));
    CHECK(means("a 50 mg iv on mon x1 over 1h", "a 50 mg iv over 1h q168h x1"));
}

TEST_CASE("'then' and days of the week") {
    // After Friday at 8 h: from Saturday 00:00 on.
    CHECK(means("a 50 mg po on mon,wed,fri at 8h x3 then 20 mg q12h x2",
                "a 50 mg po q168h x1 at 8h + a 50 mg po q168h x1 at 56h + a 50 mg po q168h x1 at "
                "104h + a 20 mg po q12h x2 at 120h"));
    // A dose at midnight fills that day.
    CHECK(means("a 1 mg po on mon x1 then 2 mg", "a 1 mg po q168h x1 + a 2 mg po at 24h"));
    // The first such day at or after the end of what was before: here Tuesday 00:00.
    CHECK(means("a 1 mg po q24h x1 then 2 mg on mon,tue x2",
                "a 1 mg po q24h x1 + a 2 mg po q168h x1 at 24h + a 2 mg po q168h x1 at 168h"));
    CHECK(means("a 1 mg po q12h x3 then 2 mg on tue at 11h x1",
                "a 1 mg po q12h x3 + a 2 mg po q168h x1 at 203h"));
    CHECK(means("a 1 mg po q12h x3 then 2 mg on tue at 12h x1",
                "a 1 mg po q12h x3 + a 2 mg po q168h x1 at 36h"));
}

TEST_CASE("resets and changes stand among the doses") {
    const auto regimen =
        parse_regimen("set a.CL=94 a.V1=1e2 + a 1 mg po + reset at 2d + set x=-5 at 30min");
    REQUIRE(regimen.records().size() == 4);
    const auto& first = std::get<od::Change>(regimen.records()[0]);
    CHECK(first.time.value == 0.0);
    CHECK(first.parameters == std::map<std::string, double>{{"a.CL", 94.0}, {"a.V1", 100.0}});
    CHECK(std::get<od::Reset>(regimen.records()[2]).time.value == 48.0);
    const auto& last = std::get<od::Change>(regimen.records()[3]);
    CHECK(last.time.value == 0.5);
    CHECK(last.parameters == std::map<std::string, double>{{"x", -5.0}});
}

TEST_CASE("numbers that overflow only with their unit are refused") {
    using support::thrown;
    CHECK(thrown([] { parse_regimen("naltrexone 1e308 g po"); }) ==
          "InputError: dose.amt = inf: must be a finite number, at least 0");
    CHECK(thrown([] { parse_regimen("naltrexone 1 mg po at 1e308d"); }) ==
          "InputError: dose.time = inf: must be a finite number, at least 0");
    CHECK(thrown([] { parse_regimen("a 1 mg po q1e308h x1 then 1 mg q1e308h x1 then 1 mg"); }) ==
          "InputError: dose[1].end of the last interval = inf: must be a finite number");
}

TEST_CASE("words that begin a clause are no names of drugs") {
    for (const std::string word : {"then", "reset", "set", "stimulus", "flare"}) {
        od::Dose dose;
        dose.drug = word;
        dose.amount = od::Mass{1.0};
        CHECK(support::thrown([&] { od::Regimen{dose}; }) ==
              "InputError: dose.drug = '" + word + "': begins a clause of a regimen's text");
    }
}

/// In docs/dosing.md a line of a block "regimen" is a text, and the lines "= ..." after it are the
/// records that it stands for; without any it is as it is written.
TEST_CASE("the examples of the documentation are what they say") {
    std::istringstream lines(documentation());
    int examples = 0;
    std::string text, records;
    const auto finish = [&] {
        if (text.empty()) return;
        CAPTURE(text);
        CHECK(od::to_text(parse_regimen(text)) == (records.empty() ? text : records));
        ++examples;
        text.clear(), records.clear();
    };
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("```")) finish(), inside = line == "```regimen";
        else if (inside && line.starts_with("= "))
            records += (records.empty() ? "" : " + ") + line.substr(2);
        else if (inside) finish(), text = line;
    }
    CHECK(examples == 27);
}

TEST_CASE("the error of the documentation is what is said") {
    try {
        parse_regimen("oxycodone 20 mg po q12h x14, reduce 10 % every 18h");
        FAIL("parsed");
    } catch (const od::ParseError& e) {
        std::string shown = "\n";
        std::istringstream lines(e.what());
        for (std::string line; std::getline(lines, line);) shown += "    " + line + "\n";
        CAPTURE(shown);
        CHECK(documentation().find(shown) != std::string::npos);
    }
}
