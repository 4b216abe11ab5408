/// What people write and what cannot be read in one way: it is refused, and the readings are named.

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"

namespace od = opiodyn;

namespace {

/// Checks the rule and the offending word, which stands in brackets.
void check(const std::vector<std::pair<std::string, std::string>>& rows) {
    for (const auto& [marked, rule] : rows) {
        CAPTURE(marked);
        std::string text = marked;
        std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
        const auto open = marked.find('[');
        try {
            od::parse_regimen(text);
            FAIL_CHECK("parsed");
        } catch (const od::ParseError& e) {
            CHECK(e.rule() == rule);
            CHECK(e.value() == "'" + marked.substr(open + 1, marked.find(']') - open - 1) + "'");
        }
    }
}

}  // namespace

TEST_CASE("numbers with commas are refused with their readings") {
    const std::string two = "a comma can be read in two ways: write ";
    check({
        {"a [4,5] mg po", "decimals take a point: 4.5"},
        {"a [4,5mg] po", "decimals take a point: 4.5"},
        {"a [0,25] mg po", "decimals take a point: 0.25"},
        {"a [1,000] mg po", two + "1000 or 1.000"},
        {"a [50,000ug] po", two + "50000 or 50.000"},
        {"a [1,000,000] ug po", "thousands take no comma: 1000000"},
        {"a [1,000.5] ug po", "thousands take no comma: 1000.5"},
        {"a 1 mg po at [1,5] h", "decimals take a point: 1.5"},
        {"a 1 mg po q[1,5h] x3", "decimals take a point: 1.5"},
        {"a 1 mg po F [0,5]", "decimals take a point: 0.5"},
        {"a 1 mg iv rate [0,5] mg/h", "decimals take a point: 0.5"},
        {"set a.CL=[94,5]", "decimals take a point: 94.5"},
        {"a 8 mg po q12h x4 reduce [2,5] mg every 1d", "decimals take a point: 2.5"},
    });
}

TEST_CASE("units that leave open what is meant are refused") {
    check({
        {"a 1 [mL] po", "a volume; write the amount of drug in it, such as 4.5 mg"},
        {"a 0.1 [mg/kg] iv",
         "an amount by body weight must be multiplied out, such as 35 mg for 0.5 mg/kg at 70 kg"},
        {"a 1 mg po at 3 [months]",
         "a month has no fixed length; write weeks or days, such as 4 weeks or 30 days"},
        {"a 1 mg po at 30[m]", "may be minutes or months; write min, or days"},
        {"a 1 mg po at 10 [pm]", "hours count from 0 to 23: write a time such as 22:00"},
        {"a 1 mg po at [24:00]", "expected a time of day from 0:00 to 23:59, such as 22:00"},
        {"a 1 mg po at [22:60]", "expected a time of day from 0:00 to 23:59, such as 22:00"},
        {"a 1 mg po at [22:0]", "expected a time of day from 0:00 to 23:59, such as 22:00"},
        {"a 1 mg po at [:30]", "expected a time of day from 0:00 to 23:59, such as 22:00"},
    });
}

TEST_CASE("codes that do not say when are refused") {
    const std::string month = "a month has no fixed length; write q4w or q30d";
    const std::string times =
        "does not say when; a simulation needs an interval such as q24h, or each dose with 'at'";
    const std::string twice = "may be twice a week or every two weeks; write on mon,thu or q2w";
    check({
        {"a 1 mg po [prn]", times},
        {"a 1 mg po q6h [PRN]", times},
        {"a 1 mg po [as] needed", times},
        {"a 1 mg po [od]", "may be once daily or the right eye; write daily or q24h"},
        {"a 1 mg po [biweekly] x3", twice},
        {"a 1 mg po [biw] x3", twice},
        {"a 1 mg po [tiw] x3", "names no days; write three, such as on mon,wed,fri"},
        {"a 1 mg po [monthly] x3", month},
        {"a 1 mg po [qam] x3", "names no hour; write the time of day, such as q24h at 8:00"},
        {"a 1 mg po [every] evening",
         "names no hour; write the time of day, such as q24h at 20:00, or qhs for bedtime at "
         "22:00"},
        {"a 1 mg po [q1mo] x3",
         "a month has no fixed length; write weeks or days, such as 4 weeks or 30 days"},
        {"a 1 mg po [q4-6h] x3", "expected an interval such as q24h"},
        {"a 1 mg po [stat]", "needs no word: a dose without 'at' is given at the start"},
    });
}

TEST_CASE("counts and durations that do not fit are refused") {
    check({
        {"a 1 mg po q48h [for] 7 days",
         "is no whole number of intervals of 48 h; write a count: x3 or x4"},
        {"a 1 mg po q4w [for] 7 days",
         "is no whole number of intervals of 672 h; write a count: x1"},
        {"a 1 mg po daily x28 [for] 4 weeks", "give either a count or how long, not both"},
        {"a 1 mg po [for] 28 days", "needs an interval such as q24h; an infusion takes 'over'"},
        {"a 1 mg po daily [x] 2.5", "expected a count such as x28"},
        {"a 1 mg po on mon [for] 10 days", "with 'on' this is whole weeks, such as for 4 weeks"},
        {"a 1 mg po on mon x2 [for] 2 weeks", "give either a count or how long, not both"},
        {"a 0 mg po q12h x4 [reduce] 10% every 1d", "a dose of 0 mg has nothing to take off"},
    });
}

TEST_CASE(
    "words for combinations and for doses are refused, and so is another route than a brand's") {
    const std::string contrave =
        "is naltrexone with bupropion, and the library has no bupropion; write the naltrexone "
        "alone, "
        "such as naltrexone 8 mg er";
    check({
        {"[contrave] 8 mg er", contrave},
        {"[Contrave] 8 mg er", contrave},
        {"[LDN] 4.5 mg po",
         "means low-dose naltrexone, a dose and no drug of its own; write naltrexone with the "
         "amount, "
         "such as naltrexone 4.5 mg po"},
        {"[suboxone] 8 mg sl",
         "is buprenorphine with naloxone; write the part that you mean, such as buprenorphine 8 mg "
         "sl"},
        {"vivitrol 380 mg [po]",
         "vivitrol is naltrexone given im; write naltrexone for another route"},
        {"narcan 4 mg [PO]",
         "narcan is naloxone given in or iv or im or sc; write naloxone for another route"},
    });
}
