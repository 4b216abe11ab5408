#include "dosing/text/text_repetition.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "dosing/text/text_clock.hpp"
#include "dosing/text/text_numbers.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

/// A Code is a phrase of prescriptions for an interval, or one that does not say when.
struct Code {
    std::string_view phrase;
    double interval{};              ///< [h]
    std::string_view refusal = {};  ///< empty for a code that is read
};

constexpr std::string_view needs_times =
    "does not say when; a simulation needs an interval such as q24h, or each dose with 'at'";
constexpr std::string_view morning = "names no hour; write the time of day, such as q24h at 8:00";
constexpr std::string_view evening =
    "names no hour; write the time of day, such as q24h at 20:00, or qhs for bedtime at 22:00";
constexpr std::string_view twice =
    "may be twice a week or every two weeks; write on mon,thu or q2w";

/// A longer phrase stands before its beginning.
constexpr Code codes[] = {
    {"once daily", day},
    {"once a day", day},
    {"once weekly", week},
    {"once a week", week},
    {"twice daily", 12.0},
    {"twice a day", 12.0},
    {"three times daily", 8.0},
    {"three times a day", 8.0},
    {"four times daily", 6.0},
    {"four times a day", 6.0},
    {"every day", day},
    {"every other day", 48.0},
    {"every week", week},
    {"every hour", 1.0},
    {"daily", day},
    {"qd", day},
    {"qhs", day},
    {"hs", day},
    {"bid", 12.0},
    {"tid", 8.0},
    {"qid", 6.0},
    {"qod", 48.0},
    {"weekly", week},
    {"hourly", 1.0},
    {"prn", 0.0, needs_times},
    {"as needed", 0.0, needs_times},
    {"when needed", 0.0, needs_times},
    {"od", 0.0, "may be once daily or the right eye; write daily or q24h"},
    {"biw", 0.0, twice},
    {"biweekly", 0.0, twice},
    {"twice weekly", 0.0, "names no days; write two, such as on mon,thu"},
    {"twice a week", 0.0, "names no days; write two, such as on mon,thu"},
    {"tiw", 0.0, "names no days; write three, such as on mon,wed,fri"},
    {"monthly", 0.0, "a month has no fixed length; write q4w or q30d"},
    {"every month", 0.0, "a month has no fixed length; write q4w or q30d"},
    {"qam", 0.0, morning},
    {"mane", 0.0, morning},
    {"every morning", 0.0, morning},
    {"qpm", 0.0, evening},
    {"nocte", 0.0, evening},
    {"nightly", 0.0, evening},
    {"every night", 0.0, evening},
    {"every evening", 0.0, evening},
    {"stat", 0.0, "needs no word: a dose without 'at' is given at the start"},
};

/// Returns the part of a word after so many bytes.
Word rest_of(const Word& word, std::size_t bytes) {
    return {word.text.substr(bytes), word.position + bytes};
}

/// Takes the hours that follow `word`, which is "q24h", "q" or "every".
double take_hours(Words& words, const Word& word, std::size_t letters) {
    constexpr std::string_view expected = "an interval such as q24h";
    const auto fail = [&] { words.fail(word, "expected " + std::string(expected)); };
    Word number = rest_of(word, letters);
    if (number.text.empty()) number = words.take(expected);
    const auto value = read_number(number.text);
    if (value) refuse_comma(words, number, *value);
    if (!value || !(value->value > 0.0)) fail();
    std::string_view unit = value->unit;
    if (unit.empty() && hours_per(words.peek().text)) unit = words.take(expected).text;
    const auto factor = hours_per(unit);
    if (const auto instead = instead_of_unit(unit)) words.fail(word, *instead);
    if (!factor || !(value->value * *factor > 0.0)) fail();
    return value->value * *factor;
}

/// Returns the bytes of "x" or of the sign of multiplication that a word begins with, or 0.
std::size_t times_sign(std::string_view text) {
    if (text.starts_with("x") || text.starts_with("X")) return 1;
    constexpr std::string_view sign = "\xC3\x97";
    return text.starts_with(sign) ? sign.size() : 0;
}

