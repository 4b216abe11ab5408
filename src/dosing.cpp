#include "opiodyn/dosing.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

std::string name_of(std::string_view prefix, const char* field) {
    return std::string(prefix) + "." + field;
}

void require_at_least_one(const std::vector<Dose>& doses, const char* what) {
    if (doses.empty()) throw InvalidInput(what, "empty regimen", "needs at least one dose");
}

}  // namespace

void check(const Dose& dose, std::string_view field) {
    if (dose.drug.empty() || dose.drug.find_first_of(" \t\r\n+") != std::string::npos)
        throw InvalidInput(name_of(field, "drug"), "'" + dose.drug + "'",
                           "must be one word without '+'");
    require_positive(name_of(field, "amt"), dose.amount.value);
    require_non_negative(name_of(field, "time"), dose.time.value);
    require_non_negative(name_of(field, "dur"), dose.duration.value);
    require_non_negative(name_of(field, "ii"), dose.interval.value);
    if (dose.additional < 0)
        throw InvalidInput(name_of(field, "addl"), std::to_string(dose.additional),
                           "must be at least 0");
    if (dose.additional >= limits::doses)
        throw InvalidInput(name_of(field, "addl"), std::to_string(dose.additional),
                           "must be below " + std::to_string(limits::doses));
    if (dose.additional > 0) {
        require_positive(name_of(field, "ii"), dose.interval.value);
        require_finite(name_of(field, "time of the last dose"), dose.time_of(dose.additional));
    }
    if (dose.duration.value > 0.0 && dose.route != Route::intravenous)
        throw InvalidInput(name_of(field, "dur"), to_text(dose.duration.value),
                           "only an intravenous dose can be infused");
}

Regimen Dose::every(Time ii, std::int64_t count) const {
    if (count < 1) throw InvalidInput("dose.count", std::to_string(count), "must be at least 1");
    Dose repeated = *this;
    repeated.interval = ii;
    repeated.additional = count - 1;
    return Regimen(repeated);
}

Regimen::Regimen(std::vector<Dose> doses) : doses_(std::move(doses)) {
    std::int64_t expanded = 0;
    for (std::size_t i = 0; i < doses_.size(); ++i) {
        check(doses_[i], doses_.size() == 1 ? "dose" : "dose[" + std::to_string(i) + "]");
        expanded += 1 + doses_[i].additional;
        if (expanded > limits::doses)
            throw InvalidInput("regimen.count", "more than " + std::to_string(limits::doses),
                               "too many doses for one run");
    }
}

std::vector<std::string> Regimen::drugs() const {
    std::vector<std::string> names;
    for (const auto& dose : doses_)
        if (std::find(names.begin(), names.end(), dose.drug) == names.end())
            names.push_back(dose.drug);
    return names;
}

std::int64_t Regimen::count() const noexcept {
    std::int64_t n = 0;
    for (const auto& dose : doses_) n += 1 + dose.additional;
    return n;
}

double Regimen::first_time() const {
    require_at_least_one(doses_, "first time");
    return std::min_element(doses_.begin(), doses_.end(),
                            [](const Dose& a, const Dose& b) { return a.time < b.time; })
        ->time.value;
}

double Regimen::last_time() const {
    require_at_least_one(doses_, "last time");
    double last = doses_.front().time.value;
    for (const auto& dose : doses_) last = std::max(last, dose.time_of(dose.additional));
    return last;
}

double Regimen::default_end() const {
    require_at_least_one(doses_, "end");
    constexpr double single_dose_interval = 24.0;
    double end = doses_.front().time.value;
    for (const auto& dose : doses_) {
        const double interval =
            dose.interval.value > 0.0 ? dose.interval.value : single_dose_interval;
        end =
            std::max(end, dose.time_of(dose.additional) + std::max(interval, dose.duration.value));
    }
    return end;
}

Regimen& Regimen::operator+=(const Regimen& other) { return *this = *this + other; }

Regimen operator+(const Regimen& a, const Regimen& b) {
    auto doses = a.doses();
    doses.insert(doses.end(), b.doses().begin(), b.doses().end());
    return Regimen(std::move(doses));
}

}  // namespace opiodyn
