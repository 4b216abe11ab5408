/// What is not a dose: "reset at 48h" and "set naltrexone.CL=94 at 48h".

#include "detail/text_clause.hpp"
#include "detail/text_numbers.hpp"

namespace opiodyn::detail {
namespace {

void refuse_then(const Words& words) {
    if (const Word word = words.peek(); word.text == "then")
        words.fail(word, "only a dose can be followed by 'then'");
}

void read_parameter(Words& words, Change& change) {
    const std::string expected = "a parameter and its value such as naltrexone.CL=94";
    const Word word = words.take(expected);
    const auto equals = word.text.rfind('=');  // a name may contain one, a number does not
    if (equals == std::string_view::npos || equals == 0) words.fail(word, "expected " + expected);
    const auto number = read_number(word.text.substr(equals + 1));
    if (!number || !number->unit.empty()) words.fail(word, "expected a number after '='");
    const std::string name(word.text.substr(0, equals));
    if (!change.parameters.emplace(name, number->value).second) words.fail(word, "given twice");
}

}  // namespace

Reset read_reset(Words& words) {
    words.take("'reset'");
    refuse_then(words);
    const std::string rule = "'reset' takes 'at' and a time such as at 48h, and nothing else";
    if (const Word word = words.take("'at' and a time"); word.text != "at") words.fail(word, rule);
    const Reset reset{{take_time(words)}};
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
        change.time = {take_time(words)};
        timed = true;
    }
    if (change.parameters.empty()) read_parameter(words, change);  // says what is missing
    return change;
}

}  // namespace opiodyn::detail
