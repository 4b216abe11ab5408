#include <locale>
#include <sstream>

#include "dosing/text/text_numbers.hpp"

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
enum class Zero { allowed, refused };

/// Takes a number with its unit, and returns it in the library's unit. A number that its unit makes 0 is refused
/// as too small.
double take_quantity(Words& words, Unit factor_of, Zero zero, const std::string& expected) {
    const Measure measure = take_measure(words, expected);
    const bool refused = zero == Zero::refused && measure.value == 0.0;
    if (refused) words.fail(measure.number, "expected " + expected);
    const auto factor = factor_of(measure.unit.text);
    if (!factor) words.fail(measure.unit, "unknown unit; expected " + expected);
    const double value = measure.value * *factor;
    if (value == 0.0 && measure.value > 0.0) words.fail(measure.number, "too small");
    return value;
}

constexpr const char* amount = "an amount above 0 such as 4.5 mg, 50 ug or 1 g";

}  // namespace

/// Reads by a stream. std::stod follows the locale of the process, and refuses subnormal numbers.
/// std::from_chars for double is missing from some standard libraries that we support.
std::optional<Number> read_number(std::string_view text) {
    const std::size_t length = number_length(text);
    std::istringstream stream{std::string(text.substr(0, length))};
    stream.imbue(std::locale::classic());
    double value = 0.0;
    if (!(stream >> value) || stream.peek() != std::istringstream::traits_type::eof())
        return std::nullopt;
    return Number{value, text.substr(length)};
}

bool begins_with_number(std::string_view text) { return number_length(text) > 0; }

std::optional<double> milligrams_per(std::string_view unit) {
    if (unit == "mg") return 1.0;
    if (unit == "g") return 1e3;
    if (unit == "ug" || unit == "mcg") return 1e-3;
    return std::nullopt;
}

std::optional<double> hours_per(std::string_view unit) {
    if (unit == "h" || unit == "hr") return 1.0;
    if (unit == "min") return 1.0 / 60.0;
    if (unit == "d") return 24.0;
    return std::nullopt;
}

std::optional<double> milligrams_per_hour_per(std::string_view unit) {
    const auto slash = unit.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto mass = milligrams_per(unit.substr(0, slash));
    const auto per = unit.substr(slash + 1);
    if (!mass) return std::nullopt;
    if (per == "min") return *mass * 60.0;  // This is exact, as 1 / (1/60) is not.
    const auto time = hours_per(per);
    return time ? std::optional(*mass / *time) : std::nullopt;
}

Measure take_measure(Words& words, std::string_view expected) {
    const Word word = words.take(expected);
    const auto number = read_number(word.text);
    if (!number || !(number->value >= 0.0)) words.fail(word, "expected " + std::string(expected));
    const Word attached{number->unit, word.position + word.text.size() - number->unit.size()};
    return {number->value, word, attached.text.empty() ? words.take(expected) : attached};
}

double take_amount_or_zero(Words& words) {
    return take_quantity(words, milligrams_per, Zero::allowed, amount);
}

double take_amount(Words& words) {
    return take_quantity(words, milligrams_per, Zero::refused, amount);
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
    if (!number || !number->unit.empty() || !(number->value >= 0.0))
        words.fail(word, "expected " + expected);
    return number->value;
}

}  // namespace opiodyn::detail
