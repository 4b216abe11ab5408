/// This source reads and writes the text form of a regimen: clauses joined by '+' and 'then'. docs/dosing.md
/// has the language.

#include <utility>

#include "dosing/text/text_clause.hpp"
#include "dosing/text/text_weekdays.hpp"
#include "foundations/message_text.hpp"
#include "foundations/words.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

class Reader {
public:
    explicit Reader(std::string_view line) : words_(line) {}

    Regimen read() {
        do {
            if (words_.peek().is("reset")) add(read_reset(words_));
            else if (words_.peek().is("set")) add(read_change(words_));
            else if (detail::begins_stimulus(words_)) add(read_stimulus(words_));
            else if (words_.peek().is("concentration")) add(read_concentration(words_));
            else read_chain();
        } while (words_.accept("+"));
        return Regimen(std::move(records_));
    }

private:
    using Word = detail::Word;

    void add(Record record) { records_.push_back(std::move(record)); }

    /// Reads doses joined by 'then'.
    void read_chain() {
        detail::Course course = read_course(nullptr, 0.0);
        for (Word then = words_.peek(); words_.accept("then"); then = words_.peek()) {
            if (!course.end) words_.fail(then, "needs an interval such as q24h before it");
            const Dose previous = course.doses.front();
            course = read_course(&previous, *course.end);
        }
    }

    detail::Course read_course(const Dose* previous, double begin) {
        const Word first = words_.peek();
        const detail::Clause clause = read_clause(words_, previous);
        detail::Course course = words_.peek().is("reduce") ? taper(words_, clause, begin)
                                : clause.seen.on           ? on_weekdays(clause, begin)
                                                           : once_or_repeated(clause, begin);
        for (const auto& dose : course.doses) count_ += 1 + dose.addl;
        // Regimen checks this too, but too late: a short text could ask for endless memory.
        if (count_ > limits::doses)
            words_.fail(first, "more than " + std::to_string(limits::doses) + " doses in all");
        for (const auto& dose : course.doses) add(dose);
        return course;
    }

    detail::Words words_;
    std::vector<Record> records_;
    std::int64_t count_{0};
};

/// Returns a text such as " q24h x28 ss". In a steady state one dose goes without saying.
std::string repetition(const Dose& dose) {
    std::string text;
    const bool steady = dose.ss != SteadyStateDose::none;
    if (dose.ii.value > 0.0) {
        text += " q" + to_text(dose.ii.value) + "h";
        if (dose.addl > 0 || !steady) text += " x" + std::to_string(dose.addl + 1);
    }
    if (steady) text += dose.ss == SteadyStateDose::reset ? " ss" : " ss2";
    return text;
}

/// A Writer writes a record: every field that is not at its default.
struct Writer {
    std::string operator()(const Dose& dose) const {
        std::string text =
            dose.drug + " " + to_text(dose.amount.value) + " mg " + abbreviation(dose.route);
        if (dose.dur.value > 0.0) text += " over " + to_text(dose.dur.value) + "h";
        if (dose.rate.value > 0.0) text += " rate " + to_text(dose.rate.value) + "mg/h";
        text += repetition(dose);
        if (dose.time.value > 0.0) text += " at " + to_text(dose.time.value) + "h";
        if (!dose.cmt.empty()) text += " cmt " + dose.cmt;
        if (dose.F != 1.0) text += " F " + to_text(dose.F);
        if (dose.lag.value > 0.0) text += " lag " + to_text(dose.lag.value) + "h";
        return text;
    }
    std::string operator()(const Stimulus& stimulus) const {
        std::string text = stimulus.name == "flare" ? "flare" : "stimulus " + stimulus.name;
        text += " " + to_text(stimulus.magnitude);
        if (stimulus.ii.value > 0.0)
            text += " q" + to_text(stimulus.ii.value) + "h x" + std::to_string(stimulus.addl + 1);
        if (stimulus.time.value > 0.0) text += " at " + to_text(stimulus.time.value) + "h";
        return text;
    }
    std::string operator()(const Concentration& given) const {
        std::string text = "concentration " + given.drug + " " + to_string(given.unit);
        for (std::size_t k = 0; k < given.times.size(); ++k)
            text += " " + to_text(given.times[k]) + "h " + to_text(given.values[k]);
        if (given.time.value > 0.0) text += " at " + to_text(given.time.value) + "h";
        return text;
    }
    std::string operator()(const Reset& reset) const {
        return "reset at " + to_text(reset.time.value) + "h";
    }
    std::string operator()(const Change& change) const {
        std::string text = "set";
        for (const auto& [name, value] : change.parameters)
            text += " " + name + "=" + to_text(value);
        if (change.time.value > 0.0) text += " at " + to_text(change.time.value) + "h";
        return text;
    }
};

}  // namespace

Regimen parse_regimen(std::string_view text) {
    const auto length = static_cast<std::int64_t>(detail::characters(text));
    if (length > limits::text_length)
        throw InputError("regimen", std::to_string(length) + " characters",
                         "must be at most " + std::to_string(limits::text_length));
    return Reader(detail::on_one_line(text)).read();
}

std::string to_text(const Regimen& regimen) {
    std::string text;
    for (const auto& record : regimen.records()) {
        if (!text.empty()) text += " + ";
        text += std::visit(Writer{}, record);
    }
    return text;
}

}  // namespace opiodyn
