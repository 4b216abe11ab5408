#include "opiodyn/schedule.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>

namespace opiodyn {
namespace {

/// Something that happens to one state at one instant.
struct Event {
    enum class Kind { jump, infusion_begins, infusion_ends };
    double time{};
    Kind kind{Kind::jump};
    Jump jump{};
    std::size_t infusion{};
};

/// An amount that enters a state at a constant rate.
struct Infusion {
    Index state{};
    double amount{};
    double begin{}, end{};

    double rate() const { return amount / (end - begin); }
};

class Flattener {
public:
    explicit Flattener(const EntryLookup& entries) : entries_(entries) {}

    void add(const Dose& dose) {
        const auto entries = entries_(dose.drug, dose.route);
        for (std::int64_t k = 0; k <= dose.additional; ++k)
            for (const auto& entry : entries) add(dose, entry, dose.time_of(k) + entry.lag);
    }

    Schedule segments() {
        // Stable: what enters at one instant keeps the order of the records.
        std::stable_sort(events_.begin(), events_.end(),
                         [](const Event& a, const Event& b) { return a.time < b.time; });
        snap();
        Schedule schedule;
        for (std::size_t i = 0; i < events_.size();) {
            Segment segment{events_[i].time, std::numeric_limits<double>::infinity(), {}, {}};
            if (!schedule.empty()) schedule.back().end = segment.begin;
            for (; i < events_.size() && events_[i].time == segment.begin; ++i)
                apply(events_[i], segment);
            segment.inputs = inputs();
            schedule.push_back(std::move(segment));
        }
        return schedule;
    }

private:
    void add(const Dose& dose, const Entry& entry, double time) {
        const double amount = dose.amount.value * entry.nmol_per_mg;
        const double duration = dose.duration.value > 0.0 ? dose.duration.value : entry.duration;
        if (same_instant(time, time + duration)) {
            events_.push_back({time, Event::Kind::jump, {entry.state, amount}, 0});
            return;
        }
        const auto id = infusions_.size();
        infusions_.push_back({entry.state, amount, time, time + duration});
        events_.push_back({time, Event::Kind::infusion_begins, {}, id});
        events_.push_back({time + duration, Event::Kind::infusion_ends, {}, id});
    }

    /// Moves events that fall on one instant to exactly one time. Infusions follow, and their rate is
    /// taken from the moved times, so that the amount stays the dose.
    void snap() {
        double instant = -std::numeric_limits<double>::infinity();
        for (auto& event : events_) {
            if (!same_instant(event.time, instant)) instant = event.time;
            event.time = instant;
            if (event.kind == Event::Kind::infusion_begins)
                infusions_[event.infusion].begin = instant;
            if (event.kind == Event::Kind::infusion_ends) infusions_[event.infusion].end = instant;
        }
    }

    void apply(const Event& event, Segment& segment) {
        switch (event.kind) {
            case Event::Kind::jump:
                segment.jumps.push_back(event.jump);
                break;
            case Event::Kind::infusion_begins:
                running_[infusions_[event.infusion].state].push_back(event.infusion);
                break;
            case Event::Kind::infusion_ends:
                std::erase(running_[infusions_[event.infusion].state], event.infusion);
                break;
        }
    }

    /// One input per state. Summed anew for each segment, as adding and subtracting rates would leave
    /// the rounding of a large infusion on a small one.
    std::vector<Input> inputs() const {
        std::vector<Input> list;
        for (const auto& [state, ids] : running_) {
            double rate = 0.0;
            for (const auto id : ids) rate += infusions_[id].rate();
            if (!ids.empty()) list.push_back({state, rate});
        }
        return list;
    }

    const EntryLookup& entries_;
    std::vector<Event> events_;
    std::vector<Infusion> infusions_;
    std::map<Index, std::vector<std::size_t>> running_;  ///< infusions at present, by state
};

}  // namespace

Schedule flatten(const Regimen& regimen, const EntryLookup& entries) {
    Flattener flattener(entries);
    for (const auto& dose : regimen.doses()) flattener.add(dose);
    return flattener.segments();
}

}  // namespace opiodyn
