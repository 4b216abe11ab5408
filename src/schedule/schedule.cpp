#include "opiodyn/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dosing/record_order.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"
#include "schedule/cycle_builder.hpp"

namespace opiodyn {
namespace {

using detail::CycleBuilder, detail::endless_cycle, detail::Portion, detail::portions_of,
    detail::Timeline, detail::whole_intervals;

/// This share of each fall of a given concentration is left out [-]. Otherwise rounding could take one that ends
/// at zero below it.
constexpr double fall_left = 1e-11;

class Flattener {
public:
    Flattener(const Regimen& regimen, const EntryLookup& entries, const ReleaseLookup& releases,
              const ConcentrationLookup& concentrations, const Poll& poll)
        : records_(regimen.records()),
          entries_(entries),
          releases_(releases),
          concentrations_(concentrations),
          watch_(poll) {}

    Schedule run() {
        for (const auto& place : detail::ordered(records_)) {
            place_ = place;
            watch_();
            std::visit([this](const auto& record) { add(record); }, records_[place.record]);
        }
        return timeline_.segments(watch_);
    }

private:
    void add(const Reset& reset) { timeline_.event(reset.time.value, place_.record, ToBaseline{}); }

    void add(const Change& change) {
        timeline_.event(change.time.value, place_.record, Switch{++changes_});
    }

    void add(const Stimulus& stimulus) {
        if (!releases_)
            throw InputError("stimulus", stimulus.name, "there is nothing that it acts on");
        const auto releases = releases_(stimulus, changes_);
        for (const auto& [state, share] : releases) {
            detail::require_state("release.state", state);
            require_finite("release.share", share);
        }
        for (std::int64_t k = 0; k <= stimulus.addl; ++k) {
            const double time = stimulus.time_of(k);
            if (place_.is_cancelled(time)) return;
            watch_();
            for (const auto& [state, share] : releases)
                timeline_.event(time, place_.record, Jump{state, stimulus.magnitude * share});
        }
    }

    /// Adds a concentration that is given: a jump to its first value, and a constant input between its points.
    void add(const Concentration& given) {
        if (!concentrations_)
            throw InputError("concentration", given.drug, "there is no state that holds it");
        if (std::isfinite(place_.reset_time))
            throw InputError(
                "reset", "at " + to_text(place_.reset_time) + " h",
                "cannot come after the start of a concentration that is given, which no "
                "reset changes; make two runs of it");
        const auto [state, per_unit] = concentrations_(given, changes_);
        detail::require_state("concentration.state", state);
        require_positive("concentration.share", per_unit);
        timeline_.event(given.time_of(0), place_.record, Jump{state, given.values[0] * per_unit});
        for (std::size_t k = 1; k < given.times.size(); ++k) {
            watch_();
            double change = (given.values[k] - given.values[k - 1]) * per_unit;
            if (change < 0.0) change *= 1.0 - fall_left;
            timeline_.infusion(given.time_of(k - 1), given.time_of(k), place_.record,
                               Jump{state, change});
        }
    }

    void add(const Dose& dose) {
        if (!entries_)
            throw InputError("entries", "no function", "must tell where a dose enters the model");
        const auto entries = entries_(dose, changes_);
        if (dose.endless()) return add_endless(dose, entries);
        const auto portions = portions_of(dose, entries);
        if (dose.ss != SteadyStateDose::none) {
            CycleBuilder cycle(dose.ii.value);
            for (const auto& portion : portions) cycle.add(portion, 0.0, place_.record);
            add_steady_state(dose, cycle.take(watch_));
            for (const auto& portion : portions) add_pending(dose, portion);
        }
        for (std::int64_t k = 0; k <= dose.addl; ++k) {
            const double time = dose.time_of(k);
            if (place_.is_cancelled(time)) return;
            watch_();
            for (const auto& portion : portions) add(portion, time + portion.lag, portion.duration);
        }
    }

    /// Adds what a portion brings in its last `hours`, which start at `begin`, as far as no reset cancels it.
    void add(const Portion& portion, double begin, double hours) {
        if (place_.is_cancelled(begin)) return;
        Jump part = portion.amount;
        if (portion.duration == 0.0) return timeline_.event(begin, place_.record, part);
        // The share is one of lengths, because a short infusion would feel the rounding of times.
        double end = begin + hours;
        if (end > place_.reset_time) {
            end = place_.reset_time;
            hours = std::max(0.0, end - begin);
        }
        part.amount *= hours / portion.duration;
        timeline_.infusion(begin, end, place_.record, part);
    }

    /// Adds an infusion that has been running for ever and ends now. What is on its way still arrives.
    void add_endless(const Dose& dose, const std::vector<Entry>& entries) {
        for (const auto& entry : entries) detail::check(entry);
        add_steady_state(dose, endless_cycle(dose, entries));
        for (const auto& entry : entries) {
            if (entry.duration > 0.0)
                throw InputError("dose.cmt", dose.cmt,
                                 "an infusion without amount cannot enter by zero order");
            const double lag = detail::lag_of(dose, entry);
            const Jump amount{entry.state, dose.rate.value * entry.nmol_per_mg * lag};
            if (lag > 0.0) add({amount, 0.0, lag}, dose.time.value, lag);
        }
    }

    void add_steady_state(const Dose& dose, Cycle cycle) {
        timeline_.event(dose.time.value, place_.record,
                        ToSteadyState{std::make_shared<const Cycle>(std::move(cycle)),
                                      dose.ss == SteadyStateDose::add});
    }

    /// Adds what the doses before a steady-state record, one every ii without end, still bring after it: lagged
    /// doses yet to arrive, and infusions yet to finish.
    void add_pending(const Dose& dose, const Portion& portion) {
        const double now = dose.time.value, ii = dose.ii.value;
        const double reach = portion.lag + portion.duration;
        pending_ += reach / ii;
        if (pending_ >= static_cast<double>(limits::doses))
            throw InputError("dose.ii", to_text(ii),
                             "too short beside the lag or the infusion of " + dose.drug +
                                 ": more than " + std::to_string(limits::doses) +
                                 " doses before it still act");
        const auto last = static_cast<std::int64_t>(whole_intervals(reach, ii));
        for (std::int64_t k = 1; k <= last; ++k) {
            watch_();
            const double before = static_cast<double>(k) * ii;
            const double arrival = same_instant(portion.lag, before) ? 0.0 : portion.lag - before;
            const double end = same_instant(reach, before) ? 0.0 : reach - before;
            if (portion.duration > 0.0 && end == 0.0) continue;  // It ends just now.
            const double begin = std::max(0.0, arrival);
            add(portion, now + begin, std::min(portion.duration, end - begin));
        }
    }

    const std::vector<Record>& records_;
    const EntryLookup& entries_;
    const ReleaseLookup& releases_;
    const ConcentrationLookup& concentrations_;
    detail::Watch watch_;
    Timeline timeline_;
    detail::Place place_;
    std::size_t changes_{0};
    double pending_{0.0};  ///< Counts doses before steady-state records that still act.
};

}  // namespace

Schedule flatten(const Regimen& regimen, const EntryLookup& entries, const ReleaseLookup& releases,
                 const ConcentrationLookup& concentrations, const Poll& poll) {
    return Flattener(regimen, entries, releases, concentrations, poll).run();
}

}  // namespace opiodyn
