#include "opiodyn/error.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "foundations/number_text.hpp"
#include "foundations/suggestion.hpp"

namespace opiodyn {
namespace {

std::string headline(const std::string& field, const std::string& value, const std::string& rule) {
    return field + " = " + value + ": " + rule;
}

/// Returns a text with a visible sign for each NUL, at which the message of an exception would end.
std::string without_nul(std::string text) {
    constexpr std::string_view sign = "\xE2\x90\x80";  // the character U+2400
    for (auto at = text.find('\0'); at != std::string::npos; at = text.find('\0', at))
        text.replace(at, 1, sign);
    return text;
}

/// Counts the characters of UTF-8 text, which are the bytes that do not continue one.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// Returns a rule with what to do next, unless it ends with a question, which says that already.
std::string with_advice(const std::string& rule, const std::string& next) {
    return next.empty() || rule.ends_with('?') ? rule : rule + "; " + next;
}

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string caret_line(std::size_t position, std::size_t length) {
    return std::string(position, ' ') + '^' + std::string(length > 1 ? length - 1 : 0, '~');
}

double require(bool holds, std::string_view field, double value, const char* rule) {
    if (!holds) throw InputError(std::string(field), to_text(value), rule);
    return value;
}

}  // namespace

InputError::InputError(std::string field, std::string value, std::string rule,
                       const std::string& message)
    : Error(without_nul(message)), field_(std::move(field)), value_(std::move(value)), rule_(std::move(rule)) {}

InputError::InputError(std::string field, std::string value, std::string rule)
    : InputError(field, value, rule, headline(field, value, rule)) {}

UnknownNameError::UnknownNameError(std::string field, const std::string& name,
                                   std::span<const std::string> known, const std::string& next,
                                   std::span<const std::string> others)
    : InputError(std::move(field), quoted(name),
                 with_advice(detail::about_unknown(name, known, others), next)) {}

NotKnownError::NotKnownError(std::string name, const std::string& reason)
    : NotKnownError(name, reason,
                    "supply it as a parameter of the model, {\"" + name + "\": value}") {}

NotKnownError::NotKnownError(std::string name, const std::string& reason, const std::string& remedy)
    : InputError(std::move(name), "not known", reason + "; " + remedy) {}

ParseError::ParseError(std::string field, std::string text, std::size_t byte, std::size_t bytes,
                       std::string rule)
    : InputError(
          field, quoted(text.substr(byte, bytes)), rule,
          headline(field, quoted(text.substr(byte, bytes)), rule) + "\n  " + text + "\n  " +
              caret_line(characters(text.substr(0, byte)), characters(text.substr(byte, bytes)))),
      marked_(text.substr(0, byte) + ">>" + text.substr(byte, bytes) + "<<" +
              text.substr(byte + bytes)),
      position_(characters(text.substr(0, byte))),
      length_(characters(text.substr(byte, bytes))),
      text_(std::move(text)) {}

std::string ParseError::one_line() const {
    return without_nul(headline(field(), value(), rule()) + ": \"" + marked_ + '"');
}

std::string to_text(double value) {
#ifdef __cpp_lib_to_chars
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    return {buffer, end};
#else
    return detail::shortest_text(value);
#endif
}

double require_finite(std::string_view field, double value) {
    return require(std::isfinite(value), field, value, "must be a finite number");
}

double require_positive(std::string_view field, double value) {
    return require(std::isfinite(value) && value > 0.0, field, value,
                   "must be a finite number above 0");
}

double require_non_negative(std::string_view field, double value) {
    return require(std::isfinite(value) && value >= 0.0, field, value,
                   "must be a finite number, at least 0");
}

double require_fraction(std::string_view field, double value) {
    return require(value >= 0.0 && value <= 1.0, field, value, "must lie between 0 and 1");
}

}  // namespace opiodyn
