/// No dose is lost and none is doubled: in the body, in 100,000 random schedules, in cycles; and a
/// schedule grows in proportion to its records.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "opiodyn/opiodyn.hpp"
#include "support/features.hpp"
#include "support/figure.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::Random;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;
constexpr double never = std::numeric_limits<double>::infinity();

/// F times the amount, and for how long it is infused, in the words of NONMEM.
double amount_of(const od::Dose& dose) { return dose.bioavailability * dose.amount.value; }
double duration_of(const od::Dose& dose) {
    return dose.rate.value > 0.0 ? amount_of(dose) / dose.rate.value : dose.duration.value;
}

/// What has arrived by t of one that arrives from `begin` on over `duration`.
double arrived(double begin, double duration, double t) {
    if (t < begin) return 0.0;
    return t < begin + duration ? (t - begin) / duration : 1.0;
}

double arrived(const od::Regimen& regimen, double model_lag, double t) {
    double sum = 0.0;
    for (const auto& dose : regimen.doses())
        for (int k = 0; k <= dose.additional; ++k) {
            const double lag = dose.lag.value +
                               (dose.route == po || dose.compartment == "depot" ? model_lag : 0.0);
            sum += amount_of(dose) * arrived(dose.time_of(k) + lag, duration_of(dose), t);
        }
    return sum;
}

}  // namespace

TEST_CASE("drug in the body and eliminated is what has arrived, for all pairs of features") {
    // As its metabolite, what has left the body: a compartment that nothing leaves, which adds up
    // what the clearance takes and what the first pass loses. Only rounding may enter.
    constexpr double limit = 1e-12, lag = 0.25;
    Random random(4);
    std::map<std::string, support::Worst> families;
    for (const bool peripheral : {false, true})
        for (const bool depot : {false, true}) {
            auto drug = peripheral ? support::drug("a", 6.0, {40.0, 90.0}, {25.0})
                                   : support::drug("a", 6.0, {40.0});
            if (depot) drug.absorption = {od::FirstOrder{1.4, 0.6, lag}};
            drug.metabolites = {{"gone", 1.0, 1.0}};
            const auto model = support::pk_model({drug, support::drug("gone", 0.0, {1.0})});
            for (const auto& one : support::plain_features)
                for (const auto& other : support::plain_features)
                    for (int i = 0; i < 20; ++i) {
                        const auto regimen =
                            support::combine({one, other}, i % 2 == 0, {random, depot, peripheral});
                        const auto times = od::grid(od::Time{10.0}, od::Time{60.0}, od::Time{0.83});
                        const auto run = od::simulate(model, regimen, times);
                        Eigen::VectorXd sum = Eigen::VectorXd::Zero(run.rows());
                        for (std::size_t c = 0; c < run.columns().size(); ++c)
                            if (run.columns()[c].quantity == "amount")
                                sum += run.column(static_cast<od::Index>(c));
                        auto& worst = families[one.name];
                        for (std::size_t t = 0; t < times.size(); ++t) {
                            const double expected = arrived(regimen, lag, times[t]);
                            const double error = sum[static_cast<od::Index>(t)] - expected;
                            worst.add(error == 0.0 ? 0.0 : error / expected);
                        }
                    }
        }
    for (const auto& [name, worst] : families) {
        support::figure("mass balance, pairs with " + name, worst.value(), limit);
        CHECK(worst.value() < limit);
    }
}

