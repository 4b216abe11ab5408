#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "support/random.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;

namespace {

bool same(const od::Dose& a, const od::Dose& b) {
    return a.drug == b.drug && a.amount == b.amount && a.route == b.route && a.time == b.time &&
           a.duration == b.duration && a.interval == b.interval && a.additional == b.additional;
}

/// The first line of the error, and the part of the text that its caret line underlines.
struct Complaint {
    std::string rule, marked;
};

Complaint complaint(const std::string& text) {
    try {
        od::parse_regimen(text);
    } catch (const od::ParseError& e) {
        const std::string message = e.what();
        const auto line = message.rfind('\n') + 3;  // the caret line, after its two blanks
        const auto caret = message.find('^', line) - line;
        REQUIRE(caret == e.position());
        REQUIRE(message.find("\n  " + text + "\n") != std::string::npos);
        REQUIRE(message.size() - line - caret == std::max<std::size_t>(1, e.length()));
        return {e.rule(), text.substr(e.position(), e.length())};
    }
    return {"parsed", ""};
}

}  // namespace

TEST_CASE("the text form says all there is to say of a regimen") {
    const auto regimen = od::parse_regimen(
        "naltrexone 4.5 mg po q24h x28 at 22h + morphine 10mg iv over 30min at 3d");
    REQUIRE(regimen.doses().size() == 2);
    const auto a = regimen.doses()[0];
    CHECK(a.drug == "naltrexone");
    CHECK(a.amount.value == 4.5);
    CHECK(a.route == od::Route::oral);
    CHECK(a.interval.value == 24.0);
    CHECK(a.additional == 27);
    CHECK(a.time.value == 22.0);
    const auto b = regimen.doses()[1];
    CHECK(b.drug == "morphine");
    CHECK(b.amount.value == 10.0);
    CHECK(b.route == od::Route::intravenous);
    CHECK(b.duration.value == 0.5);
    CHECK(b.time.value == 72.0);
}

TEST_CASE("units, spacing and order of options are free") {
    const auto is = [](const char* one, const char* other) {
        const auto a = od::parse_regimen(one), b = od::parse_regimen(other);
        return a.doses().size() == b.doses().size() && same(a.doses()[0], b.doses()[0]);
    };
    CHECK(is("x 1 g po", "x 1000 mg po"));
    CHECK(is("x 500 ug po", "x 0.5mg po"));
    CHECK(is("x 500 mcg oral", "x .5 mg po"));
    CHECK(is("x 1e-3 g iv", "x 1 mg intravenous"));
    CHECK(is("x 5 mg po x3 at 30min q12h", "x 5 mg po q0.5d at 0.5 h x3"));
    CHECK(is("  x   5mg\tpo\n q24h x2 ", "x 5 mg po q24h x2"));
    CHECK(is("x 5 mg po at 0h", "x 5 mg po"));
}

TEST_CASE("random regimens survive being written and read") {
    support::Random random(1);
    for (int set = 0; set < 500; ++set) {
        od::Regimen regimen;
        for (int k = 1 + random.below(4); k > 0; --k) {
            od::Dose d;
            d.drug = random.coin() ? "naltrexone" : "6-beta-naltrexol";
            d.amount = {random.log_uniform(1e-6, 1e6)};
            d.route = random.coin() ? od::Route::oral : od::Route::intravenous;
            if (random.coin()) d.time = {random.log_uniform(1e-5, 1e5)};
            if (d.route == od::Route::intravenous && random.coin())
                d.duration = {random.log_uniform(1e-4, 100.0)};
            if (random.coin()) d.interval = {random.log_uniform(0.01, 1000.0)};
            if (d.interval.value > 0.0) d.additional = random.below(100);
            regimen += d;
        }
        const auto again = od::parse_regimen(od::to_text(regimen));
        CAPTURE(od::to_text(regimen));
        REQUIRE(again.doses().size() == regimen.doses().size());
        for (std::size_t i = 0; i < again.doses().size(); ++i)
            CHECK(same(again.doses()[i], regimen.doses()[i]));
    }
}

