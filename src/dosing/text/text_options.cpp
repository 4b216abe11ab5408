/// This source reads the options of a dose by a table of words, each with its reader.

#include "dosing/text/text_options.hpp"

#include <algorithm>
#include <charconv>

#include "dosing/text/text_numbers.hpp"
#include "dosing/text/text_weekdays.hpp"
#include "opiodyn/limits.hpp"

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

constexpr Option options[] = {
    {"over", &Options::over, [](Words& w, Clause& c) { c.dose.dur = Time{take_duration(w)}; }},
    {"rate", &Options::rate, [](Words& w, Clause& c) { c.dose.rate = MassRate{take_rate(w)}; }},
    {"at", &Options::at, [](Words& w, Clause& c) { c.dose.time = Time{take_time(w)}; }},
    {"on", &Options::on, [](Words& w, Clause& c) { c.weekdays = take_weekdays(w); }},
    {"ss", &Options::steady, [](Words&, Clause& c) { c.dose.ss = SteadyStateDose::reset; }},
    {"ss2", &Options::steady, [](Words&, Clause& c) { c.dose.ss = SteadyStateDose::add; }},
    {"cmt", &Options::compartment, [](Words& w, Clause& c) { c.dose.cmt = take_compartment(w); }},
    {"F", &Options::bioavailability, [](Words& w, Clause& c) { c.dose.F = take_factor(w); }},
    {"lag", &Options::lag, [](Words& w, Clause& c) { c.dose.lag = Time{take_time(w)}; }},
};

void read_option(Words& words, Clause& clause) {
    const Word word = words.take("an option");
    const auto found = std::find_if(std::begin(options), std::end(options),
                                    [&](const Option& o) { return o.word == word.text; });
    if (found != std::end(options)) {
        once(words, clause.seen.*(found->seen), word);
        found->read(words, clause);
    } else if (!read_repetition(words, word, clause.seen, clause.dose)) {
        words.fail(word,
                   "expected an option (over, rate, q24h, x28, at, on, ss, ss2, cmt, F, lag), "
                   "reduce, then or +");
    }
}

bool ends_options(std::string_view word) {
    return word == "+" || word == "then" || word == "reduce";
}

}  // namespace

void once(const Words& words, std::optional<Word>& seen, const Word& word) {
    if (seen) words.fail(word, "given twice");
    seen = word;
}

double read_interval(const Words& words, const Word& word) {
    const auto number = read_number(word.text.substr(1));
    const auto factor = number ? hours_per(number->unit) : std::nullopt;
    if (!factor || !(number->value * *factor > 0.0))
        words.fail(word, "expected an interval such as q24h");
    return number->value * *factor;
}

std::int64_t read_count(const Words& words, const Word& word) {
    std::int64_t count = 0;
    const char* end = word.text.data() + word.text.size();
    const auto result = std::from_chars(word.text.data() + 1, end, count);
    if (result.ec != std::errc{} || result.ptr != end || count < 1)
        words.fail(word, "expected a count such as x28");
    if (count > limits::doses)
        words.fail(word, "more than " + std::to_string(limits::doses) + " doses");
    return count;
}

void check_repetition(const Words& words, const Options& seen) {
    for (const auto& word : {seen.count, seen.steady})
        if (word && !seen.interval) words.fail(*word, "needs an interval such as q24h");
    if (seen.interval && !seen.count && !seen.steady)
        words.fail(*seen.interval, "needs a count such as x28");
}

void read_options(Words& words, Clause& clause) {
    while (!words.at_end() && !ends_options(words.peek().text)) read_option(words, clause);
}

}  // namespace opiodyn::detail
