#include "opiodyn/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "detail/timeline.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

using detail::is_before, detail::Timeline;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What one dose brings into one state: when, counted from the dose, and for how long.
struct Portion {
    Jump amount;
    double lag{};
    double duration{};
};

/// The dose's own bioavailability, lag and infusion act on top of those of its entries.
std::vector<Portion> portions_of(const Dose& dose, const std::vector<Entry>& entries) {
    std::vector<Portion> portions;
    for (const auto& entry : entries) {
        const double amount = dose.bioavailability * dose.amount.value * entry.nmol_per_mg;
        const double infused = dose.infusion_time();
        portions.push_back({{entry.state, amount},
                            dose.lag.value + entry.lag,
                            infused > 0.0 ? infused : entry.duration});
    }
    return portions;
}

/// How often `interval` fits into `span`; a span that misses a multiple by rounding counts as one.
double whole_intervals(double span, double interval) {
    const double nearest = std::round(span / interval);
    return same_instant(nearest * interval, span) ? nearest : std::floor(span / interval);
}

/// What is left of `span` after its whole intervals, in [0, interval).
double phase_of(double span, double interval) {
    const double rest = span - whole_intervals(span, interval) * interval;
    return same_instant(span, span - rest) ? 0.0 : rest;
}

/// Collects portions that recur every `period`, wrapped into one of them.
class CycleBuilder {
public:
    explicit CycleBuilder(double period) : period_(period) {
        timeline_.mark(0.0);
        timeline_.mark(period);
    }

    void add(const Portion& portion, double time, std::size_t record) {
        const double phase = phase_of(time + portion.lag, period_);
        const auto& [amount, lag, duration] = portion;
        if (duration == 0.0) return timeline_.event(phase, record, amount);
        // An infusion longer than the period runs always, as often as the period fits into it, and
        // once more for the rest.
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

    Cycle take() {
        Cycle cycle{period_, timeline_.segments()};
        cycle.segments.pop_back();  // what begins at the end of the period is the next one
        cycle.segments.back().end = period_;
        return cycle;
    }

private:
    double period_;
    Timeline timeline_;
};

/// A constant infusion that has been running for ever.
Cycle endless_cycle(const Dose& dose, const std::vector<Entry>& entries) {
    Segment segment{0.0, infinity, {}, {}};
    for (const auto& entry : entries)
        segment.inputs.push_back({entry.state, dose.rate.value * entry.nmol_per_mg});
    return {infinity, {segment}};
}

bool is_reset(const Record& record) {
    const auto* dose = std::get_if<Dose>(&record);
    return std::holds_alternative<Reset>(record) ||
           (dose != nullptr && dose->steady_state == SteadyState::reset);
}

class Flattener {
public:
    Flattener(const Regimen& regimen, const EntryLookup& entries)
        : records_(regimen.records()), entries_(entries) {}

    Schedule run() {
        const auto order = ordered();
        const auto cutoffs = cancellations(order);
        for (std::size_t i = 0; i < order.size(); ++i) {
            record_ = order[i];
            cutoff_ = cutoffs[i];
            std::visit([this](const auto& record) { add(record); }, records_[record_]);
        }
        return timeline_.segments();
    }

private:
    /// Records by time; at one instant as they stand.
    std::vector<std::size_t> ordered() const {
        std::vector<std::size_t> order(records_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto time = [this](std::size_t i) { return time_of(records_[i]); };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return time(a) < time(b); });
        for (auto first = order.begin(); first != order.end();) {
            const auto last = std::find_if_not(first, order.end(), [&](std::size_t i) {
                return same_instant(time(i), time(*first));
            });
            std::sort(first, last);
            first = last;
        }
        return order;
    }

    /// When and by which record what is left of an earlier record is cancelled.
    struct Cutoff {
        double time{infinity};
        std::size_t record{};
    };

    /// For each record in order, the next reset.
    std::vector<Cutoff> cancellations(const std::vector<std::size_t>& order) const {
        std::vector<Cutoff> cutoffs(order.size());
        Cutoff next;
        for (std::size_t i = order.size(); i-- > 0;) {
            cutoffs[i] = next;
            if (is_reset(records_[order[i]])) next = {time_of(records_[order[i]]), order[i]};
        }
        return cutoffs;
    }

