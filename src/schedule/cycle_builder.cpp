#include "schedule/cycle_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dosing/record_order.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn {
namespace detail {
namespace {

/// Returns what is left of `span` after its whole intervals, in [0, interval).
double phase_of(double span, double interval) {
    const double rest = span - whole_intervals(span, interval) * interval;
    return same_instant(span, span - rest) ? 0.0 : rest;
}

/// Throws InputError if the rate of an infusion is lost in a double, although it brings something.
void require_rate(const std::string& drug, double nmol, double hours) {
    const double rate = nmol / hours;
    if (nmol == 0.0 || rate >= std::numeric_limits<double>::min()) return;
    throw InputError("rate [nmol/h] of " + drug, to_text(rate),
                     "is less than a number can hold; give it more, or for a shorter time");
}

}  // namespace

void require_state(const char* field, Index state) {
    if (state < 0)
        throw InputError(field, std::to_string(state), "must be the index of a state, from 0");
}

void check(const Entry& entry) {
    require_state("entry.state", entry.state);
    require_non_negative("entry.nmol_per_mg", entry.nmol_per_mg);
    require_non_negative("entry.lag", entry.lag);
    require_non_negative("entry.duration", entry.duration);
}

double lag_of(const Dose& dose, const Entry& entry) { return dose.lag.value + entry.lag; }

std::vector<Portion> portions_of(const Dose& dose, const std::vector<Entry>& entries) {
    std::vector<Portion> portions;
    for (const auto& entry : entries) {
        check(entry);
        const double amount = dose.F * dose.amount.value * entry.nmol_per_mg;
        const double infused = dose.infusion_time();
        const double hours = infused > 0.0 ? infused : entry.duration;
        if (hours > 0.0) require_rate(dose.drug, amount, hours);
        // An infusion shorter than an instant enters at once, here as in the timeline.
        portions.push_back(
            {{entry.state, amount}, lag_of(dose, entry), same_instant(0.0, hours) ? 0.0 : hours});
    }
    return portions;
}

double whole_intervals(double span, double interval) {
    const double nearest = std::round(span / interval);
    return same_instant(nearest * interval, span) ? nearest : std::floor(span / interval);
}

CycleBuilder::CycleBuilder(double period) : period_(period) {
    timeline_.mark(0.0);
    timeline_.mark(period);
}

void CycleBuilder::add(const Portion& portion, double time, std::size_t record) {
    const double phase = phase_of(time + portion.lag, period_);
    const Jump& amount = portion.amount;
    const double duration = portion.duration;
    if (duration == 0.0) return timeline_.event(phase, record, amount);
    // An infusion longer than the period always runs: as often as the period fits into it, and once more for
    // the rest.
    const double always = whole_intervals(duration, period_) * period_;
    const double rest = phase_of(duration, period_);
    const auto share = [&](double hours) {
        return Jump{amount.state, amount.amount * hours / duration};
    };
    if (always > 0.0) timeline_.infusion(0.0, period_, record, share(always));
    if (rest == 0.0) return;
    const double over = phase + rest - period_;
    if (!is_before(0.0, over))
        return timeline_.infusion(phase, std::min(phase + rest, period_), record, share(rest));
    timeline_.infusion(phase, period_, record, share(rest - over));
    timeline_.infusion(0.0, over, record, share(over));
}

Cycle CycleBuilder::take(Watch& watch) {
    Cycle cycle{period_, timeline_.segments(watch)};
    // The last segment begins at the end of the period, and is the first of the next one.
    cycle.segments.pop_back();
    cycle.segments.back().end = period_;
    return cycle;
}

Cycle endless_cycle(const Dose& dose, const std::vector<Entry>& entries) {
    constexpr double forever = std::numeric_limits<double>::infinity();
    Segment segment{0.0, forever, {}, {}};
    for (const auto& entry : entries)
        segment.inputs.push_back({entry.state, dose.rate.value * entry.nmol_per_mg});
    return {forever, {segment}};
}

}  // namespace detail

namespace {

void require_single(const Record& record, const std::string& field) {
    const auto* dose = std::get_if<Dose>(&record);
    if (dose == nullptr || dose->addl > 0 || dose->ss != SteadyStateDose::none)
        throw InputError(field, dose == nullptr ? detail::kind_of(record) : "repeats",
                         "a period holds single doses, which it repeats itself");
}

}  // namespace

Cycle cycle_of(const Regimen& regimen, Time period, const EntryLookup& entries, const Poll& poll) {
    require_positive("period", period.value);
    if (same_instant(0.0, period.value))
        throw InputError("period", to_text(period.value), "is shorter than an instant, 1e-13 h");
    detail::CycleBuilder cycle(period.value);
    if (!entries)
        throw InputError("entries", "no function", "must tell where a dose enters the model");
    detail::Watch watch(poll);
    for (std::size_t i = 0; i < regimen.records().size(); ++i) {
        watch();
        require_single(regimen.records()[i], "record[" + std::to_string(i) + "]");
        const auto& dose = std::get<Dose>(regimen.records()[i]);
        for (const auto& portion : detail::portions_of(dose, entries(dose, 0)))
            cycle.add(portion, dose.time.value, i);
    }
    return cycle.take(watch);
}

}  // namespace opiodyn
