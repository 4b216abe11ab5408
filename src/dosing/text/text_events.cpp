/// This source reads what is not a dose: "reset at 48h", "set naltrexone.CL=94 at 48h", "stimulus exercise 1 at
/// 7h", "concentration naltrexone nM 0h 0 1h 8.6".

#include "dosing/text/text_clause.hpp"
#include "dosing/text/text_clock.hpp"
#include "dosing/text/text_numbers.hpp"
#include "dosing/text/text_repetition.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

void refuse_then(const Words& words) {
    if (const Word word = words.peek(); word.is("then"))
        words.fail(word, "only a dose can be followed by 'then'");
}

void read_parameter(Words& words, Change& change) {
    const std::string expected = "a parameter and its value such as naltrexone.CL=94";
    const Word word = words.take(expected);
    const auto equals = word.text.rfind('=');  // A name may contain one, a number does not.
    if (equals == std::string_view::npos || equals == 0) words.fail(word, "expected " + expected);
    const Word value{word.text.substr(equals + 1), word.position + equals + 1};
    const auto number = read_number(value.text);
    if (number) refuse_comma(words, value, *number);
    if (!number || !number->unit.empty()) words.fail(word, "expected a number after '='");
    const std::string name(word.text.substr(0, equals));
    if (!change.parameters.emplace(name, number->value).second) words.fail(word, "given twice");
}

/// Reads the options of a stimulus, which are those of a dose that say when.
void read_timing(Words& words, Stimulus& stimulus) {
    Options seen;
    while (!words.at_end() && words.peek().text != "+") {
        refuse_then(words);
        const Word word = words.peek();
        if (const auto interval = take_interval(words, seen)) {
            stimulus.ii = Time{*interval};
        } else if (words.accept("at")) {
            once(words, seen.at, word);
            stimulus.time = Time{take_start(words).hours};
        } else if (!take_count(words, seen)) {
            words.fail(word, "expected q24h, daily, x28, for, at or +");
        }
    }
    stimulus.addl = additional(words, seen, stimulus.ii.value);
    if (seen.bedtime && !seen.at) stimulus.time = Time{bedtime};
    check_repetition(words, seen);
}

}  // namespace

Reset read_reset(Words& words) {
    words.take("'reset'");
    refuse_then(words);
    const std::string rule = "'reset' takes 'at' and a time such as at 48h, and nothing else";
    if (const Word word = words.take("'at' and a time"); !word.is("at")) words.fail(word, rule);
    const Reset reset{Time{take_start(words).hours}};
    refuse_then(words);
    if (!words.at_end() && words.peek().text != "+") words.fail(words.peek(), rule);
    return reset;
}

Change read_change(Words& words) {
    words.take("'set'");
    Change change;
    for (bool timed = false; !words.at_end() && words.peek().text != "+";) {
        refuse_then(words);
        const Word word = words.peek();
        if (!words.accept("at")) {
            read_parameter(words, change);
            continue;
        }
        if (timed) words.fail(word, "given twice");
        change.time = Time{take_start(words).hours};
        timed = true;
    }
    if (change.parameters.empty()) read_parameter(words, change);  // This says what is missing.
    return change;
}

bool begins_stimulus(const Words& words) {
    return words.peek().is("stimulus") || words.peek().is("flare");
}

Stimulus read_stimulus(Words& words) {
    const Word kind = words.take("'stimulus' or 'flare'");
    Stimulus stimulus;
    stimulus.name = kind.is("flare") ? "flare" : words.take("a name such as exercise").text;
    if (stimulus.name == "+") words.fail(kind, "needs a name such as exercise");
    const Word size = words.peek();
    stimulus.magnitude = take_factor(words);
    if (!(stimulus.magnitude > 0.0)) words.fail(size, "expected a size above 0");
    read_timing(words, stimulus);
    return stimulus;
}

Concentration read_concentration(Words& words) {
    words.take("'concentration'");
    Concentration given;
    given.drug = words.take("a drug").text;
    const Word unit = words.take("a unit such as nM or ng/mL");
    try {
        given.unit = parse_concentration_unit(unit.text);
    } catch (const InputError& error) {
        words.fail(unit, error.rule());
    }
    for (bool timed = false; !words.at_end() && words.peek().text != "+";) {
        refuse_then(words);
        const Word word = words.peek();
        if (words.accept("at")) {
            if (timed) words.fail(word, "given twice");
            given.time = Time{take_start(words).hours};
            timed = true;
        } else {
            given.times.push_back(take_time(words));
            given.values.push_back(take_factor(words));
        }
    }
    return given;
}

}  // namespace opiodyn::detail
