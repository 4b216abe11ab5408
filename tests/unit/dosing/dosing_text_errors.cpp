/// Every way in which a regimen's text may fail to be one.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"

namespace od = opiodyn;

namespace {

/// A text, the offending part in brackets, and what is said of it.
struct Row {
    std::string marked, rule;
};

/// The whole message: headline, text, and the line with the caret.
std::string message(const Row& row) {
    const auto open = row.marked.find('['), close = row.marked.find(']');
    const auto word = row.marked.substr(open + 1, close - open - 1);
    const auto text = row.marked.substr(0, open) + word + row.marked.substr(close + 1);
    const std::string tail(word.size() > 1 ? word.size() - 1 : 0, '~');
    return "regimen = '" + word + "': " + row.rule + "\n  " + text + "\n  " +
           std::string(open, ' ') + "^" + tail;
}

std::string message_of(std::string text) {
    std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
    try {
        od::parse_regimen(text);
    } catch (const od::ParseError& e) {
        return e.what();
    }
    return "parsed";
}

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        CAPTURE(row.marked);
        CHECK(message_of(row.marked) == message(row));
    }
}

std::string ends(const std::string& what) { return "the text ends here; expected " + what; }

const std::string amount = "an amount such as 4.5 mg, 50 ug or 1 g";
const std::string above_0 = "an amount above 0 such as 4.5 mg, 50 ug or 1 g";
const std::string options =
    "expected an option (over, rate, q24h, daily, x28, for, at, on, ss, ss2, cmt, F, lag), reduce, "
    "then or +";
const std::string need_count = "needs a count such as x28, or how long such as for 28 days";
const std::string duration = "a duration above 0 such as 2h or 30min";
const std::string rate = "a rate above 0 such as 5mg/h or 20ug/min";
const std::string time_ = "a time such as 22h, 30min or 2d";
const std::string factor = "a number of at least 0 such as 0.5";
const std::string routes = "po, er, iv, im, sc, in, sl or depotrex";
const std::string need_interval = "needs an interval such as q24h";
const std::string infused = "only an intravenous dose, or one into a compartment, can be infused";

}  // namespace

TEST_CASE("clauses that do not parse are marked and explained") {
    check({
        {"[]", ends("the name of a drug")},
        {"   []", ends("the name of a drug")},
        {"naltrexone[]", ends(amount)},
        {"naltrexone 4.5[]", ends(amount)},
        {"naltrexone 4.5 mg[]", ends("a route: " + routes)},
        {"naltrexone 4.5 mg po +[]", ends("the name of a drug")},
        {"[+] naltrexone 4.5 mg po", "expected the name of a drug"},
        {"naltrexone [much] po", "expected " + amount},
        {"naltrexone [mg] po", "expected " + amount},
        {"naltrexone [-4.5] mg po", "expected " + amount},
        {"naltrexone [nan] mg po", "expected " + amount},
        {"naltrexone [1e999] mg po", "expected " + amount},
        {"naltrexone [1.2.3] mg po", "expected " + amount},
        {"naltrexone [1e-323] ug po", "too small"},
        {"naltrexone [1e-400] mg po", "expected " + amount},
        {"naltrexone 4.5 [kg] po", "unknown unit; expected " + amount},
        {"naltrexone 4.5[mgs] po", "unknown unit; expected " + amount},
        {"naltrexone 4.5 [h] po", "unknown unit; expected " + amount},
        {"naltrexone [4.5] po q24h", "has no unit; expected " + amount},
        {"naltrexone [4.5] p.o. q24h", "has no unit; expected " + amount},
        {"naltrexone [4.5] q24h", "has no unit; expected " + amount},
        {"naltrexone 4.5 mg iv over [2] q24h", "has no unit; expected " + duration},
        {"naltrexone 4.5 mg [by] mouth", "unknown route; expected " + routes},
        {"naltrexone 4.5 mg [q24h] po", "unknown route; expected " + routes},
        {"a 1 mg po + b 2 mg [pu]", "unknown route; expected " + routes},
        {"naltrexone 4.5 mg po [dayly]", options},
    });
}

