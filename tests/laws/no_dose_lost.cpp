/// No dose is lost and none is doubled: in the body, in 100,000 random schedules and in cycles.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "opiodyn/opiodyn.hpp"
#include "support/balance.hpp"
#include "support/figure.hpp"
#include "support/regimens/features.hpp"
#include "support/regimens/schedules.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::is_sound, support::Random, support::total;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;
constexpr double never = std::numeric_limits<double>::infinity();

/// F times the amount, and for how long it is infused, in the words of NONMEM.
double amount_of(const od::Dose& dose) { return dose.F * dose.amount.value; }
double duration_of(const od::Dose& dose) {
    return dose.rate.value > 0.0 ? amount_of(dose) / dose.rate.value : dose.dur.value;
}

/// What has arrived by t of one that arrives from `begin` on over `duration`.
double arrived(double begin, double duration, double t) {
    if (t < begin) return 0.0;
    return t < begin + duration ? (t - begin) / duration : 1.0;
}

double arrived(const od::Regimen& regimen, double model_lag, double t) {
    double sum = 0.0;
    for (const auto& dose : regimen.doses())
        for (int k = 0; k <= dose.addl; ++k) {
            const double lag =
                dose.lag.value + (dose.route == po || dose.cmt == "depot" ? model_lag : 0.0);
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
                        const Eigen::VectorXd sum = support::amount_in_body(run);
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

/// Half of the times are tenths of an hour, which coincide but for their rounding.
double some_time(Random& random, double low, double high) {
    const double time = random.uniform(low, high);
    return random.coin() ? 0.1 * std::round(10.0 * time) : time;
}

od::Dose random_dose(Random& random) {
    auto d = support::dose("a", random.log_uniform(0.1, 10), random.coin() ? po : iv,
                           some_time(random, 0, 50));
    if (random.coin()) d.F = random.uniform(0.0, 2.0);
    if (random.coin()) d.lag = od::Time{some_time(random, 0.0, 30.0)};
    const int kind = d.route == iv ? random.below(3) : 0;
    if (kind == 1) d.dur = od::Time{some_time(random, 0.1, 40.0)};
    if (kind == 2) d.rate = od::MassRate{d.amount.value / random.uniform(0.1, 40.0)};
    if (random.coin()) {
        d.ii = od::Time{some_time(random, 0.1, 24.0)};
        d.addl = random.below(8);
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
        for (int k = 0; k <= dose->addl; ++k)
            for (const auto& entry : support::four_entries(*dose, 0)) {
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

}  // namespace

TEST_CASE("100,000 random schedules bring every dose once") {
    // Some ten infusions are cut into pieces at times whose rounding is 3e-14 of an hour.
    constexpr double limit = 1e-12;
    Random random(5);
    support::Worst worst;
    for (int i = 0; i < 100000; ++i) {
        const auto regimen = random_regimen(random, false);
        const auto schedule = od::flatten(regimen, support::four_entries);
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
        const auto schedule = od::flatten(regimen, support::four_entries);
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
            most += 10.0 * amount_of(dose) * static_cast<double>(dose.addl + 1);
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
            dose.addl = 0;
            regimen += dose;
            dosed += 10.0 * amount_of(dose);
        }
        const auto cycle = od::cycle_of(regimen, od::Time{period}, support::four_entries);
        is_sound(cycle.segments);
        REQUIRE(cycle.segments.front().begin == 0.0);
        REQUIRE(cycle.segments.back().end == period);
        worst.add(total(cycle.segments) / dosed - 1.0);
    }
    support::figure("20,000 random cycles", worst.value(), limit);
    CHECK(worst.value() < limit);
}