namespace {

/// Four ways in, of different lag and length.
std::vector<od::Entry> entries(const od::Dose& dose, std::size_t) {
    if (dose.route == iv) return {{2, 10.0}};
    return {{0, 4.0, 0.5, 0.0}, {1, 5.0, 1.5, 2.0}, {2, 1.0, 0.0, 3.3}};
}

/// Half of the times are tenths of an hour, which coincide but for their rounding.
double some_time(Random& random, double low, double high) {
    const double time = random.uniform(low, high);
    return random.coin() ? 0.1 * std::round(10.0 * time) : time;
}

od::Dose random_dose(Random& random) {
    auto d = support::dose("a", random.log_uniform(0.1, 10), random.coin() ? po : iv,
                           some_time(random, 0, 50));
    if (random.coin()) d.bioavailability = random.uniform(0.0, 2.0);
    if (random.coin()) d.lag = od::Time{some_time(random, 0.0, 30.0)};
    const int kind = d.route == iv ? random.below(3) : 0;
    if (kind == 1) d.duration = od::Time{some_time(random, 0.1, 40.0)};
    if (kind == 2) d.rate = od::MassRate{d.amount.value / random.uniform(0.1, 40.0)};
    if (random.coin()) {
        d.interval = od::Time{some_time(random, 0.1, 24.0)};
        d.additional = random.below(8);
    }
    return d;
}

od::Regimen random_regimen(Random& random, bool resets) {
    std::vector<od::Record> records;
    for (int n = 1 + random.below(4); n > 0; --n) {
        if (resets && random.below(4) == 0)
            records.emplace_back(od::Reset{od::Time{some_time(random, 0, 60)}});
        else records.emplace_back(random_dose(random));
    }
    return od::Regimen(std::move(records));
}

/// The first reset that a record precedes: later, or at the same instant further down the list.
std::pair<double, std::size_t> next_reset(const od::Regimen& regimen, std::size_t record) {
    std::pair<double, std::size_t> first{never, 0};
    const auto& list = regimen.records();
    const double time = od::time_of(list[record]);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!std::holds_alternative<od::Reset>(list[i])) continue;
        const double at = od::time_of(list[i]);
        const bool follows = od::same_instant(at, time) ? i > record : at > time;
        if (follows && at < first.first) first = {at, i};
    }
    return first;
}

/// What arrives of a regimen before the resets that cancel it.
double expected_total(const od::Regimen& regimen) {
    double sum = 0.0;
    for (std::size_t i = 0; i < regimen.records().size(); ++i) {
        const auto* dose = std::get_if<od::Dose>(&regimen.records()[i]);
        if (dose == nullptr) continue;
        const auto [end, reset] = next_reset(regimen, i);
        for (int k = 0; k <= dose->additional; ++k)
            for (const auto& entry : entries(*dose, 0)) {
                const double infused = duration_of(*dose);
                const double duration = infused > 0.0 ? infused : entry.duration;
                const double begin = dose->time_of(k) + dose->lag.value + entry.lag;
                const bool there = od::same_instant(begin, end) ? i < reset : begin < end;
                if (!there) continue;
                const double share =
                    duration == 0.0 ? 1.0 : arrived(0.0, duration, std::max(0.0, end - begin));
                sum += amount_of(*dose) * entry.nmol_per_mg * share;
            }
    }
    return sum;
}

double total(const std::vector<od::Segment>& segments) {
    double sum = 0.0;
    for (const auto& segment : segments) {
        for (const auto& event : segment.events)
            if (const auto* jump = std::get_if<od::Jump>(&event.action)) sum += jump->amount;
        for (const auto& input : segment.inputs) sum += input.rate * (segment.end - segment.begin);
    }
    return sum;
}

void is_sound(const std::vector<od::Segment>& segments) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& segment = segments[i];
        bool sound = segment.begin < segment.end;
        if (i > 0) sound = sound && segments[i - 1].end == segment.begin;
        for (const auto& input : segment.inputs) sound = sound && input.rate >= 0.0;
        for (const auto& event : segment.events)
            if (const auto* jump = std::get_if<od::Jump>(&event.action))
                sound = sound && jump->amount >= 0.0;
        REQUIRE(sound);
    }
}

std::size_t events_of(const od::Schedule& schedule) {
    return std::accumulate(schedule.begin(), schedule.end(), std::size_t{0},
                           [](std::size_t sum, const auto& s) { return sum + s.events.size(); });
}

}  // namespace

