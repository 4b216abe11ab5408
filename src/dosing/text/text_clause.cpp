/// This source reads a dose of a regimen's text, and checks which of its options go together.

#include "dosing/text/text_clause.hpp"
#include "dosing/text/text_numbers.hpp"
#include "dosing/text/text_options.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

std::optional<Route> route_of(std::string_view word) {
    try {
        return parse_route(word);
    } catch (const UnknownNameError&) {
        return std::nullopt;
    }
}

std::string take_drug(Words& words, bool follows) {
    const std::string expected =
        follows ? "a dose such as 50 mg po q12h x20" : "the name of a drug";
    const Word word = words.take(expected);
    if (word.text == "then") words.fail(word, "needs a dose before it");
    if (is_reserved(word.text)) words.fail(word, "cannot follow 'then'; join it with '+'");
    if (word.text == "+") words.fail(word, "expected " + expected);
    return std::string(word.text);
}

/// Tells whether a clause begins with an amount, as "50 mg ..." does. "6mam 5 mg ..." begins with a drug,
/// because no other number comes after the number of an amount.
bool leaves_out_drug(const Words& words) {
    return begins_with_number(words.peek().text) && !begins_with_number(words.peek(1).text);
}

Route take_route(Words& words) {
    const std::string routes = "po, er, iv, im, sc, in or sl";
    const Word word = words.take("a route: " + routes);
    const auto route = route_of(word.text);
    if (!route) words.fail(word, "unknown route; expected " + routes);
    return *route;
}

void check_infusion(const Words& words, const Clause& clause) {
    const auto& seen = clause.seen;
    if (seen.over && seen.rate) words.fail(*seen.rate, "give either 'over' or 'rate'");
    const auto infused = seen.over ? seen.over : seen.rate;
    if (infused && clause.dose.route != Route::intravenous && !seen.compartment)
        words.fail(*infused, "only an intravenous dose, or one into a compartment, can be infused");
}

/// Checks an infusion that has been running for ever.
void check_endless(const Words& words, const Options& seen, const Word& amount) {
    if (!seen.rate || !seen.steady)
        words.fail(amount,
                   "expected an amount above 0; only an infusion with 'rate' and 'ss' has none");
    for (const auto& word : {seen.interval, seen.count, seen.on})
        if (word) words.fail(*word, "an infusion at steady state without amount has no repetition");
}

void check_weekdays(const Words& words, const Clause& clause) {
    const auto& seen = clause.seen;
    for (const auto& word : {seen.interval, seen.steady})
        if (word) words.fail(*word, "cannot be combined with 'on'");
    if (!seen.count) words.fail(*seen.on, "needs a count such as x12");
    if (clause.dose.time.value >= 24.0)
        words.fail(*seen.at, "with 'on' this is the time of day, below 24h");
}

void check_options(const Words& words, const Clause& clause, const Word& amount) {
    check_infusion(words, clause);
    if (clause.dose.amount.value == 0.0) check_endless(words, clause.seen, amount);
    else if (clause.seen.on) check_weekdays(words, clause);
    else check_repetition(words, clause.seen);
}

}  // namespace

Clause read_clause(Words& words, const Dose* previous) {
    Clause clause;
    const bool same_drug = previous != nullptr && leaves_out_drug(words);
    clause.dose.drug = same_drug ? previous->drug : take_drug(words, previous != nullptr);
    const Word amount = words.peek();
    clause.dose.amount = Mass{take_amount_or_zero(words)};
    const bool same_route = previous != nullptr && !route_of(words.peek().text);
    clause.dose.route = same_route ? previous->route : take_route(words);
    read_options(words, clause);
    check_options(words, clause, amount);
    return clause;
}

Course once_or_repeated(const Clause& clause, double begin) {
    Course course{{clause.dose}, std::nullopt};
    Dose& dose = course.doses.front();
    dose.time.value += begin;
    if (clause.seen.interval) course.end = dose.time_of(dose.addl + 1);
    return course;
}

}  // namespace opiodyn::detail
