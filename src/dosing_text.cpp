/// The text form of a regimen: a tokenizer, and one small reader per clause.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <locale>
#include <optional>
#include <sstream>
#include <utility>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

struct Word {
    std::string_view text;
    std::size_t position{};
};

/// A number and the letters that follow it: "4.5mg" -> 4.5, "mg".
struct Measure {
    double value{};
    std::string_view unit;
};

/// Length of the number that the text begins with; 0 if it begins with none.
std::size_t number_length(std::string_view text) {
    std::size_t end = 0;
    bool digits = false;
    while (end < text.size()) {
        const char c = text[end];
        const auto is_digit = [&](std::size_t i) {
            return i < text.size() && text[i] >= '0' && text[i] <= '9';
        };
        const auto is_sign = [&](std::size_t i) {
            return i < text.size() && (text[i] == '-' || text[i] == '+');
        };
        if (is_digit(end)) digits = true;
        else if (digits && (c == 'e' || c == 'E') &&
                 (is_digit(end + 1) || (is_sign(end + 1) && is_digit(end + 2))))
            ++end;  // and its sign or first digit
        else if (c != '.' && !(end == 0 && is_sign(end))) break;
        ++end;
    }
    return digits ? end : 0;
}

/// A stream and not std::stod: that follows the locale of the process and refuses subnormal numbers.
/// std::from_chars for double is missing from some standard libraries that we support.
std::optional<Measure> read_measure(std::string_view text) {
    const std::size_t length = number_length(text);
    std::istringstream stream{std::string(text.substr(0, length))};
    stream.imbue(std::locale::classic());
    double value = 0.0;
    if (!(stream >> value) || stream.peek() != std::istringstream::traits_type::eof())
        return std::nullopt;
    return Measure{value, text.substr(length)};
}

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

bool is_positive(double value) { return std::isfinite(value) && value > 0.0; }
bool is_non_negative(double value) { return std::isfinite(value) && value >= 0.0; }

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) { split(); }

    Regimen read() {
        std::vector<Record> doses;
        do {
            doses.push_back(read_clause());
        } while (accept("+"));
        return Regimen(std::move(doses));
    }

