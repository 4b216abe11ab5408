/// "reduce 10 % every 7d to 5 mg" is a dose that gets less, with one record per level.

#include <cmath>

#include "dosing/text/text_clause.hpp"
#include "dosing/text/text_numbers.hpp"
#include "dosing/text/text_options.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

constexpr std::size_t most_levels = 1000;
/// Amounts closer than this are one: 0.3 mg less 2 x 0.1 mg is 0.1 mg.
constexpr double tolerance = 1e-9;

enum class Kind { milligrams, percent, percent_of_current };

struct Reduction {
    Kind kind{};
    double size{};
    std::int64_t doses{};  ///< This counts the doses of each level.
    double last{0.0};      ///< This is the lowest amount still given [mg]. With 0 nothing is left.
};

void read_size(Words& words, const Dose& dose, Reduction& reduction) {
    const std::string expected = "a reduction above 0 such as 10 % or 2 mg";
    const Measure measure = take_measure(words, expected);
    if (measure.unit.text == "%") {
        reduction.kind = Kind::percent;
        reduction.size = measure.value;
        if (!(measure.value > 0.0 && measure.value <= 100.0))
            words.fail(measure.number, "expected a percentage above 0 and at most 100");
        return;
    }
    const auto factor = milligrams_per(measure.unit.text);
    if (!factor) words.fail(measure.unit, about_unit(measure.unit.text, expected));
    reduction.size = measure.value * *factor;
    if (!(reduction.size > 0.0)) words.fail(measure.number, "expected " + expected);
    if (reduction.size > dose.amount.value)
        words.fail(measure.number, "more than the " + to_text(dose.amount.value) +
                                       " mg that the taper starts from");
}

/// Returns how many doses a step has. Rounding must not matter, so a step is a multiple of the interval.
std::int64_t read_step(Words& words, const Dose& dose) {
    if (const Word word = words.take("'every'"); !word.is("every"))
        words.fail(word, "expected 'every' and a duration such as every 7d");
    const Word word = words.peek();
    const double ratio = take_duration(words) / dose.ii.value;
    const double whole = std::round(ratio);
    if (ratio > static_cast<double>(limits::doses))
        words.fail(word, "more than " + std::to_string(limits::doses) + " doses");
    if (!(whole >= 1.0 && std::abs(ratio - whole) <= tolerance * whole))
        words.fail(word, "must be a whole multiple of the interval, which is " +
                             to_text(dose.ii.value) + " h");
    return static_cast<std::int64_t>(whole);
}

Reduction read_reduction(Words& words, const Dose& dose) {
    Reduction reduction;
    read_size(words, dose, reduction);
    const Word of = words.peek();
    if (reduction.kind == Kind::percent && words.accept("of")) {
        if (const Word word = words.take("'current'"); !word.is("current"))
            words.fail(word, "expected 'current'");
        reduction.kind = Kind::percent_of_current;
    }
    reduction.doses = read_step(words, dose);
    if (words.accept("to")) {
        const Word word = words.peek();
        reduction.last = take_amount(words);
        if (!(reduction.last < dose.amount.value))
            words.fail(word, "must be below the " + to_text(dose.amount.value) +
                                 " mg that the taper starts from");
    } else if (reduction.kind == Kind::percent_of_current) {
        words.fail(of, "a part of the current amount never ends; needs a last one such as to 2 mg");
    }
    if (const Word word = words.peek(); !words.at_end() && word.text != "+" && !word.is("then"))
        words.fail(word, "a taper ends its clause; expected 'then' or '+'");
    return reduction;
}

/// Returns the amount after `steps` steps. The amount before the last of them is `current`.
double reduced(const Reduction& reduction, double start, double current, double steps) {
    if (reduction.kind == Kind::milligrams) return start - steps * reduction.size;
    if (reduction.kind == Kind::percent) return start * (100.0 - steps * reduction.size) / 100.0;
    return current * (100.0 - reduction.size) / 100.0;
}

/// Returns the amounts below `start`, from the highest down.
std::vector<double> levels(const Words& words, const Word& word, const Reduction& reduction,
                           double start) {
    std::vector<double> amounts;
    for (double current = start;;) {
        const auto steps = static_cast<double>(amounts.size() + 1);
        current = reduced(reduction, start, current, steps);
        if (std::abs(current - reduction.last) <= tolerance * reduction.last)
            current = reduction.last;
        if (!(current > tolerance * start) || current < reduction.last) return amounts;
        if (amounts.size() + 1 == most_levels)
            words.fail(word, "more than " + std::to_string(most_levels) + " levels");
        amounts.push_back(current);
    }
}

}  // namespace

Course taper(Words& words, const Clause& clause, double begin) {
    const Word word = words.take("'reduce'");
    if (!clause.seen.interval || !clause.seen.count)
        words.fail(word, "needs an interval and a count such as q12h x14 before it");
    if (clause.dose.amount.value == 0.0) words.fail(word, "a dose of 0 mg has nothing to take off");
    const Reduction reduction = read_reduction(words, clause.dose);
    const auto amounts = levels(words, word, reduction, clause.dose.amount.value);
    const std::int64_t first = clause.dose.addl + 1;
    const auto below = static_cast<std::int64_t>(amounts.size());
    if (first + below * reduction.doses > limits::doses)
        words.fail(word, "more than " + std::to_string(limits::doses) + " doses");

    Course course = once_or_repeated(clause, begin);
    const Dose full = course.doses.front();
    for (std::int64_t k = 0; k < below; ++k) {
        Dose level = full;
        level.amount = Mass{amounts[static_cast<std::size_t>(k)]};
        level.time = Time{full.time_of(first + k * reduction.doses)};
        level.addl = reduction.doses - 1;
        level.ss = SteadyStateDose::none;  // Only the first level begins in it.
        course.doses.push_back(level);
    }
    course.end = full.time_of(first + below * reduction.doses);
    return course;
}

}  // namespace opiodyn::detail
