#pragma once
/// One exception family: a caller's mistake names field, value and rule.

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// Base of everything the library throws.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A value that breaks a rule. The message reads "field = value: rule".
class InvalidInput : public Error {
public:
    InvalidInput(std::string field, std::string value, std::string rule);
    const std::string& field() const noexcept { return field_; }
    const std::string& value() const noexcept { return value_; }
    const std::string& rule() const noexcept { return rule_; }

protected:
    InvalidInput(std::string field, std::string value, std::string rule,
                 const std::string& message);

private:
    std::string field_, value_, rule_;
};

/// A name that is not known; suggests the nearest known one, or lists the choices.
class UnknownName : public InvalidInput {
public:
    UnknownName(std::string field, std::string name, std::span<const std::string> known);
};

/// A value that nobody knows, as far as this library has read. The message says what is missing and how
/// to supply it.
class NotKnown : public InvalidInput {
public:
    NotKnown(std::string name, const std::string& reason);
    NotKnown(std::string name, const std::string& reason, const std::string& remedy);
};

/// Text that does not parse. `what()` shows the text with a caret under the offending word.
class ParseError : public InvalidInput {
public:
    /// The word is given by its offset and length in bytes.
    ParseError(std::string field, std::string text, std::size_t byte, std::size_t bytes,
               std::string rule);
    const std::string& text() const noexcept { return text_; }
    /// Of the offending word, in characters.
    std::size_t position() const noexcept { return position_; }
    std::size_t length() const noexcept { return length_; }
    /// The same on one line, the offending word between >> and <<.
    std::string one_line() const;

private:
    std::string marked_;
    std::size_t position_, length_;
    std::string text_;
};

/// A number as short text that reads back as the same double.
std::string to_text(double value);

/// Checkers: return the value, or throw InvalidInput naming `field`.
double require_finite(std::string_view field, double value);
double require_positive(std::string_view field, double value);
double require_non_negative(std::string_view field, double value);
double require_fraction(std::string_view field, double value);

}  // namespace opiodyn
