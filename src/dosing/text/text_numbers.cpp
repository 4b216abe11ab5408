#include <algorithm>
#include <initializer_list>

#include "dosing/text/text_numbers.hpp"
#include "foundations/find_route.hpp"
#include "foundations/number_text.hpp"
#include "foundations/words.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

bool is_digit(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

bool is_sign(std::string_view text, std::size_t at) {
    return at < text.size() && (text[at] == '-' || text[at] == '+');
}

/// Tells whether an exponent is here: "e5" or "e-5", but not the letter of a unit.
bool is_exponent(std::string_view text, std::size_t at) {
    return (text[at] == 'e' || text[at] == 'E') &&
           (is_digit(text, at + 1) || (is_sign(text, at + 1) && is_digit(text, at + 2)));
}

/// Returns the length of the number that the text begins with, or 0 if it begins with none.
std::size_t number_length(std::string_view text) {
    std::size_t end = 0;
    bool digits = false;
    while (end < text.size()) {
        if (is_digit(text, end)) digits = true;
        else if (digits && is_exponent(text, end))
            ++end;  // This skips its sign or first digit too.
        else if (text[end] != '.' && !(end == 0 && is_sign(text, end))) break;
        ++end;
    }
    return digits ? end : 0;
}

using Unit = std::optional<double> (*)(std::string_view);
constexpr double minute = 1.0 / 60.0;  ///< [h]

enum class Zero { allowed, refused };

/// Tells whether a word is a route or an interval such as "q24h", before which a unit was left out.
bool stands_behind_a_unit(const Word& word) {
    const std::string folded = word.folded();
    return (folded[0] == 'q' && is_digit(folded, 1)) || find_route(folded);
}

/// Takes a number with its unit, and returns it in the library's unit. A number that its unit makes 0 is refused
/// as too small.
double take_quantity(Words& words, Unit factor_of, Zero zero, const std::string& expected) {
    const Measure measure = take_measure(words, expected);
    const bool refused = zero == Zero::refused && measure.value == 0.0;
    if (refused) words.fail(measure.number, "expected " + expected);
    const auto factor = factor_of(measure.unit.text);
    if (!factor && stands_behind_a_unit(measure.unit))
        words.fail(measure.number, "has no unit; expected " + expected);
    if (!factor) words.fail(measure.unit, about_unit(measure.unit.text, expected));
    const double value = measure.value * *factor;
    if (value == 0.0 && measure.value > 0.0) words.fail(measure.number, "too small");
    return value;
}

constexpr const char* amount = "an amount such as 4.5 mg, 50 ug or 1 g";

std::string folded_unit(std::string_view unit) { return lower(with_plain_micro(unit)); }

bool one_of(const std::string& unit, std::initializer_list<std::string_view> units) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

/// Returns what a number with commas may mean: one reading, or two with " or " between them.
std::string readings(const std::string& whole, std::string_view rest) {
    const std::string digits(
        rest.substr(0, std::min(rest.find_first_not_of("0123456789,."), rest.size())));
    std::string plain = whole + digits;
    std::erase(plain, ',');
    const bool thousands = digits.find_first_of(",.", 1) != std::string::npos;
    const std::string decimal = whole + "." + digits.substr(1);
    if (thousands) return "thousands take no comma: " + plain;
    if (digits.size() == 4)
        return "a comma can be read in two ways: write " + plain + " or " + decimal;
    return "decimals take a point: " + decimal;
}

}  // namespace

std::optional<Number> read_number(std::string_view text) {
    const std::size_t length = number_length(text);
    const auto value = number_of(std::string(text.substr(0, length)));
    if (!value) return std::nullopt;
    return Number{*value, text.substr(length)};
}

bool begins_with_number(std::string_view text) { return number_length(text) > 0; }

std::optional<double> milligrams_per(std::string_view unit) {
    const std::string folded = folded_unit(unit);
    if (folded == "mg") return 1.0;
    if (folded == "g") return 1e3;
    if (one_of(folded, {"ug", "mcg"})) return 1e-3;
    return std::nullopt;
}

