/// This source reads a dose of a regimen's text, and checks which of its options go together.

#include "dosing/text/text_clause.hpp"
#include "dosing/text/text_clock.hpp"
#include "dosing/text/text_numbers.hpp"
#include "dosing/text/text_options.hpp"
#include "dosing/text/text_repetition.hpp"
#include "foundations/find_route.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

Word take_drug(Words& words, bool follows) {
    const std::string expected =
        follows ? "a dose such as 50 mg po q12h x20" : "the name of a drug";
    const Word word = words.take(expected);
    if (word.is("then")) words.fail(word, "needs a dose before it");
    if (is_reserved(word.text)) words.fail(word, "cannot follow 'then'; join it with '+'");
    if (word.text == "+") words.fail(word, "expected " + expected);
    return word;
}

/// Says what the library does of a word, at the place of the word.
template <class Look>
auto at_place(const Words& words, const Word& word, Look look) {
    try {
        return look();
    } catch (const InputError& error) {
        words.fail(word, error.rule());
    }
}

/// Tells whether a clause begins with an amount, as "50 mg ..." does. "6mam 5 mg ..." begins with a drug,
/// because no other number comes after the number of an amount.
bool leaves_out_drug(const Words& words) {
    return begins_with_number(words.peek().text) && !begins_with_number(words.peek(1).text);
}

Route take_route(Words& words) {
    const std::string routes = "po, er, iv, im, sc, in, sl or depotrex";
    const Word word = words.take("a route: " + routes);
    const auto route = find_route(word.folded());
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
void check_endless(const Words& words, const Options& seen) {
    for (const auto& word : {seen.interval, seen.count, seen.on})
        if (word) words.fail(*word, "an infusion at steady state without amount has no repetition");
}

void check_weekdays(const Words& words, const Clause& clause) {
    const auto& seen = clause.seen;
    for (const auto& word : {seen.interval, seen.steady})
        if (word) words.fail(*word, "cannot be combined with 'on'");
    if (!seen.count) words.fail(*seen.on, "needs a count such as x12");
    if (clause.dose.time.value >= day)
        words.fail(*seen.at, "with 'on' this is the time of day, below 24h");
}

void check_options(const Words& words, const Clause& clause) {
    check_infusion(words, clause);
    if (clause.dose.endless()) check_endless(words, clause.seen);
    else if (clause.seen.on) check_weekdays(words, clause);
    else check_repetition(words, clause.seen);
}

}  // namespace

Clause read_clause(Words& words, const Dose* previous) {
    Clause clause;
    const bool same_drug = previous != nullptr && leaves_out_drug(words);
    const Word drug = same_drug ? Word{previous->drug} : take_drug(words, previous != nullptr);
    clause.dose.drug = at_place(words, drug, [&] { return library::drug_name(drug.text); });
    clause.dose.amount = Mass{take_amount_or_zero(words)};
    const Word route = words.peek();
    const bool same_route = previous != nullptr && !find_route(route.folded());
    clause.dose.route = same_route ? previous->route : take_route(words);
    at_place(words, route, [&] { library::check_route(drug.text, clause.dose.route); });
    read_options(words, clause);
    check_options(words, clause);
    return clause;
}

Course once_or_repeated(const Clause& clause, double begin) {
    Course course{{clause.dose}, std::nullopt};
    Dose& dose = course.doses.front();
    if (clause.of_day) dose.time = Time{first_at_or_after(begin, dose.time.value, day)};
    else dose.time.value += begin;
    if (clause.seen.interval) course.end = dose.time_of(dose.addl + 1);
    return course;
}

}  // namespace opiodyn::detail
