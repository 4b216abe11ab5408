#include "dosing.hpp"

#include <emscripten/bind.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include "errors.hpp"
#include "values.hpp"

namespace opiodyn::web {
namespace {

using emscripten::val;

constexpr std::int64_t most_doses_listed = 2000;

val dose_of(const Dose& dose, std::int64_t k) {
    auto found = val::object();
    found.set("drug", dose.drug);
    found.set("route", abbreviation(dose.route));
    found.set("amount", dose.amount.value);
    found.set("time", dose.time_of(k));
    return found;
}

/// Lists the records in turn, each with its first doses, so that a long one leaves room for the others.
val doses_of(const Regimen& regimen) {
    auto found = val::array();
    const auto records = regimen.doses();
    std::int64_t left = std::min(most_doses_listed, regimen.count());
    for (std::int64_t k = 0; left > 0; ++k)
        for (const auto& dose : records)
            if (k <= dose.addl && left > 0) {
                found.call<void>("push", dose_of(dose, k));
                --left;
            }
    return found;
}

val read_regimen(const std::string& text) {
    return answered([&] { return described(parse_regimen(text)); });
}

}  // namespace

Interval last_interval(const Regimen& regimen, const std::string& drug, double end) {
    const auto given = regimen.given(drug);
    const auto following = std::lower_bound(given.begin(), given.end(), end);
    if (following == given.begin()) return {0.0, end};
    const double next = following == given.end() ? regimen.next_time(drug) : *following;
    return {*(following - 1), std::min(end, next)};
}

Regimen with_dose(const Regimen& regimen, const std::string& drug, double amount) {
    auto records = regimen.records();
    for (auto& record : records) {
        auto* dose = std::get_if<Dose>(&record);
        if (!dose || dose->drug != drug) continue;
        dose->amount.value = amount;
        if (amount == 0.0)
            dose->rate.value = 0.0;  // without amount it would be an infusion for ever
    }
    return Regimen(std::move(records));
}

val described(const Regimen& regimen) {
    auto found = val::object();
    found.set("text", to_text(regimen));
    found.set("drugs", listed(regimen.drugs()));
    found.set("count", static_cast<double>(regimen.count()));
    found.set("end", regimen.default_end());
    found.set("doses", doses_of(regimen));
    found.set("more", regimen.count() > most_doses_listed);
    return found;
}

EMSCRIPTEN_BINDINGS(dosing) { emscripten::function("readRegimen", &read_regimen); }

}  // namespace opiodyn::web
