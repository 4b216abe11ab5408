#include "opiodyn/error.hpp"

#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "foundations/message_text.hpp"
#include "foundations/number_text.hpp"
#include "foundations/suggestion.hpp"

namespace opiodyn {
namespace {

/// Returns the first line of a message. Its parts may come from a file of somebody else.
std::string headline(const std::string& field, const std::string& value, const std::string& rule) {
    return detail::shown(field) + " = " + detail::shown(value) + ": " +
           detail::without_controls(rule);
}

/// Returns a rule with what to do next, unless it ends with a question, which says that already.
std::string with_advice(const std::string& rule, const std::string& next) {
    return next.empty() || rule.ends_with('?') ? rule : rule + "; " + next;
}

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string with_caret(const detail::MarkedWord& marked) {
    const std::size_t length = detail::characters(marked.word);
    return marked.before + marked.word + marked.after + "\n  " +
           std::string(detail::characters(marked.before), ' ') + '^' +
           std::string(length > 1 ? length - 1 : 0, '~');
}

std::string with_arrows(const detail::MarkedWord& marked) {
    return marked.before + ">>" + marked.word + "<<" + marked.after;
}

double require(bool holds, std::string_view field, double value, const char* rule) {
    if (!holds) throw InputError(std::string(field), to_text(value), rule);
    return value;
}

}  // namespace

InputError::InputError(std::string field, std::string value, std::string rule,
                       const std::string& message)
    : Error(message),
      field_(detail::shown(field)),
      value_(detail::shown(value)),
      rule_(detail::without_controls(rule)) {}

InputError::InputError(std::string field, std::string value, std::string rule)
    : InputError(field, value, rule, headline(field, value, rule)) {}

UnknownNameError::UnknownNameError(std::string field, const std::string& name,
                                   std::span<const std::string> known, const std::string& next,
                                   std::span<const std::string> others)
    : InputError(std::move(field), quoted(name),
                 with_advice(detail::about_unknown(name, known, others), next)) {}

UnknownNameError::UnknownNameError(std::string field, const std::string& name, std::string rule)
    : InputError(std::move(field), quoted(name), std::move(rule)) {}

NotKnownError::NotKnownError(std::string name, const std::string& reason)
    : NotKnownError(name, reason,
                    "supply it as a parameter of the model, {\"" + name + "\": value}") {}

NotKnownError::NotKnownError(std::string name, const std::string& reason, const std::string& remedy)
    : InputError(std::move(name), "not known", reason + "; " + remedy) {}

ParseError::ParseError(std::string field, std::string text, std::size_t byte, std::size_t bytes,
                       std::string rule)
    : InputError(field, quoted(text.substr(byte, bytes)), rule,
                 headline(field, quoted(text.substr(byte, bytes)), rule) + "\n  " +
                     with_caret(detail::marked_word(text, byte, bytes))),
      marked_(with_arrows(detail::marked_word(text, byte, bytes))),
      position_(detail::characters(std::string_view(text).substr(0, byte))),
      length_(detail::characters(std::string_view(text).substr(byte, bytes))),
      text_(std::move(text)) {}

std::string ParseError::one_line() const {
    return headline(field(), value(), rule()) + ": \"" + marked_ + '"';
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
