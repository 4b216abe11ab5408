#include "opiodyn/output_times.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numbers>

#include "opiodyn/error.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;

namespace {

std::vector<double> times_of(const char* text) {
    const auto regimen = od::parse_regimen(text);
    return od::output_times(regimen, od::Time{regimen.default_end()});
}

bool has(const std::vector<double>& times, double time) {
    return std::any_of(times.begin(), times.end(),
                       [&](double t) { return od::same_instant(t, time); });
}

}  // namespace

TEST_CASE("output times have the grid, the events and the end, each once") {
    const auto times =
        times_of("naltrexone 4.5 mg po q24h x3 at 22.1h + morphine 10 mg iv over 7min at 30h");
    CHECK(std::is_sorted(times.begin(), times.end()));
    for (std::size_t k = 1; k < times.size(); ++k) CHECK(!od::same_instant(times[k - 1], times[k]));
    for (double grid = 0.0; grid <= 94.1; grid += 0.25) CHECK(has(times, grid));
    for (const double event : {22.1, 46.1, 70.1, 30.0, 30.0 + 7.0 / 60.0}) CHECK(has(times, event));
    CHECK(times.front() == 0.0);
    CHECK(times.back() == 22.1 + 3 * 24.0);
}

TEST_CASE("output times have no gap that hides a peak after an event") {
    // The gap is at most 15 % of the time since the event, or a minute.
    for (const char* text : {"naltrexone 4.5 mg po", "naltrexone 4.5 mg po q24h x28 at 22h",
                             "naltrexone 380 mg im q672h x6", "naloxone 0.4 mg iv q3min x5"}) {
        const auto regimen = od::parse_regimen(text);
        const auto times = times_of(text);
        const auto events = regimen.events();
        const double minute = 1.0 / 60.0;
        for (std::size_t k = 1; k < times.size(); ++k) {
            const auto next = std::upper_bound(events.begin(), events.end(), times[k - 1] + 1e-9);
            if (next == events.begin()) continue;
            const double since = times[k] - *(next - 1);
            CHECK(times[k] - times[k - 1] <= std::max(minute, 0.15 * since) + 1e-9);
        }
        CHECK(times.size() < 6000);
        CHECK(times.size() > 90);
    }
}

TEST_CASE("very many doses do not make very many output times") {
    CHECK(times_of("naltrexone 1 mg po q0.01h x1000000").size() < 3100);
    CHECK(times_of("naltrexone 1 mg po q6h x3000").size() > 3000);
}

TEST_CASE("short, long and empty runs have output times") {
    const od::Regimen none;
    CHECK(od::output_times(none, od::Time{0.0}) == std::vector<double>{0.0});
    CHECK(od::output_times(none, od::Time{24.0}).size() == 97);
    CHECK(od::output_times(none, od::Time{0.1}).size() == 361);      // every second
    CHECK(od::output_times(none, od::Time{8760.0}).size() == 2191);  // every 4 h
    CHECK(od::output_times(none, od::Time{0.3333}).back() == 0.3333);
    CHECK(support::thrown([&] { od::output_times(none, od::Time{-1.0}); }) ==
          "InputError: end = -1: must be a finite number, at least 0");
    CHECK(support::thrown([&] {
              od::output_times(none, od::Time{1e12});
          }).starts_with("InputError: grid = "));
}

TEST_CASE("the step of the grid is the round one that gives from 90 to 3000 steps") {
    struct Row {
        double length;
        std::size_t steps;
    };
    // From 5 s to 12 h, each at a length of its own, and the lengths at which 0.25 h begins and ends.
    for (const auto& [length, steps] :
         {Row{0.05, 180},    // 1 s
          Row{0.2, 144},     // 5 s
          Row{1.0, 240},     // 15 s
          Row{3.0, 180},     // 1 min
          Row{20.0, 240},    // 5 min
          Row{22.5, 90},     // 0.25 h
          Row{750.0, 3000},  // still 0.25 h
          Row{1000.0, 2000}, Row{2000.0, 2000}, Row{5000.0, 2500}, Row{10'000.0, 2500},
          Row{15'000.0, 2500}, Row{24'000.0, 2000}, Row{48'000.0, 2000}}) {
        CAPTURE(length);
        CHECK(od::output_times(od::Regimen{}, od::Time{length}).size() == steps + 1);
    }
}
