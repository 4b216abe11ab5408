/// What people write on prescriptions, and the records that it stands for, in the written form.

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"

namespace od = opiodyn;

namespace {

struct Row {
    const char *written, *records;
};

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        CAPTURE(row.written);
        CHECK(od::to_text(od::parse_regimen(row.written)) == row.records);
        CHECK(od::to_text(od::parse_regimen(row.records)) == row.records);
    }
}

}  // namespace

TEST_CASE("codes say how often") {
    for (const auto& [code, hours] : std::vector<std::pair<std::string, std::string>>{
             {"daily", "24"},
             {"once daily", "24"},
             {"once a day", "24"},
             {"every day", "24"},
             {"qd", "24"},
             {"q.d.", "24"},
             {"bid", "12"},
             {"b.i.d.", "12"},
             {"BID", "12"},
             {"twice daily", "12"},
             {"twice a day", "12"},
             {"tid", "8"},
             {"qid", "6"},
             {"three times a day", "8"},
             {"four times daily", "6"},
             {"qod", "48"},
             {"every other day", "48"},
             {"weekly", "168"},
             {"once a week", "168"},
             {"q4w", "672"},
             {"q2W", "336"},
             {"q 24 h", "24"},
             {"q 24h", "24"},
             {"q24 h", "24"},
             {"Q24H", "24"},
             {"Q 24 HOURS", "24"},
             {"every 8 hours", "8"},
             {"every 90 min", "1.5"},
             {"q1d", "24"},
             {"q 1 week", "168"},
             {"hourly", "1"},
         }) {
        const std::string text = "a 1 mg po " + code + " x3";
        CAPTURE(text);
        CHECK(od::to_text(od::parse_regimen(text)) == "a 1 mg po q" + hours + "h x3");
    }
}

TEST_CASE("a count may stand apart, or say how long") {
    const char* four_weeks = "a 1 mg po q24h x28";
    for (const char* text : {
             "a 1 mg po q24h x 28",
             "a 1 mg po q24h X28",
             "a 1 mg po q24h \xC3\x97 28",
             "a 1 mg po q24h x28 doses",
             "a 1 mg po daily for 28 days",
             "a 1 mg po for 4 weeks daily",
             "a 1 mg po daily x 28 days",
             "a 1 mg po daily x4w",
             "a 1 mg po q24h FOR 28D",
         }) {
        CAPTURE(text);
        CHECK(od::to_text(od::parse_regimen(text)) == four_weeks);
    }
    check({
        {"a 1 mg po bid for 7 days", "a 1 mg po q12h x14"},
        {"a 1 mg po q48h for 10 days", "a 1 mg po q48h x5"},
        {"a 1 mg po q24h ss for 2 days", "a 1 mg po q24h x2 ss"},
        {"a 1 mg po on Monday,thu for 3 weeks", "a 1 mg po q168h x3 + a 1 mg po q168h x3 at 72h"},
        {"a 8 mg po bid for 2 d, reduce 50% every 2 d",
         "a 8 mg po q12h x4 + a 4 mg po q12h x4 at 48h"},
        {"a 1 mg po daily for 2 days then 2 mg bid for 1 day",
         "a 1 mg po q24h x2 + a 2 mg po q12h x2 at 48h"},
        {"stimulus exercise 1 daily for 7 days at 7:00", "stimulus exercise 1 q24h x7 at 7h"},
    });
}

TEST_CASE("a time of day is the first such time, also after 'then'") {
    check({
        {"a 1 mg po at 22:00", "a 1 mg po at 22h"},
        {"a 1 mg po at 0:30", "a 1 mg po at 0.5h"},
        {"a 1 mg po at bedtime", "a 1 mg po at 22h"},
        {"a 1 mg po daily at bedtime x2", "a 1 mg po q24h x2 at 22h"},
        {"a 1 mg po qhs x2", "a 1 mg po q24h x2 at 22h"},
        {"a 1 mg po qhs x2 at 23h", "a 1 mg po q24h x2 at 23h"},
        {"a 1 mg po qhs x2 at 21:30", "a 1 mg po q24h x2 at 21.5h"},
        // The first clause ends at 22 h + 48 h, which is bedtime again.
        {"a 1 mg po qhs x2 then 2 mg qhs x2",
         "a 1 mg po q24h x2 at 22h + a 2 mg po q24h x2 at 70h"},
        // From noon of the third day the next 8:00 is on the fourth.
        {"a 1 mg po q12h x5 then 2 mg at 8:00", "a 1 mg po q12h x5 + a 2 mg po at 80h"},
        {"a 1 mg po q12h x5 then 2 mg at 8h", "a 1 mg po q12h x5 + a 2 mg po at 68h"},
        {"a 1 mg po on tue at 8:00 x1", "a 1 mg po q168h x1 at 32h"},
        {"reset at 12:00 + set a.CL=5 at 6:00 + flare 1 qhs x2",
         "reset at 12h + set a.CL=5 at 6h + flare 1 q24h x2 at 22h"},
    });
}

TEST_CASE("capitals, dots and signs of micro are read") {
    check({
        {"a 4.5 MG PO Q24H X28 AT 22H", "a 4.5 mg po q24h x28 at 22h"},
        {"a 4500 \xC2\xB5g p.o.", "a 4.5 mg po"},
        {"a 4500\xCE\xBCg P.O.", "a 4.5 mg po"},
        {"a 4500 MCG Oral", "a 4.5 mg po"},
        {"a 10 mg i.v. Over 30 Minutes", "a 10 mg iv over 0.5h"},
        {"a 10 mg IV RATE 100 \xC2\xB5g/min", "a 10 mg iv rate 6mg/h"},
        {"a 10 mg IV rate 6 mg/hr CMT central f 0.5 LAG 1 hour",
         "a 10 mg iv rate 6mg/h cmt central F 0.5 lag 1h"},
        {"a 1 mg po q1d x2 THEN 2 mg + RESET at 1 week",
         "a 1 mg po q24h x2 + a 2 mg po at 48h + reset at 168h"},
        {"a 1\xC2\xA0mg po\xE2\x80\xAF"
         "at\xE2\x80\x89"
         "2 hrs",
         "a 1 mg po at 2h"},
        {"a 20 mg po q12h x2 Reduce 50 % Every 1 day To 10 MG",
         "a 20 mg po q12h x2 + a 10 mg po q12h x2 at 24h"},
    });
}

TEST_CASE("names of drugs are read in any case, and brands by their drug") {
    check({
        {"Naltrexone 50 mg po", "naltrexone 50 mg po"},
        {"NALOXONE/FDA 0.4 mg iv", "naloxone/fda 0.4 mg iv"},
        {"vivitrol 380 mg im q4w x6", "naltrexone 380 mg im q672h x6"},
        {"ReVia 50 mg po daily x2 then 100 mg q48h x2",
         "naltrexone 50 mg po q24h x2 + naltrexone 100 mg po q48h x2 at 48h"},
        {"narcan 4 mg in", "naloxone 4 mg in"},
        {"MyDrug 1 mg po", "MyDrug 1 mg po"},  // the name of a caller's own drug stays
    });
}
