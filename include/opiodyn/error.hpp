#pragma once
/// This header holds the one family of exceptions; a caller's mistake names field, value and rule.
/// Exceptions do not change once made, so that threads may share them.

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// Error is the base of everything that the library throws. Immutable after construction; threads may
/// share it.
class Error : public std::runtime_error {
public:
    /// Makes an error with this message.
    using std::runtime_error::runtime_error;
};

/// InputError is thrown for a value that breaks a rule. Its message reads "field = value: rule".
/// Immutable after construction; threads may share it.
class InputError : public Error {
public:
    /// Makes the error and its message of these three.
    InputError(std::string field, std::string value, std::string rule);
    /// Returns the name of the field, e.g. "dose.amt".
    const std::string& field() const noexcept { return field_; }
    /// Returns the value as text.
    const std::string& value() const noexcept { return value_; }
    /// Returns the rule that the value breaks.
    const std::string& rule() const noexcept { return rule_; }

protected:
    /// Makes the error with a message of its own.
    InputError(std::string field, std::string value, std::string rule, const std::string& message);

private:
    std::string field_, value_, rule_;
};

/// UnknownNameError is thrown for a name that is not known. Its rule suggests a known name if this one is a
/// slip of one or two letters, and otherwise lists the choices. Immutable after construction; threads may
/// share it.
class UnknownNameError : public InputError {
public:
    /// Makes the error for a name that is not among those `known`. The rule ends with what to do `next`, if
    /// that is said. A name as near to one of `others`, which are other things, is no slip.
    UnknownNameError(std::string field, const std::string& name, std::span<const std::string> known,
                     const std::string& next = "", std::span<const std::string> others = {});
    /// Makes the error with a rule of its own.
    UnknownNameError(std::string field, const std::string& name, std::string rule);
};

/// NotKnownError is thrown for a value that nobody knows, as far as this library has read. The message says
/// what is missing and how to supply it. Immutable after construction; threads may share it.
class NotKnownError : public InputError {
public:
    /// Makes the error for a parameter; the remedy is to supply it to the model.
    NotKnownError(std::string name, const std::string& reason);
    /// Makes the error with another remedy.
    NotKnownError(std::string name, const std::string& reason, const std::string& remedy);
};

/// ParseError is thrown for text that does not parse. `what()` shows the text with a caret under the
/// offending word. Immutable after construction; threads may share it.
class ParseError : public InputError {
public:
    /// Makes the error; the word is given by its offset and length in bytes.
    ParseError(std::string field, std::string text, std::size_t byte, std::size_t bytes,
               std::string rule);
    /// Returns the whole text.
    const std::string& text() const noexcept { return text_; }
    /// Returns where the offending word begins, in characters from 0.
    std::size_t position() const noexcept { return position_; }
    /// Returns the length of the offending word, in characters.
    std::size_t length() const noexcept { return length_; }
    /// Returns the message on one line, with the offending word between >> and <<.
    std::string one_line() const;

private:
    std::string marked_;
    std::size_t position_, length_;
    std::string text_;
};

/// Returns a number as short text that reads back as the same double.
std::string to_text(double value);

/// Returns the value if it is finite. Throws InputError, which names `field`, otherwise.
double require_finite(std::string_view field, double value);
/// Returns the value if it is finite and above 0. Throws InputError otherwise.
double require_positive(std::string_view field, double value);
/// Returns the value if it is finite and at least 0. Throws InputError otherwise.
double require_non_negative(std::string_view field, double value);
/// Returns the value if it lies between 0 and 1. Throws InputError otherwise.
double require_fraction(std::string_view field, double value);

}  // namespace opiodyn