std::optional<double> hours_per(std::string_view unit) {
    const std::string folded = folded_unit(unit);
    if (one_of(folded, {"h", "hr", "hrs", "hour", "hours"})) return 1.0;
    if (one_of(folded, {"min", "mins", "minute", "minutes"})) return minute;
    if (one_of(folded, {"d", "day", "days"})) return 24.0;
    if (one_of(folded, {"w", "wk", "wks", "week", "weeks"})) return 168.0;
    return std::nullopt;
}

std::optional<double> milligrams_per_hour_per(std::string_view unit) {
    const auto slash = unit.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto mass = milligrams_per(unit.substr(0, slash));
    const auto time = hours_per(unit.substr(slash + 1));
    if (!mass || !time) return std::nullopt;
    return *time == minute ? *mass * 60.0 : *mass / *time;  // 60 is exact, as 1 / (1/60) is not.
}

std::optional<std::string> instead_of_unit(std::string_view unit) {
    const std::string folded = folded_unit(unit);
    if (folded.find("/kg") != std::string::npos)
        return "an amount by body weight must be multiplied out, such as 35 mg for 0.5 mg/kg at 70 "
               "kg";
    if (one_of(folded, {"ml", "l"}))
        return "a volume; write the amount of drug in it, such as 4.5 mg";
    if (one_of(folded, {"month", "months", "mo"}))
        return "a month has no fixed length; write weeks or days, such as 4 weeks or 30 days";
    if (folded == "m") return "may be minutes or months; write min, or days";
    if (one_of(folded, {"am", "pm"})) return "hours count from 0 to 23: write a time such as 22:00";
    return std::nullopt;
}

std::string about_unit(std::string_view unit, const std::string& expected) {
    return instead_of_unit(unit).value_or("unknown unit; expected " + expected);
}

void refuse_comma(const Words& words, const Word& word, const Number& number) {
    const auto rest = number.unit;
    if (rest.size() < 2 || rest[0] != ',' || rest[1] < '0' || rest[1] > '9') return;
    words.fail(word,
               readings(std::string(word.text.substr(0, word.text.size() - rest.size())), rest));
}

Measure take_measure(Words& words, std::string_view expected) {
    return measure_from(words, words.take(expected), expected);
}

Measure measure_from(Words& words, const Word& word, std::string_view expected) {
    const auto number = read_number(word.text);
    if (number) refuse_comma(words, word, *number);
    if (!number || !(number->value >= 0.0)) words.fail(word, "expected " + std::string(expected));
    const Word attached{number->unit, word.position + word.text.size() - number->unit.size()};
    return {number->value, word, attached.text.empty() ? words.take(expected) : attached};
}

double take_amount_or_zero(Words& words) {
    return take_quantity(words, milligrams_per, Zero::allowed, amount);
}

double take_amount(Words& words) {
    return take_quantity(words, milligrams_per, Zero::refused,
                         "an amount above 0 such as 4.5 mg, 50 ug or 1 g");
}

double take_rate(Words& words) {
    return take_quantity(words, milligrams_per_hour_per, Zero::refused,
                         "a rate above 0 such as 5mg/h or 20ug/min");
}

double take_duration(Words& words) {
    return take_quantity(words, hours_per, Zero::refused, "a duration above 0 such as 2h or 30min");
}

double take_time(Words& words) {
    return take_quantity(words, hours_per, Zero::allowed, "a time such as 22h, 30min or 2d");
}

double take_factor(Words& words) {
    const std::string expected = "a number of at least 0 such as 0.5";
    const Word word = words.take(expected);
    const auto number = read_number(word.text);
    if (number) refuse_comma(words, word, *number);
    if (!number || !number->unit.empty() || !(number->value >= 0.0))
        words.fail(word, "expected " + expected);
    return number->value;
}

}  // namespace opiodyn::detail
