#include "opiodyn/dosing.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "detail/record_order.hpp"
#include "detail/text_words.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string name_of(std::string_view prefix, const char* field) {
    return std::string(prefix) + "." + field;
}

void require_at_least_one(const std::vector<Record>& records, const char* what) {
    if (records.empty()) throw InvalidInput(what, "empty regimen", "needs at least one dose");
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

/// What a record is called in messages, in the order of Record.
constexpr const char* kinds[] = {"dose", "reset", "change", "stimulus"};

/// How often it happens, if it is of this kind.
template <class Kind>
std::int64_t times_of(const Record& record) {
    const auto* repeated = std::get_if<Kind>(&record);
    return repeated != nullptr ? 1 + repeated->additional : 0;
}

void require_affordable(std::size_t records, std::int64_t doses) {
    if (doses > limits::doses || records > static_cast<std::size_t>(limits::doses))
        throw InvalidInput("regimen.count", "more than " + std::to_string(limits::doses),
                           "too many doses and stimuli for one run");
}

/// Time of the last thing that a record asks for.
double last_time_of(const Record& record) {
    if (const auto* dose = std::get_if<Dose>(&record)) return dose->time_of(dose->additional);
    if (const auto* event = std::get_if<Stimulus>(&record))
        return event->time_of(event->additional);
    return time_of(record);
}

}  // namespace

double Dose::infusion_time() const {
    return rate.value > 0.0 ? bioavailability * amount.value / rate.value : duration.value;
}

double time_of(const Record& record) {
    return std::visit([](const auto& r) { return r.time.value; }, record);
}

void check(const Record& record, std::string_view field) {
    std::visit(RecordChecker{field}, record);
}

Regimen Dose::every(Time ii, std::int64_t count) const {
    if (count < 1) throw InvalidInput("dose.count", std::to_string(count), "must be at least 1");
    Dose repeated = *this;
    repeated.interval = ii;
    repeated.additional = count - 1;
    return Regimen(repeated);
}

Regimen::Regimen(std::vector<Record> records) : records_(std::move(records)) {
    for (std::size_t i = 0; i < records_.size(); ++i) {
        std::string field = kinds[records_[i].index()];
        if (records_.size() > 1) field += "[" + std::to_string(i) + "]";
        check(records_[i], field);
        count_ += times_of<Dose>(records_[i]);
        stimuli_ += times_of<Stimulus>(records_[i]);
        require_affordable(i + 1, count_ + stimuli_);
    }
}

std::vector<Dose> Regimen::doses() const {
    std::vector<Dose> list;
    for (const auto& record : records_)
        if (const auto* dose = std::get_if<Dose>(&record)) list.push_back(*dose);
    return list;
}

std::vector<std::string> Regimen::drugs() const {
    std::vector<std::string> names;
    std::set<std::string_view> seen;
    for (const auto& record : records_)
        if (const auto* dose = std::get_if<Dose>(&record))
            if (seen.insert(dose->drug).second) names.push_back(dose->drug);
    return names;
}

std::vector<double> Regimen::given(std::string_view drug) const {
    std::vector<double> times;
    for (const auto& place : detail::ordered(records_)) {
        const auto* dose = std::get_if<Dose>(&records_[place.record]);
        if (dose == nullptr || dose->endless() || !(drug.empty() || drug == dose->drug)) continue;
        const auto last = detail::last_given(*dose, place);
        for (std::int64_t k = 0; k <= last; ++k) times.push_back(dose->time_of(k));
    }
    std::sort(times.begin(), times.end());
    return times;
}

double Regimen::next_time(std::string_view drug) const {
    double last = -infinity, after_last = infinity;
    std::vector<double> due;  // of the records that repeat
    for (const auto& place : detail::ordered(records_)) {
        const auto* dose = std::get_if<Dose>(&records_[place.record]);
        if (dose == nullptr || dose->endless() || drug != dose->drug) continue;
        const auto k = detail::last_given(*dose, place);
        if (k < 0) continue;
        const double next = dose->interval.value > 0.0 ? dose->time_of(k + 1) : infinity;
        if (dose->time_of(k) >= last) {
            last = dose->time_of(k);
            after_last = next;
        }
        if (dose->additional > 0) due.push_back(next);
    }
    if (after_last == infinity) return infinity;  // the last dose stands alone
    for (const double time : due)
        if (time > last && !same_instant(time, last)) after_last = std::min(after_last, time);
    return after_last;
}

double Regimen::first_time() const {
    require_at_least_one(records_, "first time");
    double first = time_of(records_.front());
    for (const auto& record : records_) first = std::min(first, time_of(record));
    return first;
}

double Regimen::last_time() const {
    require_at_least_one(records_, "last time");
    double last = 0.0;
    for (const auto& record : records_) last = std::max(last, last_time_of(record));
    return last;
}

double Regimen::default_end() const {
    require_at_least_one(records_, "end");
    constexpr double single_dose_interval = 24.0;
    double end = 0.0;
    for (const auto& place : detail::ordered(records_)) {
        const auto& record = records_[place.record];
        end = std::max(end, time_of(record));
        if (const auto* event = std::get_if<Stimulus>(&record)) {
            const double last = event->time_of(event->additional);
            const bool alone = event->interval.value == 0.0;
            end = std::max(end, last + (alone ? single_dose_interval : event->interval.value));
        }
        const auto* dose = std::get_if<Dose>(&record);
        if (dose == nullptr) continue;
        const auto k = detail::last_given(*dose, place);
        if (k < 0) continue;
        const double last = dose->time_of(k) + dose->lag.value;
        end = std::max(end, last + dose->infusion_time());
        if (dose->interval.value == 0.0) end = std::max(end, last + single_dose_interval);
    }
    for (const auto& drug : drugs()) {
        const double next = next_time(drug);
        if (next < infinity) end = std::max(end, next);
    }
    return end;
}

Regimen& Regimen::operator+=(const Regimen& other) {
    require_affordable(records_.size() + other.records_.size(),
                       count_ + stimuli_ + other.count_ + other.stimuli_);
    if (&other == this) return *this = *this + Regimen(other);
    records_.insert(records_.end(), other.records_.begin(), other.records_.end());
    count_ += other.count_;
    stimuli_ += other.stimuli_;
    return *this;
}

Regimen operator+(const Regimen& a, const Regimen& b) {
    Regimen both = a;
    return both += b;
}

}  // namespace opiodyn
