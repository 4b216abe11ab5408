/// This source holds the rules of each field of a record.

#include "dosing/record_order.hpp"
#include "dosing/text/text_words.hpp"
#include "foundations/enum_names.hpp"
#include "foundations/message_text.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

std::string name_of(std::string_view prefix, const char* field) {
    return std::string(prefix) + "." + field;
}

/// Throws InputError unless a text is one word of a regimen's text.
void require_word(const std::string& name, const std::string& word) {
    if (!detail::is_word(word, "+"))
        throw InputError(name, "'" + word + "'", "must be one word without '+'");
}

void require_drug(const std::string& name, const std::string& drug) {
    require_word(name, drug);
    if (detail::is_reserved(drug))
        throw InputError(name, "'" + drug + "'", "begins a clause of a regimen's text");
}

/// Checks how a dose or a stimulus repeats.
template <class Repeated>
void check_repetition(const Repeated& repeated, std::string_view field) {
    require_non_negative(name_of(field, "ii"), repeated.ii.value);
    const std::string addl = name_of(field, "addl"), count = std::to_string(repeated.addl);
    if (repeated.addl < 0) throw InputError(addl, count, "must be at least 0");
    if (repeated.addl >= limits::doses)
        throw InputError(addl, count, "must be below " + std::to_string(limits::doses));
    if (repeated.addl == 0) return;
    if (repeated.ii.value == 0.0) throw InputError(addl, count, "needs an interval ii above 0");
    require_finite(name_of(field, "time of the last dose"), repeated.time_of(repeated.addl));
}

/// Checks that a run can end after the last dose or stimulus and its interval.
template <class Repeated>
void check_end(const Repeated& repeated, double hours, std::string_view field) {
    require_finite(name_of(field, "end of the last interval"),
                   repeated.time_of(repeated.addl) + repeated.ii.value + hours);
}

void check_endless(const Dose& dose, std::string_view field) {
    if (dose.endless() && dose.addl > 0)
        throw InputError(name_of(field, "addl"), std::to_string(dose.addl),
                         "an infusion at steady state without amount has no more");
}

void check_infusion(const Dose& dose, std::string_view field) {
    require_non_negative(name_of(field, "dur"), dose.dur.value);
    require_non_negative(name_of(field, "rate"), dose.rate.value);
    if (dose.dur.value > 0.0 && dose.rate.value > 0.0)
        throw InputError(name_of(field, "dur"), to_text(dose.dur.value),
                         "give either dur or rate, which is " + to_text(dose.rate.value));
    require_finite(name_of(field, "dur of the infusion"), dose.infusion_time());
    const bool infused = dose.dur.value > 0.0 || dose.rate.value > 0.0;
    if (infused && dose.cmt.empty() && dose.route != Route::intravenous)
        throw InputError(name_of(field, dose.rate.value > 0.0 ? "rate" : "dur"),
                         to_text(dose.rate.value > 0.0 ? dose.rate.value : dose.dur.value),
                         "only an intravenous dose, or one into a compartment, can be infused");
}

void check_steady_state(const Dose& dose, std::string_view field) {
    if (dose.ss == SteadyStateDose::none || dose.endless()) return;
    if (dose.ii.value == 0.0)
        throw InputError(name_of(field, "ss"), std::to_string(static_cast<int>(dose.ss)),
                         "needs an interval ii above 0");
    if (same_instant(0.0, dose.ii.value))
        throw InputError(name_of(field, "ii"), to_text(dose.ii.value),
                         "is shorter than an instant, 1e-13 h");
    // Doses that have been given and still act, or are still to come, are counted one by one.
    const double pending = (dose.lag.value + dose.infusion_time()) / dose.ii.value;
    if (pending >= static_cast<double>(limits::doses))
        throw InputError(name_of(field, "ii"), to_text(dose.ii.value),
                         "too short beside the lag or the infusion: more than " +
                             std::to_string(limits::doses) + " doses act at once");
}

void check_amount(const Dose& dose, std::string_view field) {
    require_non_negative(name_of(field, "amt"), dose.amount.value);
    if (dose.endless() && dose.ii.value > 0.0)
        throw InputError(name_of(field, "ii"), to_text(dose.ii.value),
                         "an infusion at steady state without amount has no interval");
}

/// Checks the points of a table: ascending times, and a concentration for each.
void check_points(const Concentration& given, std::string_view field) {
    const std::string times = name_of(field, "times"), values = name_of(field, "values");
    const std::size_t n = given.times.size();
    if (n < 2) throw InputError(times, std::to_string(n) + " times", "needs two times at least");
    if (static_cast<std::int64_t>(n) > limits::records)
        throw InputError(times, std::to_string(n) + " times",
                         "must be at most " + std::to_string(limits::records));
    if (given.values.size() != n)
        throw InputError(values, std::to_string(given.values.size()) + " values",
                         "needs one for each of the " + std::to_string(n) + " times");
    for (std::size_t i = 0; i < n; ++i) {
        require_non_negative(detail::numbered(times, i), given.times[i]);
        require_non_negative(detail::numbered(values, i), given.values[i]);
        if (i == 0) continue;
        const double last = given.times[i - 1];
        detail::require_sorted(times, i, last, given.times[i]);
        if (same_instant(given.time_of(i), given.time_of(i - 1)))
            throw InputError(detail::numbered(times, i), to_text(given.times[i]),
                             "must be later than " + detail::numbered(times, i - 1) +
                                 "; for a jump give two times 1e-6 h apart");
    }
}

struct RecordChecker {
    std::string_view field;

    void operator()(const Dose& dose) const {
        detail::require_known(name_of(field, "route"), dose.route, Route::depotrex);
        detail::require_known(name_of(field, "ss"), dose.ss, SteadyStateDose::add);
        require_drug(name_of(field, "drug"), dose.drug);
        require_non_negative(name_of(field, "time"), dose.time.value);
        if (!dose.cmt.empty()) require_word(name_of(field, "cmt"), dose.cmt);
        require_non_negative(name_of(field, "F"), dose.F);
        require_non_negative(name_of(field, "lag"), dose.lag.value);
        check_infusion(dose, field);
        check_amount(dose, field);
        check_endless(dose, field);
        check_repetition(dose, field);
        check_steady_state(dose, field);
        check_end(dose, dose.lag.value + dose.infusion_time(), field);
    }
    void operator()(const Concentration& given) const {
        detail::require_known(name_of(field, "unit"), given.unit,
                              ConcentrationUnit::micrograms_per_millilitre);
        require_drug(name_of(field, "drug"), given.drug);
        require_non_negative(name_of(field, "time"), given.time.value);
        check_points(given, field);
        require_finite(name_of(field, "last time"), given.end());
    }
    void operator()(const Reset& reset) const {
        require_non_negative(name_of(field, "time"), reset.time.value);
    }
    void operator()(const Stimulus& stimulus) const {
        require_word(name_of(field, "name"), stimulus.name);
        require_positive(name_of(field, "magnitude"), stimulus.magnitude);
        require_non_negative(name_of(field, "time"), stimulus.time.value);
        check_repetition(stimulus, field);
        check_end(stimulus, 0.0, field);
    }
    void operator()(const Change& change) const {
        require_non_negative(name_of(field, "time"), change.time.value);
        if (change.parameters.empty())
            throw InputError(name_of(field, "parameters"), "none", "needs at least one");
        for (const auto& [name, value] : change.parameters) {
            require_word("parameter name", name);
            require_finite(name, value);
        }
    }
};

}  // namespace

void check(const Record& record, std::string_view field) {
    std::visit(RecordChecker{field}, record);
}

}  // namespace opiodyn
