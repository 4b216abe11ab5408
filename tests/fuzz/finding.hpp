#pragma once
/// This header says what a fuzz target finds: a law that does not hold, or an exception that is none of ours.

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "opiodyn/error.hpp"
#include "support/texts/utf8.hpp"

namespace fuzz {

/// Tells in words what a target has made of its input, once it has set this.
inline std::function<std::string()> described;

/// Prints what was found and aborts, so that the fuzzer keeps the input.
[[noreturn]] inline void finding(const std::string& law) {
    std::fprintf(stderr, "\n== FINDING: %s\n", law.c_str());
    if (described) std::fprintf(stderr, "   in %s\n", described().c_str());
    std::abort();
}

inline void require(bool holds, const char* law) {
    if (!holds) finding(law);
}

/// Requires a law, and tells the number that breaks it.
inline void require(bool holds, const char* law, double number) {
    if (!holds) finding(std::string(law) + ": " + opiodyn::to_text(number));
}

/// Requires of text for people that it is UTF-8 and moves no cursor, whatever a caller has written.
inline void require_readable(const std::string& text, const char* what) {
    require(support::is_utf8(text), what);
    for (const char c : text) require(static_cast<unsigned char>(c) >= 0x20 || c == '\n', what);
}

/// Requires of a refusal that field, value and rule are there, and that the message has them.
inline void require_complete(const opiodyn::InputError& error) {
    const std::string message = error.what();
    require(!error.field().empty(), "a refusal names its field");
    require(!error.value().empty(), "a refusal shows its value");
    require(!error.rule().empty(), "a refusal says its rule");
    require(message.starts_with(error.field() + " = " + error.value() + ": " + error.rule()),
            "the message of a refusal is field = value: rule");
    require_readable(message, "a message is readable");
}

/// Tells whether a call goes through; it may refuse its input. Any other exception ends the fuzzer as a finding.
template <class Call>
bool accepted(const Call& call) {
    try {
        call();
        return true;
    } catch (const opiodyn::InputError& error) {
        require_complete(error);
        return false;
    }
}

}  // namespace fuzz
