/// Laws of histories over random regimens with resets, steady states, repetitions and ties.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <variant>
#include <vector>

#include "opiodyn/adherence.hpp"
#include "opiodyn/schedule.hpp"
#include "support/random.hpp"
#include "support/regimens/entries.hpp"
#include "support/regimens/features.hpp"

namespace od = opiodyn;
using support::Random;

namespace {

constexpr int regimens = 3000;
constexpr double start = 6.0, shift = 5.0;  // [h] No dose can be moved before the start of the run.

/// Returns a time at a multiple of two hours, so that many records share an instant.
od::Time coarse(od::Time time) { return od::Time{2.0 * std::round(time.value / 2.0)}; }

void coarsen(od::Record& record) {
    std::visit([](auto& r) { r.time = od::Time{start + coarse(r.time).value}; }, record);
    auto* dose = std::get_if<od::Dose>(&record);
    if (dose != nullptr && dose->ii.value > 0.0)
        dose->ii = od::Time{std::max(2.0, coarse(dose->ii).value)};
}

/// Returns a regimen of several features in any order, half of them with many ties.
od::Regimen random_regimen(Random& random) {
    const auto all = support::all_features();
    std::vector<support::Feature> some;
    for (int n = 4 + random.below(8); n > 0; --n)
        some.push_back(all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))]);
    const bool together = random.coin(), ties = random.coin();
    auto records =
        support::combine(some, together, {random, random.coin(), random.coin()}).records();
    for (std::size_t i = records.size() - 1; i > 0; --i)
        std::swap(records[i],
                  records[static_cast<std::size_t>(random.below(static_cast<int>(i) + 1))]);
    for (auto& record : records) {
        if (ties) coarsen(record);
        else std::visit([](auto& r) { r.time.value += start; }, record);
    }
    return od::Regimen(records);
}

/// Returns how many resets, those of SS 1 included, have acted when dose k of a record comes at `time`. At one instant
/// they act in the order of the list.
int resets_before(const od::Regimen& ordered, std::size_t record, std::int64_t k, double time) {
    int count = 0;
    for (std::size_t i = 0; i < ordered.records().size(); ++i) {
        const auto* dose = std::get_if<od::Dose>(&ordered.records()[i]);
        const bool resets = dose == nullptr || dose->ss == od::SteadyStateDose::reset;
        const double then = od::time_of(ordered.records()[i]);
        const bool earlier =
            then < time || (then == time && (i < record || (i == record && k > 0)));
        if (resets && earlier) ++count;
    }
    return count;
}

struct Single {
    std::size_t record;
    std::int64_t k;
    double time;
};

/// Returns the doses that no reset cancels, as they stand in the list. Resets never take back what they have cancelled,
/// so a repetition is cancelled if more of them have acted than when its first dose came, which may be one itself.
std::vector<Single> singles_of(const od::Regimen& ordered) {
    std::vector<Single> list;
    for (std::size_t i = 0; i < ordered.records().size(); ++i) {
        const auto* dose = std::get_if<od::Dose>(&ordered.records()[i]);
        if (dose == nullptr) continue;
        const int own = dose->ss == od::SteadyStateDose::reset ? 1 : 0;
        const int first = resets_before(ordered, i, 0, dose->time.value) + own;
        for (std::int64_t k = 0; k <= dose->addl; ++k)
            if (k == 0 || resets_before(ordered, i, k, dose->time_of(k)) == first)
                list.push_back({i, k, dose->time_of(k)});
    }
    return list;
}

bool same(const od::Segment& a, const od::Segment& b);
bool same(const od::Event& a, const od::Event& b);
bool same(const od::Input& a, const od::Input& b) { return a.state == b.state && a.rate == b.rate; }

template <class T>
bool all_same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const T& x, const T& y) { return same(x, y); });
}

/// Compares what events do. Their records have other numbers in a history.
bool same(const od::Event& a, const od::Event& b) {
    if (a.action.index() != b.action.index()) return false;
    if (const auto* jump = std::get_if<od::Jump>(&a.action)) {
        const auto& other = std::get<od::Jump>(b.action);
        return jump->state == other.state && jump->amount == other.amount;
    }
    if (const auto* steady = std::get_if<od::ToSteadyState>(&a.action)) {
        const auto& other = std::get<od::ToSteadyState>(b.action);
        return steady->add == other.add && steady->cycle->period == other.cycle->period &&
               all_same(steady->cycle->segments, other.cycle->segments);
    }
    return true;
}

bool same(const od::Segment& a, const od::Segment& b) {
    return a.begin == b.begin && a.end == b.end && all_same(a.events, b.events) &&
           all_same(a.inputs, b.inputs);
}

}  // namespace

TEST_CASE("a history with nothing missed or moved is the regimen as it is given") {
    Random random(1);
    std::size_t cancelled = 0;
    for (int i = 0; i < regimens; ++i) {
        const auto ordered = random_regimen(random);
        CAPTURE(od::to_text(ordered));
        const auto history = od::taken(ordered, {}, 1);
        REQUIRE(history.given() == ordered.given());
        REQUIRE(static_cast<std::size_t>(history.count()) == singles_of(ordered).size());
        REQUIRE(all_same(od::flatten(history, support::four_entries),
                         od::flatten(ordered, support::four_entries)));
        cancelled += static_cast<std::size_t>(ordered.count() - history.count());
    }
    CHECK(cancelled > regimens / 2);  // Otherwise resets have hardly been tried.
}

TEST_CASE("no dose of a history crosses a reset in either direction") {
    Random random(2);
    std::size_t moved = 0, near = 0;
    for (int i = 0; i < regimens; ++i) {
        const auto ordered = random_regimen(random);
        CAPTURE(od::to_text(ordered));
        const auto history =
            od::taken(ordered, {0.0, od::Time{shift}}, static_cast<std::uint64_t>(i));
        const auto doses = history.doses();
        const auto singles = singles_of(ordered);
        REQUIRE(doses.size() == singles.size());
        for (std::size_t n = 0; n < doses.size(); ++n) {
            const auto& [record, k, due] = singles[n];
            const double time = doses[n].time.value;
            CAPTURE(record, k, due, time);
            REQUIRE(std::abs(time - due) <= shift);
            REQUIRE(resets_before(ordered, record, k, time) ==
                    resets_before(ordered, record, k, due));
            moved += time != due ? 1 : 0;
            const auto crosses = [&](double by) {
                return resets_before(ordered, record, k, due + by) !=
                       resets_before(ordered, record, k, due);
            };
            near += time != due && (crosses(-shift) || crosses(shift)) ? 1 : 0;
        }
        REQUIRE(history.given().size() == ordered.given().size());
    }
    CHECK(moved > regimens);
    CHECK(near > regimens);  // These could have crossed one.
}
