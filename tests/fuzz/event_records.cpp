/// Any records make a regimen or are refused. A regimen is written and read as itself, its times are in order, and its
/// schedule brings into the body what the doses hold.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "draw_records.hpp"
#include "finding.hpp"
#include "opiodyn/adherence.hpp"
#include "opiodyn/schedule.hpp"
#include "support/regimens/entries.hpp"
#include "support/regimens/records.hpp"
#include "support/regimens/segments.hpp"

namespace {

namespace od = opiodyn;
using fuzz::Draw, fuzz::require;

constexpr int most_records = 6;
constexpr double most_expanded = 60.0;  // doses and stimuli that are counted one by one

/// Returns a name that is hard to tell from the language, or any bytes.
std::string name(Draw& draw) {
    static const std::string names[] = {
        "a",   "naltrexone", "vivitrol", "q24h",  "reduce", "x3", "50",      "ss",    "mg,",
        "a=b", ",",          "4.5mg",    "flare", "then",   "po", "central", "depot", "1"};
    constexpr std::size_t longest = 6;
    return draw.once_in(4) ? draw.text(longest) : draw.one_of(names);
}

double any(Draw& draw) { return draw.number(); }

constexpr fuzz::RecordDraws draws{name, name, name, name, any, any, 12};

/// Repetitions are few, so that the input is quick, or any number at all.
std::vector<od::Record> records_of(Draw& draw) {
    auto records = fuzz::draw_records(draw, draws, most_records);
    if (auto* dose = std::get_if<od::Dose>(&records.back()); dose != nullptr && draw.once_in(16))
        dose->addl = draw.integer();
    return records;
}

bool in_order(const std::vector<double>& times) {
    return std::is_sorted(times.begin(), times.end()) &&
           std::all_of(times.begin(), times.end(), [](double t) { return std::isfinite(t); });
}

void require_round_trip(const od::Regimen& regimen) {
    const auto again = od::parse_regimen(od::to_text(regimen));
    require(support::same(regimen, again), "a regimen that is written reads as the same");
}

void require_times_in_order(const od::Regimen& regimen) {
    const auto given = regimen.given();
    require(in_order(given), "times of doses are finite and ascend");
    require(static_cast<std::int64_t>(given.size()) <= regimen.count(),
            "no more doses are given than are ordered");
    require(in_order(regimen.stimulated()), "times of stimuli are finite and ascend");
    require(in_order(regimen.events()), "events are finite and ascend");
    require(regimen.first_time() <= regimen.last_time(), "the first time is not after the last");
    require(std::isfinite(regimen.default_end()), "a run ends");
    if (!given.empty())
        require(given.back() <= regimen.last_time(), "no dose is after the last time");
    for (const auto& drug : regimen.drugs()) {
        const auto of_drug = regimen.given(drug);
        if (!of_drug.empty())
            require(regimen.next_time(drug) >= of_drug.back(),
                    "the next dose does not come before the last");
    }
}

/// Returns what all doses hold [mg], or NaN where a reset or a steady state takes away or adds.
double ordered_amount(const od::Regimen& regimen) {
    double sum = 0.0;
    for (const auto& record : regimen.records()) {
        const auto* dose = std::get_if<od::Dose>(&record);
        if (std::holds_alternative<od::Reset>(record) ||
            (dose != nullptr && dose->ss != od::SteadyStateDose::none))
            return std::nan("");
        if (dose != nullptr)
            sum += static_cast<double>(1 + dose->addl) * dose->F * dose->amount.value;
    }
    return sum;
}

/// Requires that segments bring ten nmol for each mg. Rates are rounded, and so are the lengths of infusions
/// beside their times: an instant of 1e-13 h may be lost at each end.
void require_balance(double brought, const od::Regimen& regimen) {
    constexpr double nmol_per_mg = 10.0, rounding = 1e-9, smallest = 1e-300;
    const double ordered = ordered_amount(regimen);
    if (!std::isfinite(ordered * nmol_per_mg)) return;
    const double expected = nmol_per_mg * ordered;
    require(std::abs(brought - expected) <= rounding * expected + smallest,
            "the schedule brings what the doses hold", brought / expected);
}

std::vector<od::Release> one_release(const od::Stimulus&, std::size_t) { return {{3, 0.0}}; }
od::Release one_state(const od::Concentration&, std::size_t) { return {4, 1.0}; }

void require_sound_schedule(const od::Regimen& regimen) {
    const auto schedule = od::flatten(regimen, support::four_entries, one_release, one_state);
    require(support::gapless(schedule), "segments follow each other");
    require(support::ends_without_input(schedule), "the last segment has no end and no input");
    if (!regimen.concentrations().empty()) return;  // They fall as well as rise.
    require(support::brings_only(schedule), "nothing is taken out of the body");
    require_balance(support::total(schedule), regimen);
}

void require_sound_cycle(const od::Regimen& regimen, double period) {
    const auto cycle = od::cycle_of(regimen, od::Time{period}, support::four_entries);
    require(support::gapless(cycle.segments), "segments of a cycle follow each other");
    require(cycle.segments.back().end == period, "a cycle ends with its period");
    require(support::brings_only(cycle.segments), "a cycle takes nothing out of the body");
    require_balance(support::total(cycle.segments), regimen);
}

/// Returns how many doses and stimuli a schedule goes through, with those before a steady state that still act.
double expanded(const od::Regimen& regimen) {
    constexpr double longest_entry = 3.5;  // [h] the lag and the duration of support::four_entries
    auto sum = static_cast<double>(regimen.count());
    for (const auto& record : regimen.records()) {
        if (const auto* stimulus = std::get_if<od::Stimulus>(&record))
            sum += static_cast<double>(stimulus->addl);
        const auto* dose = std::get_if<od::Dose>(&record);
        if (dose != nullptr && dose->ss != od::SteadyStateDose::none && dose->ii.value > 0.0)
            sum += (dose->lag.value + dose->infusion_time() + longest_entry) / dose->ii.value;
    }
    return sum;
}

void require_sound_history(const od::Regimen& regimen, Draw& draw) {
    const od::Adherence adherence{draw.number(), od::Time{draw.number()}};
    const auto taken = od::taken(regimen, adherence, 1);
    const auto given = regimen.given().size(), kept = taken.given().size();
    require(kept <= given, "no more doses are taken than are given of the ordered regimen");
    if (adherence.missed == 0.0) require(kept == given, "no dose is missed");
    if (!taken.empty()) require_times_in_order(taken);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Draw draw(data, size);
    od::Regimen regimen;
    if (!fuzz::accepted([&] { regimen = od::Regimen(records_of(draw)); })) return 0;
    fuzz::described = [&] { return od::to_text(regimen); };
    require_round_trip(regimen);
    if (expanded(regimen) > most_expanded) return 0;
    require_times_in_order(regimen);
    fuzz::accepted([&] { require_sound_schedule(regimen); });
    fuzz::accepted([&] { require_sound_cycle(regimen, draw.number()); });
    fuzz::accepted([&] { require_sound_history(regimen, draw); });
    return 0;
}
