#pragma once
/// A Superposition computes what a regimen does to a linear body, in long double: every single dose with its closed
/// form, every steady state as a geometric series. It shares nothing with the library's schedule.

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "support/exponentials.hpp"

namespace support {

inline Exponentials operator*(Real factor, Exponentials response) {
    for (auto& term : response.terms) term.c *= factor;
    return response;
}

inline Exponentials operator+(Exponentials a, const Exponentials& b) {
    a.terms.insert(a.terms.end(), b.terms.begin(), b.terms.end());
    return a;
}

/// Returns the response to an amount in a depot that empties with ka, from the response to what arrives. No lambda
/// may be ka.
inline Exponentials through_depot(Real ka, const Exponentials& response) {
    Exponentials result;
    for (const auto& [c, lambda] : response.terms) {
        const Real share = c * ka / (ka - lambda);
        result.terms.push_back({share, lambda});
        result.terms.push_back({-share, ka});
    }
    return result;
}

/// A Way is a way into the body: what the observed quantity answers to one nmol, and how long the way takes.
struct Way {
    Exponentials response;
    Real lag{0}, duration{0};
};

/// A Body holds its ways by the abbreviation of the route, or the name of the compartment.
using Body = std::map<std::string, Way>;

class Superposition {
public:
    Superposition(Body body, const opiodyn::Regimen& regimen)
        : body_(std::move(body)), records_(regimen.records()), order_(records_.size()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            return opiodyn::time_of(records_[a]) < opiodyn::time_of(records_[b]);
        });
    }

    /// Returns the observed quantity at t. At t itself it sees what the first `seen` records ask for.
    Real at(Real t, std::size_t seen) {
        t_ = t;
        seen_ = seen;
        Real sum = 0;
        for (std::size_t n = latest_reset(); n < order_.size(); ++n)
            if (const auto* dose = std::get_if<opiodyn::Dose>(&records_[order_[n]]))
                sum += past(*dose, order_[n]) + given(*dose, order_[n]);
        return sum;
    }

private:
    bool visible(Real time, std::size_t record) const {
        return time < t_ || (time == t_ && record < seen_);
    }

    /// Returns where in the order the last reset stands that has been seen. Nothing before it matters.
    std::size_t latest_reset() const {
        for (std::size_t n = order_.size(); n-- > 0;) {
            const auto& record = records_[order_[n]];
            const auto* dose = std::get_if<opiodyn::Dose>(&record);
            const bool resets = dose != nullptr ? dose->ss == opiodyn::SteadyStateDose::reset
                                                : std::holds_alternative<opiodyn::Reset>(record);
            if (resets && visible(opiodyn::time_of(record), order_[n])) return n;
        }
        return 0;
    }

    const Way& way_of(const opiodyn::Dose& dose) const {
        return body_.at(dose.cmt.empty() ? opiodyn::abbreviation(dose.route) : dose.cmt);
    }
    static Real amount_of(const opiodyn::Dose& dose) {
        return Real(dose.F) * Real(dose.amount.value);
    }
    /// Returns the duration of the infusion.
    Real duration_of(const opiodyn::Dose& dose) const {
        if (dose.rate.value > 0) return amount_of(dose) / Real(dose.rate.value);
        return dose.dur.value > 0 ? Real(dose.dur.value) : way_of(dose).duration;
    }
    Real lag_of(const opiodyn::Dose& dose) const { return Real(dose.lag.value) + way_of(dose).lag; }

    /// Returns the response to the dose itself and its additional ones.
    Real given(const opiodyn::Dose& dose, std::size_t record) const {
        Real sum = 0;
        const auto& response = way_of(dose).response;
        const Real T = duration_of(dose);
        for (std::int64_t k = 0; !dose.endless() && k <= dose.addl; ++k) {
            const Real arrival =
                Real(dose.time.value) + Real(k) * Real(dose.ii.value) + lag_of(dose);
            if (!visible(arrival, record)) break;
            sum += T > 0 ? response.infusion(T, t_ - arrival) : response.bolus(t_ - arrival);
        }
        return amount_of(dose) * sum;
    }

    /// Returns the response to the doses before a steady-state record, one every ii for ever. Those not finished come
    /// one by one, the others as a geometric series.
    Real past(const opiodyn::Dose& dose, std::size_t record) const {
        if (dose.ss == opiodyn::SteadyStateDose::none) return 0;
        if (!visible(dose.time.value, record)) return 0;
        const auto& response = way_of(dose).response;
        const Real since = t_ - Real(dose.time.value);
        if (dose.endless())
            return Real(dose.rate.value) *
                   response.sum([&](Real lambda) { return std::exp(-lambda * since) / lambda; });
        const Real T = duration_of(dose), ii = dose.ii.value;
        Real sum = 0, age = since - lag_of(dose) + ii;
        for (; age < T || !visible(t_ - age, record); age += ii)
            if (age > 0) sum += response.infusion(T, age);
        sum += response.sum([&](Real lambda) {
            const Real after = std::exp(-lambda * (age - T)) / -std::expm1(-lambda * ii);
            return T > 0 ? -std::expm1(-lambda * T) / (lambda * T) * after : after;
        });
        return amount_of(dose) * sum;
    }

    Body body_;
    std::vector<opiodyn::Record> records_;
    std::vector<std::size_t> order_;
    Real t_{};
    std::size_t seen_{};
};

}  // namespace support