TEST_CASE("what does not parse is named, marked and explained") {
    const auto ends = [](const std::string& what) {
        return "the text ends here; expected " + what;
    };
    const std::string amount = "an amount above 0 such as 4.5 mg, 50 ug or 1 g";
    const std::string duration = "a duration above 0 such as 2h or 30min";
    const std::string time = "a time such as 22h, 30min or 2d";
    const std::vector<std::array<std::string, 3>> rows{
        {"", "", ends("the name of a drug")},
        {"   ", "", ends("the name of a drug")},
        {"naltrexone", "", ends(amount)},
        {"naltrexone 4.5", "", ends(amount)},
        {"naltrexone 4.5 mg", "", ends("a route: po or iv")},
        {"naltrexone 4.5 mg po +", "", ends("the name of a drug")},
        {"naltrexone 4.5 mg po at", "", ends(time)},
        {"naltrexone 4.5 mg iv over 2", "", ends(duration)},
        {"naltrexone much po", "much", "expected " + amount},
        {"naltrexone mg po", "mg", "expected " + amount},
        {"naltrexone -4.5 mg po", "-4.5", "expected " + amount},
        {"naltrexone 0 mg po", "0", "expected " + amount},
        {"naltrexone nan mg po", "nan", "expected " + amount},
        {"naltrexone 1e999 mg po", "1e999", "expected " + amount},
        {"naltrexone 1.2.3 mg po", "1.2.3", "expected " + amount},
        {"naltrexone 4.5 kg po", "kg", "unknown unit; expected " + amount},
        {"naltrexone 4.5mgs po", "mgs", "unknown unit; expected " + amount},
        {"naltrexone 4.5 h po", "h", "unknown unit; expected " + amount},
        {"naltrexone 4.5 mg by mouth", "by", "unknown route; expected po or iv"},
        {"naltrexone 4.5 mg q24h po", "q24h", "unknown route; expected po or iv"},
        {"naltrexone 4.5 mg po daily", "daily",
         "expected 'over', 'at', an interval such as q24h, a count such as x28, or '+'"},
        {"naltrexone 4.5 mg po q24", "q24", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po q0h", "q0h", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po q-1h", "q-1h", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po qday", "qday", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po q24h x0", "x0", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h x2.5", "x2.5", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h x-3", "x-3", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h x99999999999999999999", "x99999999999999999999",
         "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h x1000000000", "x1000000000", "more than 2000000 doses"},
        {"naltrexone 4.5 mg po x3", "x3", "needs an interval such as q24h"},
        {"naltrexone 4.5 mg po over 2h", "over", "only an intravenous dose can be infused"},
        {"naltrexone 4.5 mg iv over 0h", "0h", "expected " + duration},
        {"naltrexone 4.5 mg iv over 2y", "y", "unknown unit; expected " + duration},
        {"naltrexone 4.5 mg po at -1h", "-1h", "expected " + time},
        {"naltrexone 4.5 mg po at noon", "noon", "expected " + time},
        {"naltrexone 4.5 mg po at 1h at 2h", "at", "given twice"},
        {"naltrexone 4.5 mg po q24h q12h", "q12h", "given twice"},
        {"a 1 mg po + b 2 mg pu", "pu", "unknown route; expected po or iv"},
    };
    for (const auto& [text, marked, rule] : rows) {
        CAPTURE(text);
        const auto found = complaint(text);
        CHECK(found.rule == rule);
        CHECK(found.marked == marked);
    }
    // Which of the two `at`: the second.
    CHECK_THROWS_AS(od::parse_regimen("a 1 mg po at 1h at 2h"), od::ParseError);
    try {
        od::parse_regimen("a 1 mg po at 1h at 2h");
    } catch (const od::ParseError& e) {
        CHECK(e.position() == 16);
    }
}

TEST_CASE("numbers that overflow only with their unit are refused") {
    using support::thrown;
    CHECK(thrown([] { od::parse_regimen("naltrexone 1e308 g po"); }) ==
          "InvalidInput: dose.amt = inf: must be a finite number above 0");
    CHECK(thrown([] { od::parse_regimen("naltrexone 1 mg po at 1e308d"); }) ==
          "InvalidInput: dose.time = inf: must be a finite number, at least 0");
}
