/// A schedule grows in proportion to its records, and so does the work of a run.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/regimens/schedules.hpp"

namespace od = opiodyn;

namespace {

constexpr auto iv = od::Route::intravenous;

std::size_t events_of(const od::Schedule& schedule) {
    return std::accumulate(schedule.begin(), schedule.end(), std::size_t{0},
                           [](std::size_t sum, const auto& s) { return sum + s.events.size(); });
}

/// Counts what flatten() asks for and what it answers with.
struct Cost {
    std::size_t lookups{0}, segments{0}, events{0}, inputs{0};
};

Cost cost_of(const std::string& what, const od::Regimen& regimen) {
    Cost cost;
    const auto begin = std::chrono::steady_clock::now();
    const auto schedule = od::flatten(regimen, [&](const od::Dose& dose, std::size_t changes) {
        ++cost.lookups;
        return support::four_entries(dose, changes);
    });
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    support::measured(what + ", seconds to flatten", spent.count(), "not asserted");
    support::is_sound(schedule);
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
                        dose.ii = od::Time{0.25};
                        dose.addl = 39;
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
    CHECK(run.counts().steps <= static_cast<std::int64_t>(2 * many));
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
