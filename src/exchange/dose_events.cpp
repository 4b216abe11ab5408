/// This source turns a schedule into events whose amounts are still in mg. The schedule is made once for each unit, with
/// doses of that unit alone, so that it stays the one place that knows when doses come.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "opiodyn/error.hpp"
#include "opiodyn/formulas.hpp"
#include "opiodyn/schedule.hpp"
#include "solver/dose_entries.hpp"
#include "solver/given_concentrations.hpp"

namespace opiodyn {
namespace detail {
namespace {

using Kind = DoseEvent::Kind;
/// A Key sorts events. A reset comes first at its time, because it ends what came before it.
using Key = std::tuple<double, Kind, Index>;
using Events = std::map<Key, DoseEvent>;

/// Throws InputError for a record that takes more than events at fixed times.
void check(const Regimen& regimen) {
    for (std::size_t k = 0; k < regimen.records().size(); ++k) {
        const auto field = "regimen[" + std::to_string(k) + "]";
        const auto& record = regimen.records()[k];
        if (std::holds_alternative<Change>(record))
            throw InputError(field, "a change of parameters at " + to_text(time_of(record)) + " h",
                             "is no event of a dose; give the values to the model, and leave out "
                             "the change");
        const auto* dose = std::get_if<Dose>(&record);
        if (dose != nullptr && dose->ss != SteadyStateDose::none)
            throw InputError(field, "a steady state (SS)",
                             "is no event of a dose; give the doses before it as records");
    }
}

/// Returns the place of a dose that the model has taken.
const DosingPlace* find(const Formulas& formulas, const Dose& dose) {
    for (const auto& place : formulas.places) {
        if (place.drug != dose.drug || place.compartment == dose.cmt.empty()) continue;
        if (place.compartment ? place.place == dose.cmt ||
                                    (place.number > 0 && std::to_string(place.number) == dose.cmt)
                              : place.place == abbreviation(dose.route))
            return &place;
    }
    return nullptr;
}

/// Returns the doses and resets of a regimen.
Regimen doses_of(const Regimen& regimen) {
    std::vector<Record> records = regimen.records();
    std::erase_if(records, [](const Record& record) {
        return std::holds_alternative<Stimulus>(record) ||
               std::holds_alternative<Concentration>(record);
    });
    return Regimen(std::move(records));
}

bool resets(const Segment& segment) {
    return std::any_of(segment.events.begin(), segment.events.end(), [](const Event& event) {
        return std::holds_alternative<ToBaseline>(event.action);
    });
}

/// A Flattening makes the schedule of a regimen in which one milligram is one unit, or in which there is no milligram.
class Flattening {
public:
    Flattening(const Model& model, const Regimen& regimen)
        : model_(model), formulas_(formulas(model)), regimen_(regimen) {}

    /// Returns the units of all doses.
    std::set<Index> units() const {
        std::set<Index> found;
        for (const auto& dose : regimen_.doses()) {
            entries_of(model_, dose);  // This refuses a dose that has no place.
            for (const auto& entry : find(formulas_, dose)->entries)
                found.insert(entry.nmol_per_mg);
        }
        return found;
    }

    /// Returns the schedule of what has this unit; without one, that of what is no dose.
    Schedule schedule(Index unit) const {
        return flatten(
            unit == no_term ? regimen_ : doses_of(regimen_),
            [&](const Dose& dose, std::size_t) {
                auto entries = entries_of(model_, dose);
                const auto& written = find(formulas_, dose)->entries;
                for (std::size_t k = 0; k < entries.size(); ++k)
                    entries[k].nmol_per_mg = written[k].nmol_per_mg == unit ? 1.0 : 0.0;
                return entries;
            },
            [&](const Stimulus& stimulus, std::size_t) { return model_.releases(stimulus.name); },
            [&](const Concentration& given, std::size_t) { return place_of(model_, given); });
    }

private:
    const Model& model_;
    Formulas formulas_;
    const Regimen& regimen_;
};

/// An EventList joins the schedules of all units.
class EventList {
public:
    void add(const Schedule& schedule, Index unit) {
        std::map<Index, double> running;
        for (const auto& segment : schedule) {
            add_actions(segment, unit);
            add_rates(segment, unit, running);
        }
    }

    std::vector<DoseEvent> events() {
        set_rates();
        std::vector<DoseEvent> list;
        for (auto& [key, event] : events_) list.push_back(std::move(event));
        return list;
    }

private:
    DoseEvent& at(double time, Kind kind, Index state) {
        const DoseEvent fresh{time, kind, state, {}};
        return events_.try_emplace(Key{time, kind, state}, fresh).first->second;
    }

    void add_actions(const Segment& segment, Index unit) {
        const auto& events = segment.events;
        const auto last = std::find_if(events.rbegin(), events.rend(), [](const Event& event) {
            return std::holds_alternative<ToBaseline>(event.action);
        });
        // What comes before a reset at the same time is lost with it.
        for (auto event = last.base(); event != events.end(); ++event)
            if (const auto* jump = std::get_if<Jump>(&event->action);
                jump != nullptr && jump->amount != 0.0)
                at(segment.begin, Kind::add, jump->state).amounts.push_back({jump->amount, unit});
        if (last != events.rend()) at(segment.begin, Kind::reset, no_term);
    }

    /// Notes down the rates of a unit that change here. A reset ends all inputs, so that those which run after it
    /// begin anew, at whatever rate.
    void add_rates(const Segment& segment, Index unit, std::map<Index, double>& running) {
        std::map<Index, double> now;
        for (const auto& input : segment.inputs)
            if (input.rate != 0.0) now[input.state] = input.rate;
        for (const auto& [state, rate] : running)
            if (!now.contains(state)) rates_[{state, segment.begin}][unit] = 0.0;
        const bool anew = resets(segment);
        for (const auto& [state, rate] : now)
            if (anew || !running.contains(state) || running.at(state) != rate)
                rates_[{state, segment.begin}][unit] = rate;
        running = std::move(now);
    }

    /// Makes events of the rates, each with all units that run on.
    void set_rates() {
        std::map<Index, std::map<Index, double>> running;
        for (const auto& [where, changed] : rates_) {
            const auto& [state, time] = where;
            auto& all = running[state];
            for (const auto& [unit, rate] : changed) all[unit] = rate;
            auto& event = at(time, Kind::rate, state);
            for (const auto& [unit, rate] : all)
                if (rate != 0.0) event.amounts.push_back({rate, unit});
        }
    }

    Events events_;
    std::map<std::pair<Index, double>, std::map<Index, double>> rates_;
};

}  // namespace
}  // namespace detail

std::vector<DoseEvent> dose_events(const Model& model, const Regimen& regimen) {
    detail::check(regimen);
    const detail::Flattening flattening(model, regimen);
    detail::EventList list;
    list.add(flattening.schedule(no_term), no_term);
    for (const Index unit : flattening.units()) list.add(flattening.schedule(unit), unit);
    return list.events();
}

}  // namespace opiodyn
