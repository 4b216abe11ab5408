/// Every loop of a schedule over many items asks its poll, so that Ctrl-C ends it. Each test lets the poll throw, and sees
/// that the loop had not come to its end: the record behind it has not been looked up.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/schedule.hpp"
#include "support/models.hpp"
#include "support/regimens/entries.hpp"
#include "support/regimens/schedules.hpp"

namespace od = opiodyn;
using support::dose, support::simple;

namespace {

constexpr auto po = od::Route::oral;
constexpr double late = 1e6;  // [h] behind all that the first record brings

struct Stopped {};

void stop() { throw Stopped(); }

/// Tells whether a poll stops the making of a schedule before the last record, a dose of "last", is looked up.
bool stops_early(const od::Record& many) {
    bool looked_up = false;
    const auto entries = [&](const od::Dose& d, std::size_t changes) {
        looked_up = looked_up || d.drug == "last";
        return simple(d, changes);
    };
    const od::Regimen regimen({many, dose("last", 1.0, po, late)});
    try {
        od::flatten(
            regimen, entries,
            [](const auto&, std::size_t) { return std::vector<od::Release>{{3, 1.0}}; },
            [](const auto&, std::size_t) { return od::Release{4, 1.0}; }, stop);
    } catch (const Stopped&) {
        return !looked_up;
    }
    return false;
}

}  // namespace

TEST_CASE("a poll ends the loops over what one record brings") {
    const auto day = od::Time{24.0};
    auto pending = support::steady(dose("a", 1.0, po), 1.0);
    pending.lag = od::Time{1000.0};
    od::Stimulus stimuli{"flare"};
    stimuli.ii = day, stimuli.addl = 999;
    od::Concentration points;
    points.drug = "b";
    for (int k = 0; k < 1000; ++k) points.times.push_back(k), points.values.push_back(1.0);

    CHECK(stops_early(dose("a", 1.0, po).every(day, 1000).records().front()));
    CHECK(stops_early(pending));
    CHECK(stops_early(stimuli));
    CHECK(stops_early(points));
    CHECK_FALSE(stops_early(dose("a", 1.0, po)));  // One dose is too little to ask.
}

TEST_CASE("a poll ends the loop over records, and what comes after it") {
    constexpr int count = 1000;
    std::vector<od::Record> records;
    for (int k = 0; k < count; ++k) records.emplace_back(dose("a", 1.0, po, k));
    const od::Regimen regimen(records);
    int looked_up = 0;
    const auto entries = [&](const od::Dose& d, std::size_t changes) {
        ++looked_up;
        return simple(d, changes);
    };
    const auto looked_up_until = [&](const od::Poll& poll, bool cycle) {
        looked_up = 0;
        try {
            if (cycle) od::cycle_of(regimen, od::Time{2.0 * count}, entries, poll);
            else od::flatten(regimen, entries, {}, {}, poll);
        } catch (const Stopped&) {
            return looked_up;
        }
        return -1;
    };
    const od::Poll at_the_end = [&] {
        if (looked_up == count) stop();
    };
    for (const bool cycle : {false, true}) {
        CHECK(looked_up_until(stop, cycle) < count);
        CHECK(looked_up_until(stop, cycle) >= 0);
        CHECK(looked_up_until(at_the_end, cycle) == count);
    }
}