std::int64_t read_count(const Words& words, const Word& word, std::string_view digits) {
    std::int64_t count = 0;
    const char* end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, count);
    if (result.ec != std::errc{} || result.ptr != end || count < 1)
        words.fail(word, "expected a count such as x28");
    if (count > limits::doses)
        words.fail(word, "more than " + std::to_string(limits::doses) + " doses");
    return count;
}

/// Returns the two counts that a number of intervals may mean: "x3 or x4".
std::string counts_about(double intervals) {
    const std::string most = "x" + to_text(std::ceil(intervals));
    return intervals < 1.0 ? most : "x" + to_text(std::floor(intervals)) + " or " + most;
}

/// Keeps "for 28 days", or what follows "x" if it is as long: "x 28 days".
void keep_span(const Words& words, Options& seen, const Word& word, double hours) {
    once(words, seen.span, word);
    seen.hours = hours;
}

/// Takes a count of doses, or the time over which they are given: "x28", "x 28", "x 4 weeks".
void take_times(Words& words, Options& seen) {
    const Word word = words.take("a count");
    Word number = rest_of(word, times_sign(word.text));
    if (number.text.empty()) number = words.take("a count such as x28");
    const auto digits = std::min(number.text.find_first_not_of("0123456789."), number.text.size());
    const auto value = read_number(number.text);
    const std::string_view attached = number.text.substr(digits);
    const bool apart = attached.empty() && hours_per(words.peek().text).has_value();
    const auto factor = hours_per(apart ? words.peek().text : attached);
    if (value && value->unit == attached && factor) {
        if (apart) words.take("a unit");
        return keep_span(words, seen, word, value->value * *factor);
    }
    once(words, seen.count, word);
    seen.times = read_count(words, word, number.text);
    if (!words.accept("doses")) words.accept("dose");
}

}  // namespace

void once(const Words& words, std::optional<Word>& seen, const Word& word) {
    if (seen) words.fail(word, "given twice");
    seen = word;
}

std::optional<double> take_interval(Words& words, Options& seen) {
    const Word word = words.peek();
    const std::string first = word.folded();
    for (const Code& code : codes) {
        if (!code.phrase.starts_with(first) || !words.accept_phrase(code.phrase)) continue;
        if (!code.refusal.empty()) words.fail(word, std::string(code.refusal));
        once(words, seen.interval, word);
        seen.bedtime = code.phrase.ends_with("hs");
        return code.interval;
    }
    const bool every = first == "every";
    if (!every && !first.starts_with("q")) return std::nullopt;
    words.take("an interval");
    once(words, seen.interval, word);
    return take_hours(words, word, every ? word.text.size() : 1);
}

bool take_count(Words& words, Options& seen) {
    const Word word = words.peek();
    if (words.accept("for")) {
        keep_span(words, seen, word, take_duration(words));
        return true;
    }
    if (times_sign(word.text) == 0) return false;
    take_times(words, seen);
    return true;
}

std::int64_t additional(const Words& words, Options& seen, double interval) {
    if (!seen.span) return seen.times - 1;
    if (seen.count) words.fail(*seen.span, "give either a count or how long, not both");
    if (!seen.interval)
        words.fail(*seen.span, "needs an interval such as q24h; an infusion takes 'over'");
    const double ratio = seen.hours / interval, whole = std::round(ratio);
    if (ratio > static_cast<double>(limits::doses))
        words.fail(*seen.span, "more than " + std::to_string(limits::doses) + " doses");
    if (!(whole >= 1.0 && std::abs(ratio - whole) <= 1e-9 * whole))
        words.fail(*seen.span, "is no whole number of intervals of " + to_text(interval) +
                                   " h; write a count: " + counts_about(ratio));
    seen.count = seen.span;
    return static_cast<std::int64_t>(whole) - 1;
}

void check_repetition(const Words& words, const Options& seen) {
    for (const auto& word : {seen.count, seen.steady})
        if (word && !seen.interval) words.fail(*word, "needs an interval such as q24h");
    if (seen.interval && !seen.count && !seen.steady)
        words.fail(*seen.interval, "needs a count such as x28, or how long such as for 28 days");
}

}  // namespace opiodyn::detail
