/// This source reads the options of a dose by a table of words, each with its reader.

#include "dosing/text/text_options.hpp"

#include <algorithm>
#include <iterator>

#include "dosing/text/text_clock.hpp"
#include "dosing/text/text_numbers.hpp"
#include "dosing/text/text_repetition.hpp"
#include "dosing/text/text_weekdays.hpp"

namespace opiodyn::detail {
namespace {

struct Option {
    std::string_view word;
    std::optional<Word> Options::*seen;
    void (*read)(Words&, Clause&);
};

std::string take_compartment(Words& words) {
    const std::string expected = "the name or number of a compartment";
    const Word word = words.take(expected);
    if (word.text == "+") words.fail(word, "expected " + expected);
    return std::string(word.text);
}

void take_at(Words& words, Clause& clause) {
    const Start start = take_start(words);
    clause.dose.time = Time{start.hours};
    clause.of_day = start.of_day;
}

constexpr Option options[] = {
    {"over", &Options::over, [](Words& w, Clause& c) { c.dose.dur = Time{take_duration(w)}; }},
    {"rate", &Options::rate, [](Words& w, Clause& c) { c.dose.rate = MassRate{take_rate(w)}; }},
    {"at", &Options::at, take_at},
    {"on", &Options::on, [](Words& w, Clause& c) { c.weekdays = take_weekdays(w); }},
    {"ss", &Options::steady, [](Words&, Clause& c) { c.dose.ss = SteadyStateDose::reset; }},
    {"ss2", &Options::steady, [](Words&, Clause& c) { c.dose.ss = SteadyStateDose::add; }},
    {"cmt", &Options::compartment, [](Words& w, Clause& c) { c.dose.cmt = take_compartment(w); }},
    {"f", &Options::bioavailability, [](Words& w, Clause& c) { c.dose.F = take_factor(w); }},
    {"lag", &Options::lag, [](Words& w, Clause& c) { c.dose.lag = Time{take_time(w)}; }},
};

void read_option(Words& words, Clause& clause) {
    if (const auto interval = take_interval(words, clause.seen)) {
        clause.dose.ii = Time{*interval};
        return;
    }
    if (take_count(words, clause.seen)) return;
    const Word word = words.take("an option");
    const auto found = std::find_if(std::begin(options), std::end(options),
                                    [&](const Option& o) { return word.is(o.word); });
    if (found == std::end(options))
        words.fail(
            word,
            "expected an option (over, rate, q24h, daily, x28, for, at, on, ss, ss2, cmt, F, "
            "lag), reduce, then or +");
    once(words, clause.seen.*(found->seen), word);
    found->read(words, clause);
}

bool ends_options(const Word& word) {
    return word.text == "+" || word.is("then") || word.is("reduce");
}

/// Settles how often a dose is given, and that "qhs" is at bedtime where no other time is.
void settle(const Words& words, Clause& clause) {
    auto& seen = clause.seen;
    const bool on_days = seen.on && seen.span && !seen.interval;
    clause.dose.addl =
        on_days ? additional_on(words, clause) : additional(words, seen, clause.dose.ii.value);
    if (!seen.bedtime || seen.at) return;
    clause.dose.time = Time{bedtime};
    clause.of_day = true;
}

}  // namespace

void read_options(Words& words, Clause& clause) {
    while (!words.at_end() && !ends_options(words.peek())) read_option(words, clause);
    settle(words, clause);
}

}  // namespace opiodyn::detail
