#include "dosing/text/text_clock.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "dosing/text/text_numbers.hpp"

namespace opiodyn::detail {
namespace {

/// Returns a whole number of one or two digits, or nothing.
std::optional<int> small_number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && value >= 0;
    return whole && text.size() <= 2 ? std::optional(value) : std::nullopt;
}

/// Returns the hour of the day of "22:00".
double read_time_of_day(const Words& words, const Word& word) {
    const auto colon = word.text.find(':');
    const auto hour = small_number(word.text.substr(0, colon));
    const auto minutes = small_number(word.text.substr(colon + 1));
    if (!hour || !minutes || word.text.size() - colon != 3 || *hour > 23 || *minutes > 59)
        words.fail(word, "expected a time of day from 0:00 to 23:59, such as 22:00");
    return *hour + *minutes / 60.0;
}

}  // namespace

Start take_start(Words& words) {
    if (words.accept("bedtime")) return {bedtime, true};
    const Word word = words.peek();
    if (word.text.find(':') == std::string_view::npos) return {take_time(words)};
    words.take("a time");
    return {read_time_of_day(words, word), true};
}

double first_at_or_after(double begin, double hour, double period) {
    constexpr double rounding = 1e-9;
    const double periods = std::ceil((begin - hour) / period - rounding);
    return hour + std::max(0.0, periods) * period;
}

}  // namespace opiodyn::detail