    /// At the instant of the reset itself, what earlier records of the list bring is there before
    /// it.
    bool is_cancelled(double time) const {
        if (same_instant(time, cutoff_.time)) return record_ > cutoff_.record;
        return time > cutoff_.time;
    }

    void add(const Reset& reset) { timeline_.event(reset.time.value, record_, ToBaseline{}); }

    void add(const Change& change) {
        timeline_.event(change.time.value, record_, Switch{++changes_});
    }

    void add(const Dose& dose) {
        const auto entries = entries_(dose, changes_);
        if (dose.endless()) return add_steady_state(dose, endless_cycle(dose, entries));
        const auto portions = portions_of(dose, entries);
        if (dose.steady_state != SteadyState::none) {
            CycleBuilder cycle(dose.interval.value);
            for (const auto& portion : portions) cycle.add(portion, 0.0, record_);
            add_steady_state(dose, cycle.take());
            for (const auto& portion : portions) add_pending(dose, portion);
        }
        for (std::int64_t k = 0; k <= dose.additional; ++k) {
            const double time = dose.time_of(k);
            if (is_cancelled(time)) return;
            for (const auto& portion : portions) add(portion, time + portion.lag, portion.duration);
        }
    }

    /// What a portion brings in its last `hours`, which begin now; as far as no reset cancels it.
    void add(const Portion& portion, double begin, double hours) {
        if (is_cancelled(begin)) return;
        Jump part = portion.amount;
        if (portion.duration == 0.0) return timeline_.event(begin, record_, part);
        // Of the lengths, not of the times, whose rounding a short infusion would feel.
        double end = begin + hours;
        if (end > cutoff_.time) {
            end = cutoff_.time;
            hours = std::max(0.0, end - begin);
        }
        part.amount *= hours / portion.duration;
        timeline_.infusion(begin, end, record_, part);
    }

    void add_steady_state(const Dose& dose, Cycle cycle) {
        timeline_.event(dose.time.value, record_,
                        ToSteadyState{std::make_shared<const Cycle>(std::move(cycle)),
                                      dose.steady_state == SteadyState::add});
    }

    /// What the doses before a steady-state record, one every ii without end, still bring after it:
    /// lagged doses yet to arrive, infusions yet to finish.
    void add_pending(const Dose& dose, const Portion& portion) {
        const double now = dose.time.value, ii = dose.interval.value;
        const double reach = portion.lag + portion.duration;
        if (reach / ii >= static_cast<double>(limits::doses))
            throw InvalidInput("dose.ii", to_text(ii),
                               "too short beside the lag or the infusion of " + dose.drug);
        const auto last = static_cast<std::int64_t>(whole_intervals(reach, ii));
        for (std::int64_t k = 1; k <= last; ++k) {
            const double before = static_cast<double>(k) * ii;
            const double arrival = same_instant(portion.lag, before) ? 0.0 : portion.lag - before;
            const double end = same_instant(reach, before) ? 0.0 : reach - before;
            if (portion.duration > 0.0 && end == 0.0) continue;  // ends just now
            const double begin = std::max(0.0, arrival);
            add(portion, now + begin, std::min(portion.duration, end - begin));
        }
    }

    const std::vector<Record>& records_;
    const EntryLookup& entries_;
    Timeline timeline_;
    std::size_t record_{0}, changes_{0};
    Cutoff cutoff_;
};

void require_single(const Record& record, const std::string& field) {
    const auto* dose = std::get_if<Dose>(&record);
    if (dose == nullptr || dose->additional > 0 || dose->steady_state != SteadyState::none)
        throw InvalidInput(field, dose == nullptr ? "reset or change" : "repeats",
                           "a period holds single doses, which it repeats itself");
}

}  // namespace

Schedule flatten(const Regimen& regimen, const EntryLookup& entries) {
    return Flattener(regimen, entries).run();
}

Cycle cycle_of(const Regimen& regimen, Time period, const EntryLookup& entries) {
    require_positive("period", period.value);
    CycleBuilder cycle(period.value);
    for (std::size_t i = 0; i < regimen.records().size(); ++i) {
        require_single(regimen.records()[i], "record[" + std::to_string(i) + "]");
        const auto& dose = std::get<Dose>(regimen.records()[i]);
        for (const auto& portion : portions_of(dose, entries(dose, 0)))
            cycle.add(portion, dose.time.value, i);
    }
    return cycle.take();
}

}  // namespace opiodyn
