/// The rules of each field of a record.

#include "dosing/record_order.hpp"
#include "dosing/text/text_words.hpp"
#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

std::string name_of(std::string_view prefix, const char* field) {
    return std::string(prefix) + "." + field;
}

/// One word of a regimen's text.
void require_word(const std::string& name, const std::string& word) {
    if (word.empty() || word.find_first_of(" \t\r\n+") != std::string::npos)
        throw InvalidInput(name, "'" + word + "'", "must be one word without '+'");
}

void require_drug(const std::string& name, const std::string& drug) {
    require_word(name, drug);
    if (detail::is_reserved(drug))
        throw InvalidInput(name, "'" + drug + "'", "begins a clause of a regimen's text");
}

/// An enumerator, and not a number made into one.
template <class Enum>
void require_known(const std::string& name, Enum value, Enum last) {
    const auto number = static_cast<std::int64_t>(value);
    if (number < 0 || number > static_cast<std::int64_t>(last))
        throw InvalidInput(name, std::to_string(number), "is no value of its kind");
}

/// Of a dose or a stimulus.
template <class Repeated>
void check_repetition(const Repeated& repeated, std::string_view field) {
    require_non_negative(name_of(field, "ii"), repeated.interval.value);
    const std::string addl = name_of(field, "addl"), count = std::to_string(repeated.additional);
    if (repeated.additional < 0) throw InvalidInput(addl, count, "must be at least 0");
    if (repeated.additional >= limits::doses)
        throw InvalidInput(addl, count, "must be below " + std::to_string(limits::doses));
    if (repeated.additional == 0) return;
    if (repeated.interval.value == 0.0)
        throw InvalidInput(addl, count, "needs an interval ii above 0");
    require_finite(name_of(field, "time of the last dose"), repeated.time_of(repeated.additional));
}

void check_endless(const Dose& dose, std::string_view field) {
    if (dose.endless() && dose.additional > 0)
        throw InvalidInput(name_of(field, "addl"), std::to_string(dose.additional),
                           "an infusion at steady state without amount has no more");
}

void check_infusion(const Dose& dose, std::string_view field) {
    require_non_negative(name_of(field, "dur"), dose.duration.value);
    require_non_negative(name_of(field, "rate"), dose.rate.value);
    if (dose.duration.value > 0.0 && dose.rate.value > 0.0)
        throw InvalidInput(name_of(field, "dur"), to_text(dose.duration.value),
                           "give either dur or rate, which is " + to_text(dose.rate.value));
    require_finite(name_of(field, "duration of the infusion"), dose.infusion_time());
    const bool infused = dose.duration.value > 0.0 || dose.rate.value > 0.0;
    if (infused && dose.compartment.empty() && dose.route != Route::intravenous)
        throw InvalidInput(name_of(field, dose.rate.value > 0.0 ? "rate" : "dur"),
                           to_text(dose.rate.value > 0.0 ? dose.rate.value : dose.duration.value),
                           "only an intravenous dose, or one into a compartment, can be infused");
}

void check_steady_state(const Dose& dose, std::string_view field) {
    if (dose.steady_state == SteadyState::none || dose.endless()) return;
    if (dose.interval.value == 0.0)
        throw InvalidInput(name_of(field, "ss"),
                           std::to_string(static_cast<int>(dose.steady_state)),
                           "needs an interval ii above 0");
    if (same_instant(0.0, dose.interval.value))
        throw InvalidInput(name_of(field, "ii"), to_text(dose.interval.value),
                           "is shorter than an instant, 1e-13 h");
    // Doses that have been given and still act, or are still to come, are counted one by one.
    const double pending = (dose.lag.value + dose.infusion_time()) / dose.interval.value;
    if (pending >= static_cast<double>(limits::doses))
        throw InvalidInput(name_of(field, "ii"), to_text(dose.interval.value),
                           "too short beside the lag or the infusion: more than " +
                               std::to_string(limits::doses) + " doses act at once");
}

void check_amount(const Dose& dose, std::string_view field) {
    const auto name = name_of(field, "amt");
    if (dose.endless() && dose.rate.value > 0.0) {
        if (dose.interval.value > 0.0)
            throw InvalidInput(name_of(field, "ii"), to_text(dose.interval.value),
                               "an infusion at steady state without amount has no interval");
        return;
    }
    require_positive(name, dose.amount.value);
}

struct RecordChecker {
    std::string_view field;

    void operator()(const Dose& dose) const {
        require_known(name_of(field, "route"), dose.route, Route::sublingual);
        require_known(name_of(field, "ss"), dose.steady_state, SteadyState::add);
        require_drug(name_of(field, "drug"), dose.drug);
        require_non_negative(name_of(field, "time"), dose.time.value);
        if (!dose.compartment.empty()) require_word(name_of(field, "cmt"), dose.compartment);
        require_non_negative(name_of(field, "F"), dose.bioavailability);
        require_non_negative(name_of(field, "lag"), dose.lag.value);
        check_infusion(dose, field);
        check_amount(dose, field);
        check_endless(dose, field);
        check_repetition(dose, field);
        check_steady_state(dose, field);
    }
    void operator()(const Reset& reset) const {
        require_non_negative(name_of(field, "time"), reset.time.value);
    }
    void operator()(const Stimulus& stimulus) const {
        require_word(name_of(field, "name"), stimulus.name);
        require_positive(name_of(field, "magnitude"), stimulus.magnitude);
        require_non_negative(name_of(field, "time"), stimulus.time.value);
        check_repetition(stimulus, field);
    }
    void operator()(const Change& change) const {
        require_non_negative(name_of(field, "time"), change.time.value);
        if (change.parameters.empty())
            throw InvalidInput(name_of(field, "parameters"), "none", "needs at least one");
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
