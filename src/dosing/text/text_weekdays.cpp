/// Days such as "on mon,wed,fri at 8h x12" are counted from time 0, the midnight that Monday begins with.

#include "dosing/text/text_weekdays.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "dosing/text/text_clock.hpp"

namespace opiodyn::detail {
namespace {

constexpr std::string_view names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                      "friday", "saturday", "sunday"};

/// Reads a day by its name or by the first three letters of it.
int read_weekday(const Words& words, const Word& word) {
    const std::string text = word.folded();
    const auto found = std::find_if(std::begin(names), std::end(names), [&](std::string_view name) {
        return text == name || text == name.substr(0, 3);
    });
    if (found == std::end(names))
        words.fail(word, "unknown day; expected mon, tue, wed, thu, fri, sat or sun");
    return static_cast<int>(found - std::begin(names));
}

/// Adds the days of "mon,wed,fri". Returns whether the word ends with a comma: more is to come.
bool add_weekdays(const Words& words, Word rest, std::vector<int>& days) {
    while (!rest.text.empty()) {
        const std::size_t comma = std::min(rest.text.find(','), rest.text.size());
        const Word word{rest.text.substr(0, comma), rest.position};
        const int weekday = read_weekday(words, word);
        if (std::find(days.begin(), days.end(), weekday) != days.end())
            words.fail(word, "given twice");
        days.push_back(weekday);
        if (comma == rest.text.size()) return false;
        rest = {rest.text.substr(comma + 1), rest.position + comma + 1};
    }
    return true;
}

}  // namespace

std::vector<int> take_weekdays(Words& words) {
    std::vector<int> days;
    while (add_weekdays(words, words.take("days of the week such as mon,wed,fri"), days)) {
    }
    return days;
}

std::int64_t additional_on(const Words& words, Clause& clause) {
    auto& seen = clause.seen;
    if (seen.count) words.fail(*seen.span, "give either a count or how long, not both");
    const double weeks = seen.hours / week;
    if (!(weeks >= 1.0 && weeks == std::floor(weeks) && weeks < 1e6))
        words.fail(*seen.span, "with 'on' this is whole weeks, such as for 4 weeks");
    seen.count = seen.span;
    return static_cast<std::int64_t>(weeks) * static_cast<std::int64_t>(clause.weekdays.size()) - 1;
}

Course on_weekdays(const Clause& clause, double begin) {
    std::vector<double> starts;
    for (const int weekday : clause.weekdays)
        starts.push_back(first_at_or_after(begin, weekday * day + clause.dose.time.value, week));
    std::sort(starts.begin(), starts.end());

    const std::int64_t count = clause.dose.addl + 1;
    const auto days = static_cast<std::int64_t>(starts.size());
    Course course;
    double last = 0.0;
    for (std::int64_t i = 0; i < std::min(days, count); ++i) {
        Dose dose = clause.dose;
        dose.time = Time{starts[static_cast<std::size_t>(i)]};
        dose.ii = Time{week};
        dose.addl = (count - 1 - i) / days;
        last = std::max(last, dose.time_of(dose.addl));
        course.doses.push_back(dose);
    }
    course.end = (std::floor(last / day) + 1.0) * day;  // It is the midnight after the last dose.
    return course;
}

}  // namespace opiodyn::detail
