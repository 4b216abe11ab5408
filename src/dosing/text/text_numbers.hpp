#pragma once
/// This header reads numbers and units in a regimen's text.

#include <optional>
#include <string>
#include <string_view>

#include "dosing/text/text_words.hpp"

namespace opiodyn::detail {

/// A Number is a number and what follows it: "4.5mg" gives 4.5 and "mg".
struct Number {
    double value{};
    std::string_view unit;
};

/// Returns nothing if the text does not begin with a number that a double can hold.
std::optional<Number> read_number(std::string_view text);
bool begins_with_number(std::string_view text);

/// Returns how many mg, h or mg/h one of this unit is in any case, or nothing if the unit is unknown.
std::optional<double> milligrams_per(std::string_view unit);
std::optional<double> hours_per(std::string_view unit);
std::optional<double> milligrams_per_hour_per(std::string_view unit);

/// A Measure is a number with its unit, attached ("4.5mg") or as the next word ("4.5 mg"), as it is written.
struct Measure {
    double value{};
    Word number, unit;
};
/// Takes a measure, and refuses negative numbers.
Measure take_measure(Words& words, std::string_view expected);
/// Returns the measure that begins with this word, and takes its unit if that is the next word.
Measure measure_from(Words& words, const Word& word, std::string_view expected);
/// Fails if a number goes on with a comma: 4,5 may be meant as 4.5, and 1,000 as 1000 or as 1.
void refuse_comma(const Words& words, const Word& word, const Number& number);
/// Returns what to write instead of a unit that people use and that does not say enough, or nothing.
std::optional<std::string> instead_of_unit(std::string_view unit);
/// Returns the rule for a unit that is not known.
std::string about_unit(std::string_view unit, const std::string& expected);

double take_amount_or_zero(Words& words);
double take_amount(Words& words);
double take_rate(Words& words);
double take_duration(Words& words);
double take_time(Words& words);
/// Takes a number of at least 0 without a unit.
double take_factor(Words& words);

}  // namespace opiodyn::detail
