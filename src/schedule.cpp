#include "opiodyn/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "detail/cycle_builder.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

using detail::CycleBuilder, detail::endless_cycle, detail::Portion, detail::portions_of,
    detail::Timeline, detail::whole_intervals;

constexpr double infinity = std::numeric_limits<double>::infinity();

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

}  // namespace

Schedule flatten(const Regimen& regimen, const EntryLookup& entries) {
    return Flattener(regimen, entries).run();
}

}  // namespace opiodyn