TEST_CASE("100,000 random schedules bring every dose once") {
    // Some ten infusions are cut into pieces at times whose rounding is 3e-14 of an hour.
    constexpr double limit = 1e-12;
    Random random(5);
    support::Worst worst;
    for (int i = 0; i < 100000; ++i) {
        const auto regimen = random_regimen(random, false);
        const auto schedule = od::flatten(regimen, entries);
        is_sound(schedule);
        REQUIRE(schedule.back().end == never);
        REQUIRE(schedule.back().inputs.empty());
        const double dosed = expected_total(regimen);
        worst.add(dosed == 0.0 ? total(schedule) : total(schedule) / dosed - 1.0);
    }
    support::figure("100,000 random schedules", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("100,000 random schedules with resets bring what came before, and nothing pending") {
    // An infusion that a reset cuts short knows its share only to 1e-13 h, the width of an instant,
    // beside the length of the infusion, at least 0.1 h.
    constexpr double limit = 1e-12;
    Random random(6);
    support::Worst worst;
    std::size_t resets = 0;
    for (int i = 0; i < 100000; ++i) {
        const auto regimen = random_regimen(random, true);
        const auto schedule = od::flatten(regimen, entries);
        is_sound(schedule);
        std::size_t given = 0;
        for (const auto& record : regimen.records())
            given += std::holds_alternative<od::Reset>(record) ? 1 : 0;
        for (const auto& segment : schedule)
            for (const auto& event : segment.events)
                if (std::holds_alternative<od::ToBaseline>(event.action)) --given, ++resets;
        REQUIRE(given == 0);
        double most = 0.0;  // of what is there without resets
        for (const auto& dose : regimen.doses())
            most += 10.0 * amount_of(dose) * static_cast<double>(dose.additional + 1);
        const double error = total(schedule) - expected_total(regimen);
        worst.add(error == 0.0 ? 0.0 : error / most);
    }
    support::figure("100,000 random schedules with " + std::to_string(resets) + " resets",
                    worst.value(), limit);
    CHECK(worst.value() < limit);
    CHECK(resets > 50000);
}

TEST_CASE("20,000 random cycles bring every dose once in each period") {
    // Shares of an infusion are taken from lengths up to 60 h, with a rounding of 1e-14.
    constexpr double limit = 1e-12;
    Random random(7);
    support::Worst worst;
    for (int i = 0; i < 20000; ++i) {
        const double period = some_time(random, 1.0, 30.0);
        od::Regimen regimen;
        double dosed = 0.0;
        for (int n = 1 + random.below(4); n > 0; --n) {
            auto dose = random_dose(random);
            dose.additional = 0;
            regimen += dose;
            dosed += 10.0 * amount_of(dose);
        }
        const auto cycle = od::cycle_of(regimen, od::Time{period}, entries);
        is_sound(cycle.segments);
        REQUIRE(cycle.segments.front().begin == 0.0);
        REQUIRE(cycle.segments.back().end == period);
        worst.add(total(cycle.segments) / dosed - 1.0);
    }
    support::figure("20,000 random cycles", worst.value(), limit);
    CHECK(worst.value() < limit);
}

namespace {

/// Counts what flatten() asks for and what it answers with.
struct Cost {
    std::size_t lookups{0}, segments{0}, events{0}, inputs{0};
};

Cost cost_of(const std::string& what, const od::Regimen& regimen) {
    Cost cost;
    const auto begin = std::chrono::steady_clock::now();
    const auto schedule = od::flatten(regimen, [&](const od::Dose& dose, std::size_t changes) {
        ++cost.lookups;
        return entries(dose, changes);
    });
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    support::measured(what + ", seconds to flatten", spent.count(), "not asserted");
    is_sound(schedule);
    cost.segments = schedule.size();
    cost.events = events_of(schedule);
    for (const auto& segment : schedule) cost.inputs += segment.inputs.size();
    return cost;
}

constexpr std::size_t many = 100000;

std::vector<od::Record> many_records(const std::function<od::Record(double)>& record) {
    std::vector<od::Record> records;
    for (std::size_t k = 0; k < many; ++k) records.push_back(record(0.5 * static_cast<double>(k)));
    return records;
}

}  // namespace

TEST_CASE("ten years of daily doses are one look-up and one segment a day") {
    const auto cost =
        cost_of("3,650 daily doses", support::dose("a", 1.0, iv, 1.0).every(od::Time{24.0}, 3650));
    CHECK(cost.lookups == 1);
    CHECK(cost.segments == 3650);
    CHECK(cost.events == 3650);
    CHECK(cost.inputs == 0);
}

TEST_CASE("100,000 records make a schedule of so many segments") {
    const auto boluses =
        cost_of("100,000 boluses",
                od::Regimen(many_records([](double t) { return support::dose("a", 1.0, iv, t); })));
    CHECK(boluses.lookups == many);
    CHECK(boluses.segments == many);
    CHECK(boluses.events == many);

    // 2,000 infusions run at any time; they act as one input.
    const auto infusions =
        cost_of("100,000 infusions, 2,000 at a time", od::Regimen(many_records([](double t) {
                    return support::infusion("a", 1.0, 1000.25, t);
                })));
    CHECK(infusions.lookups == many);
    CHECK(infusions.segments == 2 * many);
    CHECK(infusions.inputs == 2 * many - 1);
    CHECK(infusions.events == 0);

    const auto changes = cost_of("100,000 changes", od::Regimen(many_records([](double t) {
                                     return od::Change{od::Time{t}, {{"a.CL", 1.0 + t}}};
                                 })));
    CHECK(changes.segments == many);
    CHECK(changes.events == many);

    // Each reset cancels the last 35 of 40 doses; the fifth falls on it and comes before it.
    const auto resets =
        cost_of("50,000 resets of a long series each", od::Regimen([] {
                    std::vector<od::Record> records;
                    for (std::size_t k = 0; k < many / 2; ++k) {
                        auto dose = support::dose("a", 1.0, iv, static_cast<double>(k));
                        dose.interval = od::Time{0.25};
                        dose.additional = 39;
                        records.emplace_back(od::Reset{od::Time{static_cast<double>(k)}});
                        records.emplace_back(dose);
                    }
                    return records;
                }()));
    CHECK(resets.lookups == many / 2);
    CHECK(resets.events == many / 2 + 5 * (many / 2 - 1) + 40);
}

TEST_CASE("a run of 100,000 records takes one step for each") {
    const auto model = support::pk_model({support::drug("a", 5.0, {40.0})});
    const od::Regimen regimen(
        many_records([](double t) { return support::infusion("a", 1.0, 1000.25, t); }));
    const auto begin = std::chrono::steady_clock::now();
    const auto run = od::simulate(model, regimen, std::vector{60000.0});
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    support::measured("a run of 100,000 infusions, seconds", spent.count(), "not asserted");
    const auto& facts = run.provenance();
    const auto steps = std::find_if(facts.begin(), facts.end(),
                                    [](const auto& fact) { return fact.first == "steps"; });
    REQUIRE(steps != facts.end());
    CHECK(std::stoul(steps->second) <= 2 * many);
}

TEST_CASE("a run of 2,000 changes ends with the clearance of the last") {
    const auto model = support::pk_model({support::drug("a", 5.0, {40.0})});
    std::vector<od::Record> records{support::dose("a", 100.0, iv, 2000.0)};
    for (int k = 0; k < 2000; ++k)
        records.emplace_back(od::Change{od::Time{1.0 + k}, {{"a.CL", 4.0 + 0.001 * (k + 1)}}});
    const auto begin = std::chrono::steady_clock::now();
    const auto run = od::simulate(model, od::Regimen(records), std::vector{2010.0});
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    support::measured("a run of 2,000 changes, seconds", spent.count(), "not asserted");
    const double expected = 100.0 / 40.0 * std::exp(-6.0 / 40.0 * 10.0);
    CHECK(std::abs(run.concentration("a")[0] / expected - 1.0) < 1e-13);
}