private:
    void split() {
        constexpr char blank = ' ';
        for (std::size_t at = text_.find_first_not_of(blank); at != std::string_view::npos;) {
            const auto end = std::min(text_.find_first_of(blank, at), text_.size());
            words_.push_back({text_.substr(at, end - at), at});
            at = text_.find_first_not_of(blank, end);
        }
    }

    bool at_end() const { return next_ == words_.size(); }

    [[noreturn]] void fail(const Word& word, std::string rule) const {
        throw ParseError("regimen", std::string(text_), word.position, word.text.size(),
                         std::move(rule));
    }

    Word take(const char* expected) {
        if (at_end())
            fail({"", text_.size()}, std::string("the text ends here; expected ") + expected);
        return words_[next_++];
    }

    bool accept(std::string_view word) {
        if (at_end() || words_[next_].text != word) return false;
        ++next_;
        return true;
    }

    /// A number with its unit, attached ("4.5mg") or as the next word ("4.5 mg").
    template <class Unit>
    double take_quantity(Unit factor_of, bool (*allowed)(double), const char* expected) {
        const Word word = take(expected);
        const auto measure = read_measure(word.text);
        if (!measure || !allowed(measure->value)) fail(word, std::string("expected ") + expected);
        Word unit{measure->unit, word.position + word.text.size() - measure->unit.size()};
        if (unit.text.empty()) unit = take(expected);
        const auto factor = factor_of(unit.text);
        if (!factor) fail(unit, std::string("unknown unit; expected ") + expected);
        return measure->value * *factor;
    }

    double take_amount() {
        return take_quantity(milligrams_per, is_positive,
                             "an amount above 0 such as 4.5 mg, 50 ug or 1 g");
    }
    double take_duration() {
        return take_quantity(hours_per, is_positive, "a duration above 0 such as 2h or 30min");
    }
    double take_time() {
        return take_quantity(hours_per, is_non_negative, "a time such as 22h, 30min or 2d");
    }

    Dose read_clause() {
        Dose dose;
        dose.drug = take("the name of a drug").text;
        dose.amount.value = take_amount();
        const Word route = take("a route: po or iv");
        try {
            dose.route = parse_route(route.text);
        } catch (const UnknownName&) {
            fail(route, "unknown route; expected po or iv");
        }
        Options seen;
        while (!at_end() && words_[next_].text != "+") read_option(dose, seen);
        if (seen.over && dose.route != Route::intravenous)
            fail(*seen.over, "only an intravenous dose can be infused");
        if (seen.count && !seen.interval) fail(*seen.count, "needs an interval such as q24h");
        if (seen.interval && !seen.count) fail(*seen.interval, "needs a count such as x28");
        return dose;
    }

    /// The word of each option of a clause, where there is one.
    struct Options {
        std::optional<Word> over, at, interval, count;
    };

    void read_option(Dose& dose, Options& seen) {
        const Word word = take("an option");
        if (word.text == "over") {
            once(seen.over, word);
            dose.duration.value = take_duration();
        } else if (word.text == "at") {
            once(seen.at, word);
            dose.time.value = take_time();
        } else if (word.text.front() == 'q' && word.text.size() > 1) {
            once(seen.interval, word);
            dose.interval.value = read_interval(word);
        } else if (word.text.front() == 'x' && word.text.size() > 1) {
            once(seen.count, word);
            dose.additional = read_count(word) - 1;
        } else {
            fail(word,
                 "expected 'over', 'at', an interval such as q24h, a count such as x28, or '+'");
        }
    }

    void once(std::optional<Word>& seen, const Word& word) const {
        if (seen) fail(word, "given twice");
        seen = word;
    }

    double read_interval(const Word& word) const {
        const auto measure = read_measure(word.text.substr(1));
        const auto factor = measure ? hours_per(measure->unit) : std::nullopt;
        if (!factor || !(measure->value > 0.0)) fail(word, "expected an interval such as q24h");
        return measure->value * *factor;
    }

    std::int64_t read_count(const Word& word) const {
        std::int64_t count = 0;
        const char* end = word.text.data() + word.text.size();
        const auto result = std::from_chars(word.text.data() + 1, end, count);
        if (result.ec != std::errc{} || result.ptr != end || count < 1)
            fail(word, "expected a count such as x28");
        if (count > limits::doses)
            fail(word, "more than " + std::to_string(limits::doses) + " doses");
        return count;
    }

    std::string_view text_;
    std::vector<Word> words_;
    std::size_t next_{0};
};

std::string clause(const Dose& dose) {
    std::string text =
        dose.drug + " " + to_text(dose.amount.value) + " mg " + abbreviation(dose.route);
    if (dose.duration.value > 0.0) text += " over " + to_text(dose.duration.value) + "h";
    if (dose.interval.value > 0.0) text += " q" + to_text(dose.interval.value) + "h";
    if (dose.interval.value > 0.0) text += " x" + std::to_string(dose.additional + 1);
    if (dose.time.value != 0.0) text += " at " + to_text(dose.time.value) + "h";
    return text;
}

}  // namespace

Regimen parse_regimen(std::string_view text) {
    if (static_cast<std::int64_t>(text.size()) > limits::text_length)
        throw InvalidInput("regimen", std::to_string(text.size()) + " characters",
                           "must be at most " + std::to_string(limits::text_length));
    std::string line(text);  // one line, so that messages are
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return Reader(line).read();
}

std::string to_text(const Regimen& regimen) {
    std::string text;
    for (const auto& dose : regimen.doses()) text += (text.empty() ? "" : " + ") + clause(dose);
    return text;
}

}  // namespace opiodyn