TEST_CASE("options that do not parse are marked and explained") {
    check({
        {"naltrexone 4.5 mg po at[]", ends(time_)},
        {"naltrexone 4.5 mg iv over 2[]", ends(duration)},
        {"naltrexone 4.5 mg iv over [0h]", "expected " + duration},
        {"naltrexone 4.5 mg iv over 2[y]", "unknown unit; expected " + duration},
        {"naltrexone 4.5 mg iv over [1e-323min]", "too small"},
        {"naltrexone 4.5 mg po at [-1h]", "expected " + time_},
        {"naltrexone 4.5 mg po at [noon]", "expected " + time_},
        {"naltrexone 4.5 mg po at 1h [at] 2h", "given twice"},
        {"naltrexone 4.5 mg po q24h [q12h]", "given twice"},
        {"naltrexone 4.5 mg po q24h ss [ss2]", "given twice"},
        {"naltrexone 4.5 mg po [q24]", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po [q0h]", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po [q1e-323min] x1", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po [q-1h]", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po [qday]", "expected an interval such as q24h"},
        {"naltrexone 4.5 mg po q24h [x0]", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h [x2.5]", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h [x-3]", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h [x99999999999999999999]", "expected a count such as x28"},
        {"naltrexone 4.5 mg po q24h [x1000000000]", "more than 2000000 doses"},
        {"a 1 mg iv rate[]", ends(rate)},
        {"a 1 mg iv rate [0mg/h]", "expected " + rate},
        {"a 1 mg iv rate 5[mg]", "unknown unit; expected " + rate},
        {"a 1 mg iv rate 5 [mg/year]", "unknown unit; expected " + rate},
        {"a 1 mg iv rate 5 [kg/h]", "unknown unit; expected " + rate},
        {"a 1 mg po cmt[]", ends("the name or number of a compartment")},
        {"a 1 mg po cmt [+] b 1 mg po", "expected the name or number of a compartment"},
        {"a 1 mg po F[]", ends(factor)},
        {"a 1 mg po F [half]", "expected " + factor},
        {"a 1 mg po F [-1]", "expected " + factor},
        {"a 1 mg po F [50%]", "expected " + factor},
        {"a 1 mg po lag[]", ends(time_)},
        {"a 1 mg po lag [-1h]", "expected " + time_},
    });
}

TEST_CASE("options that do not go together are marked and explained") {
    const std::string endless = "an infusion at steady state without amount has no repetition";
    check({
        {"naltrexone 4.5 mg po [x3]", need_interval},
        {"naltrexone 4.5 mg po [q24h]", need_count},
        {"naltrexone 4.5 mg po [ss]", need_interval},
        {"naltrexone 4.5 mg iv rate 1mg/h [ss2]", need_interval},
        {"naltrexone 4.5 mg po [over] 2h", infused},
        {"naltrexone 4.5 mg sc [rate] 1mg/h", infused},
        {"a 1 mg iv over 1h [rate] 5mg/h", "give either 'over' or 'rate'"},
        {"a 1 mg iv [rate] 5mg/h over 1h", "give either 'over' or 'rate'"},
        {"a 0 mg iv rate 5mg/h ss [q24h]", endless},
        {"a 0 mg iv rate 5mg/h ss [x3]", endless},
        {"a 0 mg iv rate 5mg/h ss [on] mon", endless},
    });
}

TEST_CASE("what cannot follow on is marked and explained") {
    const std::string dose = "a dose such as 50 mg po q12h x20";
    check({
        {"[then] 50 mg po", "needs a dose before it"},
        {"a 1 mg po + [then] 50 mg po", "needs a dose before it"},
        {"a 1 mg po q1h x1 then [then] 5 mg", "needs a dose before it"},
        {"a 1 mg po q1h x1 then[]", ends(dose)},
        {"a 1 mg po q1h x1 then [+] b 1 mg po", "expected " + dose},
        {"a 1 mg po [then] 50 mg po", "needs an interval such as q24h before it"},
        {"a 1 mg po at 2h, [then] 50 mg po", "needs an interval such as q24h before it"},
        {"a 0 mg iv rate 5mg/h ss [then] 5 mg", "needs an interval such as q24h before it"},
        {"a 1 mg po q1h x1 then 2 mg [then] 3 mg", "needs an interval such as q24h before it"},
        {"a 1 mg po q1h x1 then [reset] at 48h", "cannot follow 'then'; join it with '+'"},
        {"a 1 mg po q1h x1 then [set] a.CL=5", "cannot follow 'then'; join it with '+'"},
        {"reset at 2h [then] 5 mg po", "only a dose can be followed by 'then'"},
        {"reset [then] 5 mg po", "only a dose can be followed by 'then'"},
        {"set a.CL=5 [then] 5 mg po", "only a dose can be followed by 'then'"},
        {"a 1 mg po q1h x1 then 50[mgs] po", "unknown unit; expected " + amount},
        {"a 1 mg po q1h x1 then 50 mg [pu]", options},
        {"a 1 mg po q1h x2000000 then [1] mg", "more than 2000000 doses in all"},
        {"a 1 mg po q1h x2000000 + [b] 1 mg po", "more than 2000000 doses in all"},
    });
}

TEST_CASE("tapers that do not parse are marked and explained") {
    const std::string repeated = "needs an interval and a count such as q12h x14 before it";
    const std::string size = "a reduction above 0 such as 10 % or 2 mg";
    const std::string percentage = "expected a percentage above 0 and at most 100";
    const std::string multiple = "must be a whole multiple of the interval, which is 12 h";
    const std::string below = "must be below the 20 mg that the taper starts from";
    check({
        {"a 20 mg po, [reduce] 10 % every 7d", repeated},
        {"a 20 mg po q12h ss, [reduce] 10 % every 7d", repeated},
        {"a 20 mg po on mon x3, [reduce] 10 % every 7d", repeated},
        {"a 20 mg po q12h x4 reduce[]", ends(size)},
        {"a 20 mg po q12h x4 reduce 10[]", ends(size)},
        {"a 20 mg po q12h x4 reduce [slowly]", "expected " + size},
        {"a 20 mg po q12h x4 reduce [-10%] every 7d", "expected " + size},
        {"a 20 mg po q12h x4 reduce [0] % every 7d", percentage},
        {"a 20 mg po q12h x4 reduce [150%] every 7d", percentage},
        {"a 20 mg po q12h x4 reduce [0] mg every 7d", "expected " + size},
        {"a 20 mg po q12h x4 reduce 2 [kg] every 7d", "unknown unit; expected " + size},
        {"a 20 mg po q12h x4 reduce [21mg] every 7d",
         "more than the 20 mg that the taper starts from"},
        {"a 20 mg po q12h x4 reduce 10 %[]", ends("'every'")},
        {"a 20 mg po q12h x4 reduce 10 % [each] 7d",
         "expected 'every' and a duration such as every 7d"},
        {"a 20 mg po q12h x4 reduce 2 mg [of] current every 7d to 2 mg",
         "expected 'every' and a duration such as every 7d"},
        {"a 20 mg po q12h x4 reduce 10 % every[]", ends(duration)},
        {"a 20 mg po q12h x4 reduce 10 % every [18h]", multiple},
        {"a 20 mg po q12h x4 reduce 10 % every [6] h", multiple},
        {"a 20 mg po q12h x4 reduce 10 % every [1e99h]", "more than 2000000 doses"},
        {"a 20 mg po q12h x4 reduce 10 % of[]", ends("'current'")},
        {"a 20 mg po q12h x4 reduce 10 % of [it] every 7d", "expected 'current'"},
        {"a 20 mg po q12h x4 reduce 10 % [of] current every 7d",
         "a part of the current amount never ends; needs a last one such as to 2 mg"},
        {"a 20 mg po q12h x4 reduce 10 % every 7d to[]", ends(above_0)},
        {"a 20 mg po q12h x4 reduce 10 % every 7d to [0mg]", "expected " + above_0},
        {"a 20 mg po q12h x4 reduce 10 % every 7d to [25] mg", below},
        {"a 20 mg po q12h x4 reduce 10 % every 7d to [20] mg", below},
        {"a 20 mg po q12h x4 reduce 10 % every 7d [at] 2h",
         "a taper ends its clause; expected 'then' or '+'"},
        {"a 20 mg po q12h x4, [reduce] 0.0001 % every 7d", "more than 1000 levels"},
        {"a 20 mg po q12h x4, [reduce] 1e-300 % of current every 7d to 1 mg",
         "more than 1000 levels"},
        {"a 20 mg po q12h x1999999, [reduce] 10 % every 12h", "more than 2000000 doses"},
        {"a 20 mg po q1h x1, [reduce] 1 mg every 200000h", "more than 2000000 doses"},
    });
}

TEST_CASE("days of the week that do not parse are marked and explained") {
    const std::string unknown = "unknown day; expected mon, tue, wed, thu, fri, sat or sun";
    check({
        {"a 50 mg po on[]", ends("days of the week such as mon,wed,fri")},
        {"a 50 mg po on mon,[]", ends("days of the week such as mon,wed,fri")},
        {"a 50 mg po on mon,[wedn],fri x3", unknown},
        {"a 50 mg po on mon,[],fri x3", unknown},
        {"a 50 mg po on mon, [at] 8h x3", unknown},
        {"a 50 mg po on mon,wed,[mon] x3", "given twice"},
        {"a 50 mg po on mon, [mon] x3", "given twice"},
        {"a 50 mg po [on] mon,wed at 8h", "needs a count such as x12"},
        {"a 50 mg po on mon,wed [q24h] x3", "cannot be combined with 'on'"},
        {"a 50 mg po on mon,wed x3 [ss]", "cannot be combined with 'on'"},
        {"a 50 mg po on mon,wed x3 [at] 24h", "with 'on' this is the time of day, below 24h"},
    });
}

TEST_CASE("stimuli and flares that do not parse are marked and explained") {
    const std::string option = "expected q24h, daily, x28, for, at or +",
                      size = "a number of at least 0 such as 0.5";
    check({
        {"stimulus[]", ends("a name such as exercise")},
        {"[stimulus] + a 1 mg po", "needs a name such as exercise"},
        {"stimulus exercise[]", ends(size)},
        {"stimulus exercise [much]", "expected " + size},
        {"stimulus exercise [0]", "expected a size above 0"},
        {"stimulus exercise [-1]", "expected " + size},
        {"flare 1 [q24h]", need_count},
        {"flare 1 [x3]", "needs an interval such as q24h"},
        {"flare 1 q24h [x0]", "expected a count such as x28"},
        {"flare 1 at 1h [at] 2h", "given twice"},
        {"flare 1 [over] 2h", option},
        {"flare 1 q24h x2 [then] 2", "only a dose can be followed by 'then'"},
    });
}

TEST_CASE("resets and changes that do not parse are marked and explained") {
    const std::string reset = "'reset' takes 'at' and a time such as at 48h, and nothing else";
    const std::string parameter = "a parameter and its value such as naltrexone.CL=94";
    check({
        {"reset[]", ends("'at' and a time")},
        {"reset at[]", ends(time_)},
        {"reset [q24h] at 48h", reset},
        {"reset at 48h [x3]", reset},
        {"reset [4.5] mg po", reset},
        {"set[]", ends(parameter)},
        {"set [+] a 1 mg po", "expected " + parameter},
        {"set at 48h[]", ends(parameter)},
        {"set [naltrexone.CL] 94", "expected " + parameter},
        {"set [=94]", "expected " + parameter},
        {"set [naltrexone.CL=fast]", "expected a number after '='"},
        {"set [naltrexone.CL=]", "expected a number after '='"},
        {"set [naltrexone.CL=94L/h]", "expected a number after '='"},
        {"set [naltrexone.CL=inf]", "expected a number after '='"},
        {"set a=1 [a=2]", "given twice"},
        {"set a=1 at 1h [at] 2h", "given twice"},
        {"set a=1 at [-1h]", "expected " + time_},
        {"set a=1 [q24h]", "expected " + parameter},
    });
}
