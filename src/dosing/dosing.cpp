#include "opiodyn/dosing.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "dosing/record_order.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_at_least_one(const std::vector<Record>& records, const char* what) {
    if (records.empty()) throw InputError(what, "empty regimen", "needs at least one dose");
}

/// Returns how often a record happens if it is of this kind, and 0 otherwise.
template <class Kind>
std::int64_t times_of(const Record& record) {
    const auto* repeated = std::get_if<Kind>(&record);
    return repeated != nullptr ? 1 + repeated->addl : 0;
}

void require_affordable(std::size_t records, std::int64_t doses) {
    if (doses > limits::doses || records > static_cast<std::size_t>(limits::records))
        throw InputError("regimen.count", "more than " + std::to_string(limits::doses),
                         "too many doses and stimuli for one run");
}

/// Gives a dose the library's name of its drug, so that one drug has one name in a regimen.
void name_drug(Dose& dose, const std::string& field) {
    if (dose.cmt.empty()) library::check_route(dose.drug, dose.route, field + ".route");
    dose.drug = library::drug_name(dose.drug, field + ".drug");
}

/// A run goes on for this long after a dose or stimulus that does not repeat [h].
constexpr double single_interval = 24.0;

/// Returns the time of the next stimulus, or 0 if a reset cancels them all.
double end_of(const Stimulus& stimulus, const detail::Place& place) {
    const auto k = detail::last_given(stimulus, place);
    if (k < 0) return 0.0;
    const double interval = stimulus.ii.value;
    return stimulus.time_of(k) + (interval > 0.0 ? interval : single_interval);
}

/// Returns the time of the last thing that a record asks for.
double last_time_of(const Record& record) {
    if (const auto* dose = std::get_if<Dose>(&record)) return dose->time_of(dose->addl);
    if (const auto* event = std::get_if<Stimulus>(&record)) return event->time_of(event->addl);
    if (const auto* given = std::get_if<Concentration>(&record)) return given->end();
    return time_of(record);
}

}  // namespace

double Dose::infusion_time() const {
    return rate.value > 0.0 ? F * amount.value / rate.value : dur.value;
}

double Concentration::time_of(std::size_t k) const {
    return time.value + times[detail::require_index("point", static_cast<std::int64_t>(k),
                                                    static_cast<std::int64_t>(times.size()))];
}

double Concentration::end() const {
    if (times.empty()) throw InputError("times", "0 times", "needs two times at least");
    return time.value + times.back();
}

double time_of(const Record& record) {
    return std::visit([](const auto& r) { return r.time.value; }, record);
}

Regimen Dose::every(Time interval, std::int64_t count) const {
    if (count < 1) throw InputError("count", std::to_string(count), "must be at least 1");
    Dose repeated = *this;
    repeated.ii = interval;
    repeated.addl = count - 1;
    return Regimen(repeated);
}

Regimen::Regimen(std::vector<Record> records) : records_(std::move(records)) {
    for (std::size_t i = 0; i < records_.size(); ++i) {
        std::string field = detail::kind_of(records_[i]);
        if (records_.size() > 1) field += "[" + std::to_string(i) + "]";
        check(records_[i], field);
        if (auto* dose = std::get_if<Dose>(&records_[i])) name_drug(*dose, field);
        if (auto* given = std::get_if<Concentration>(&records_[i]))
            given->drug = library::drug_name(given->drug, field + ".drug");
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

std::vector<Concentration> Regimen::concentrations() const {
    std::vector<Concentration> list;
    for (const auto& record : records_)
        if (const auto* given = std::get_if<Concentration>(&record)) list.push_back(*given);
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
    const auto wanted = drug.empty() ? "" : library::drug_among(drugs(), drug);
    std::vector<double> times;
    for (const auto& place : detail::ordered(records_)) {
        const auto* dose = std::get_if<Dose>(&records_[place.record]);
        if (dose == nullptr || dose->endless() || !(wanted.empty() || wanted == dose->drug))
            continue;
        const auto last = detail::last_given(*dose, place);
        for (std::int64_t k = 0; k <= last; ++k) times.push_back(dose->time_of(k));
    }
    std::sort(times.begin(), times.end());
    return times;
}

std::vector<double> Regimen::stimulated() const {
    std::vector<double> times;
    for (const auto& place : detail::ordered(records_)) {
        const auto* stimulus = std::get_if<Stimulus>(&records_[place.record]);
        if (stimulus == nullptr) continue;
        const auto last = detail::last_given(*stimulus, place);
        for (std::int64_t k = 0; k <= last; ++k) times.push_back(stimulus->time_of(k));
    }
    std::sort(times.begin(), times.end());
    return times;
}

std::vector<double> Regimen::events() const {
    std::vector<double> times = stimulated();
    for (const auto& place : detail::ordered(records_)) {
        const auto& record = records_[place.record];
        const auto* dose = std::get_if<Dose>(&record);
        if (dose == nullptr) {
            times.push_back(time_of(record));
            continue;
        }
        const auto last = detail::last_given(*dose, place);
        for (std::int64_t k = 0; k <= last; ++k) {
            const double begin = dose->time_of(k) + dose->lag.value;
            times.push_back(begin);
            times.push_back(begin + dose->infusion_time());
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end(), same_instant), times.end());
    return times;
}

double Regimen::next_time(std::string_view drug) const {
    const auto wanted = library::drug_among(drugs(), drug);
    double last = -infinity, after_last = infinity;
    std::vector<double> due;  // Records that repeat are due then.
    for (const auto& place : detail::ordered(records_)) {
        const auto* dose = std::get_if<Dose>(&records_[place.record]);
        if (dose == nullptr || dose->endless() || wanted != dose->drug) continue;
        const auto k = detail::last_given(*dose, place);
        if (k < 0) continue;
        const double next = dose->ii.value > 0.0 ? dose->time_of(k + 1) : infinity;
        if (dose->time_of(k) >= last) {
            last = dose->time_of(k);
            after_last = next;
        }
        if (dose->addl > 0) due.push_back(next);
    }
    if (after_last == infinity) return infinity;  // The last dose stands alone.
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
    double end = infinity;
    for (const auto& record : records_)
        if (const auto* given = std::get_if<Concentration>(&record))
            end = std::min(end, given->end());
    if (end < infinity) return end;  // Nobody knows the concentration beyond.
    end = 0.0;
    for (const auto& place : detail::ordered(records_)) {
        const auto& record = records_[place.record];
        end = std::max(end, time_of(record));
        if (const auto* stimulus = std::get_if<Stimulus>(&record))
            end = std::max(end, end_of(*stimulus, place));
        const auto* dose = std::get_if<Dose>(&record);
        if (dose == nullptr) continue;
        const auto k = detail::last_given(*dose, place);
        if (k < 0) continue;
        const double last = dose->time_of(k) + dose->lag.value;
        end = std::max(end, last + dose->infusion_time());
        if (dose->ii.value == 0.0) end = std::max(end, last + single_interval);
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
