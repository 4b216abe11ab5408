#include "opiodyn/schedule.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "support/models.hpp"
#include "support/random.hpp"
#include "support/throws.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::dose, support::infusion;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;
constexpr double inf = std::numeric_limits<double>::infinity();

/// Oral doses enter state 0, intravenous ones state 1; one mg is ten nmol.
std::vector<od::Entry> simple(const od::Dose& dose, std::size_t) {
    return {{dose.route == po ? 0 : 1, 10.0}};
}

std::vector<od::Jump> jumps(const od::Segment& segment) {
    std::vector<od::Jump> list;
    for (const auto& event : segment.events)
        if (const auto* jump = std::get_if<od::Jump>(&event.action)) list.push_back(*jump);
    return list;
}

/// Amount that a schedule brings into the body.
double total(const od::Schedule& schedule) {
    double sum = 0.0;
    for (const auto& segment : schedule) {
        for (const auto& jump : jumps(segment)) sum += jump.amount;
        for (const auto& input : segment.inputs) sum += input.rate * (segment.end - segment.begin);
    }
    return sum;
}

void is_gapless(const od::Schedule& schedule) {
    for (std::size_t i = 1; i < schedule.size(); ++i) {
        REQUIRE(schedule[i].begin == schedule[i - 1].end);
        REQUIRE(schedule[i].begin > schedule[i - 1].begin);
    }
    REQUIRE(schedule.back().end == inf);
    REQUIRE(schedule.back().inputs.empty());
}

}  // namespace

TEST_CASE("an empty regimen has no segments") { CHECK(od::flatten(od::Regimen{}, simple).empty()); }

TEST_CASE("each dose begins a segment with its jump") {
    const auto schedule = od::flatten(dose("a", 2.0, po, 3.0).every(od::Time{24.0}, 3), simple);
    REQUIRE(schedule.size() == 3);
    is_gapless(schedule);
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(schedule[k].begin == 3.0 + static_cast<double>(k) * 24.0);
        REQUIRE(jumps(schedule[k]).size() == 1);
        CHECK(jumps(schedule[k])[0].state == 0);
        CHECK(jumps(schedule[k])[0].amount == 20.0);
        CHECK(schedule[k].inputs.empty());
    }
}

TEST_CASE("an infusion is an input from its begin to its end") {
    const auto schedule = od::flatten(infusion("a", 3.0, 6.0, 2.0), simple);
    REQUIRE(schedule.size() == 2);
    is_gapless(schedule);
    CHECK(schedule[0].begin == 2.0);
    CHECK(schedule[0].end == 8.0);
    REQUIRE(schedule[0].inputs.size() == 1);
    CHECK(schedule[0].inputs[0].state == 1);
    CHECK(schedule[0].inputs[0].rate == 5.0);
    CHECK(jumps(schedule[0]).empty());
}

TEST_CASE("overlapping infusions act together where they overlap") {
    const auto schedule = od::flatten(infusion("a", 3.0, 6.0).every(od::Time{4.0}, 2), simple);
    REQUIRE(schedule.size() == 4);
    is_gapless(schedule);
    REQUIRE(schedule[0].inputs.size() == 1);  // 0-4
    REQUIRE(schedule[1].inputs.size() == 1);  // 4-6, both in one rate
    CHECK(schedule[1].inputs[0].rate == 2.0 * schedule[0].inputs[0].rate);
    CHECK(schedule[1].begin == 4.0);
    CHECK(schedule[1].end == 6.0);
    CHECK(schedule[2].inputs.size() == 1);  // 6-10
    CHECK(schedule[2].end == 10.0);
}

TEST_CASE("what falls on one instant makes one segment, in the order of the records") {
    const auto regimen =
        od::Regimen(dose("a", 1.0, po, 24.0)) + dose("b", 2.0, iv, 24.0) + infusion("c", 3.0, 24.0);
    const auto schedule = od::flatten(regimen, simple);
    REQUIRE(schedule.size() == 2);
    is_gapless(schedule);
    REQUIRE(jumps(schedule[1]).size() == 2);
    CHECK(jumps(schedule[1])[0].amount == 10.0);
    CHECK(jumps(schedule[1])[1].amount == 20.0);
    CHECK(schedule[1].inputs.empty());  // the infusion ended here

    // 0.1 + 2 x 0.1 and 0.3 differ in the last bit, but not for a clock.
    const auto rounded = od::flatten(
        dose("a", 1.0, po, 0.1).every(od::Time{0.1}, 3) + od::Regimen(dose("b", 1.0, po, 0.3)),
        simple);
    CHECK(rounded.size() == 3);
}

TEST_CASE("an entry's lag shifts it and its duration spreads it") {
    const auto lookup = [](const od::Dose&, std::size_t) {
        return std::vector<od::Entry>{{0, 4.0, 0.5, 0.0}, {1, 6.0, 1.5, 2.0}};
    };
    const auto schedule = od::flatten(dose("a", 1.0, po, 10.0), lookup);
    REQUIRE(schedule.size() == 3);
    is_gapless(schedule);
    CHECK(schedule[0].begin == 10.5);
    CHECK(jumps(schedule[0])[0].amount == 4.0);
    CHECK(schedule[1].begin == 11.5);
    CHECK(schedule[1].end == 13.5);
    CHECK(schedule[1].inputs[0].rate == 3.0);
}

TEST_CASE("infusions bring exactly their dose, however they fall") {
    support::Random random(3);
    support::Worst worst;
    for (int set = 0; set < 200; ++set) {
        od::Regimen regimen;
        double dosed = 0.0;
        for (int k = 1 + random.below(5); k > 0; --k) {
            auto d = infusion("a", random.log_uniform(0.1, 10), random.log_uniform(0.01, 50),
                              random.uniform(0.0, 100.0));
            d.interval = od::Time{random.log_uniform(0.5, 50.0)};
            d.additional = random.below(6);
            dosed += 10.0 * d.amount.value * static_cast<double>(1 + d.additional);
            regimen += d;
        }
        const auto schedule = od::flatten(regimen, simple);
        is_gapless(schedule);
        worst.add_relative(total(schedule), dosed);
    }
    // Times near 100 h have 1e-14 of rounding, an infusion of 0.01 h is cut out of them: 1e-12.
    CHECK(worst.value() < 4e-12);
}

namespace {

od::Dose steady(od::Dose d, double ii) {
    d.interval = od::Time{ii};
    d.steady_state = od::SteadyState::reset;
    return d;
}

/// The only event of a segment, of this kind.
template <class Action>
const Action& only(const od::Segment& segment) {
    REQUIRE(segment.events.size() == 1);
    REQUIRE(std::holds_alternative<Action>(segment.events[0].action));
    return std::get<Action>(segment.events[0].action);
}

}  // namespace

TEST_CASE("events carry the number of their record, whatever their order in time") {
    const auto schedule =
        od::flatten(dose("a", 1.0, po, 8.0) + od::Regimen(dose("b", 1.0, iv, 3.0)), simple);
    REQUIRE(schedule.size() == 2);
    CHECK(schedule[0].events[0].record == 1);
    CHECK(schedule[1].events[0].record == 0);
}

TEST_CASE("a rate brings the bioavailable amount, and lasts as long as that takes") {
    auto d = dose("a", 8.0, iv, 1.0);
    d.rate = od::MassRate{2.0};
    d.bioavailability = 0.5;
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 2);
    CHECK(schedule[0].end == 3.0);
    CHECK(schedule[0].inputs[0].rate == 20.0);

    d.rate = {};
    d.duration = od::Time{4.0};
    CHECK(od::flatten(d, simple)[0].end == 5.0);
    CHECK(od::flatten(d, simple)[0].inputs[0].rate == 10.0);
}

TEST_CASE("a dose's own lag comes on top of that of its entry") {
    auto d = dose("a", 1.0, po, 10.0);
    d.lag = od::Time{2.0};
    const auto schedule = od::flatten(
        d, [](const od::Dose&, std::size_t) { return std::vector<od::Entry>{{0, 4.0, 0.5, 0.0}}; });
    REQUIRE(schedule.size() == 1);
    CHECK(schedule[0].begin == 12.5);
}

TEST_CASE("a reset ends what runs, cancels what is pending, and what is still to be repeated") {
    auto late = dose("b", 1.0, po, 4.0);
    late.lag = od::Time{9.0};
    const auto regimen = infusion("a", 3.0, 6.0) + late +
                         dose("c", 1.0, po).every(od::Time{4.0}, 10) + od::Reset{od::Time{3.0}} +
                         od::Reset{od::Time{5.0}};
    const auto schedule = od::flatten(regimen, simple);
    REQUIRE(schedule.size() == 3);
    is_gapless(schedule);
    CHECK(schedule[0].inputs[0].rate == 5.0);
    CHECK(schedule[0].end == 3.0);
    only<od::ToBaseline>(schedule[1]);
    CHECK(schedule[1].inputs.empty());
    only<od::ToBaseline>(schedule[2]);
    CHECK(schedule[2].begin == 5.0);
    CHECK(std::abs(total(schedule) - (15.0 + 10.0)) < 1e-13);
}

TEST_CASE("a reset leaves what is given after it, also at its own time") {
    const auto after =
        od::flatten(od::Reset{od::Time{5.0}} + od::Regimen(dose("a", 1.0, po, 5.0)), simple);
    REQUIRE(after.size() == 1);
    REQUIRE(after[0].events.size() == 2);
    CHECK(std::holds_alternative<od::ToBaseline>(after[0].events[0].action));
    CHECK(jumps(after[0]).size() == 1);

    const auto before =
        od::flatten(dose("a", 1.0, po, 5.0) + od::Regimen(od::Reset{od::Time{5.0}}), simple);
    REQUIRE(before[0].events.size() == 2);
    CHECK(std::holds_alternative<od::ToBaseline>(before[0].events[1].action));
}

TEST_CASE("records at one instant act as listed, even if rounding puts their times apart") {
    const double rounded = 0.1 + 0.2;  // above 0.3 by a bit
    const auto reset_first =
        od::flatten(od::Reset{od::Time{rounded}} + od::Regimen(dose("a", 1.0, po, 0.3)), simple);
    REQUIRE(reset_first.size() == 1);
    CHECK(jumps(reset_first[0]).size() == 1);
    CHECK(std::holds_alternative<od::ToBaseline>(reset_first[0].events[0].action));

    const auto dose_first =
        od::flatten(dose("a", 1.0, po, rounded) + od::Regimen(od::Reset{od::Time{0.3}}), simple);
    REQUIRE(dose_first.size() == 1);
    REQUIRE(dose_first[0].events.size() == 2);
    CHECK(std::holds_alternative<od::ToBaseline>(dose_first[0].events[1].action));
}

TEST_CASE("a change is a switch, and doses ask for entries with the changes before them") {
    std::vector<std::size_t> asked;
    const auto lookup = [&](const od::Dose& d, std::size_t changes) {
        asked.push_back(changes);
        return simple(d, changes);
    };
    const od::Change faster{{10.0}, {{"a.CL", 2.0}}}, slower{{20.0}, {{"a.CL", 1.0}}};
    const auto schedule = od::flatten(slower + od::Regimen(dose("a", 1.0, po, 15.0)) + faster +
                                          dose("a", 1.0, po).every(od::Time{12.0}, 3),
                                      lookup);
    CHECK(asked == std::vector<std::size_t>{0, 1});  // at 0, with all repetitions, and at 15
    REQUIRE(schedule.size() == 6);                   // 0, 10, 12, 15, 20, 24
    CHECK(only<od::Switch>(schedule[1]).change == 1);
    CHECK(schedule[1].events[0].record == 2);
    CHECK(only<od::Switch>(schedule[4]).change == 2);
}

TEST_CASE("a steady-state record sets the state, then gives its dose") {
    const auto schedule = od::flatten(steady(dose("a", 2.0, po, 3.0), 24.0), simple);
    REQUIRE(schedule.size() == 1);
    REQUIRE(schedule[0].events.size() == 2);
    const auto& first = std::get<od::ToSteadyState>(schedule[0].events[0].action);
    CHECK_FALSE(first.add);
    CHECK(first.cycle->period == 24.0);
    CHECK(jumps(first.cycle->segments[0])[0].amount == 20.0);
    CHECK(jumps(schedule[0])[0].amount == 20.0);
}

TEST_CASE("a steady state forgets earlier records, an added one does not") {
    const auto series = dose("b", 1.0, po).every(od::Time{10.0}, 5);
    auto record = steady(dose("a", 2.0, po, 15.0), 24.0);
    CHECK(od::flatten(series + record, simple).size() == 3);  // 0, 10, 15
    record.steady_state = od::SteadyState::add;
    const auto added = od::flatten(series + record, simple);
    REQUIRE(added.size() == 6);  // and 20, 30, 40
    CHECK(std::get<od::ToSteadyState>(added[2].events[0].action).add);
}

TEST_CASE("doses before a steady-state record that lag arrive after it") {
    auto d = steady(dose("a", 2.0, po, 100.0), 10.0);
    d.lag = od::Time{24.0};
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 4);  // 100; 104 and 114 from before; 124
    is_gapless(schedule);
    CHECK(schedule[1].begin == 104.0);
    CHECK(schedule[2].begin == 114.0);
    CHECK(schedule[3].begin == 124.0);
    CHECK(total(schedule) == 60.0);
    // In the cycle the dose arrives 4 h after each is taken.
    const auto& cycle = *std::get<od::ToSteadyState>(schedule[0].events[0].action).cycle;
    REQUIRE(cycle.segments.size() == 2);
    CHECK(cycle.segments[1].begin == 4.0);

    d.lag = od::Time{20.0};  // a multiple of ii: one arrives at once
    const auto exact = od::flatten(d, simple);
    REQUIRE(exact.size() == 3);
    CHECK(jumps(exact[0]).size() == 1);
    CHECK(total(exact) == 60.0);
}

TEST_CASE("infusions before a steady-state record finish after it") {
    auto d = steady(infusion("a", 2.5, 25.0, 100.0), 10.0);
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 4);  // 100, 105, 115, 125
    CHECK(schedule[0].inputs[0].rate == 3.0);
    CHECK(schedule[1].begin == 105.0);
    CHECK(schedule[1].inputs[0].rate == 2.0);
    CHECK(schedule[2].begin == 115.0);
    CHECK(schedule[2].inputs[0].rate == 1.0);
    CHECK(std::abs(total(schedule) - (5.0 + 15.0 + 25.0)) < 1e-13);
}

TEST_CASE("an infusion at steady state without amount is one constant input, and ends") {
    auto d = dose("a", 0.0, iv, 7.0);
    d.rate = od::MassRate{3.0};
    d.steady_state = od::SteadyState::reset;
    const auto schedule = od::flatten(d, simple);
    REQUIRE(schedule.size() == 1);
    CHECK(schedule[0].inputs.empty());
    const auto& cycle = *only<od::ToSteadyState>(schedule[0]).cycle;
    CHECK(cycle.period == inf);
    REQUIRE(cycle.segments.size() == 1);
    CHECK(cycle.segments[0].inputs[0].state == 1);
    CHECK(cycle.segments[0].inputs[0].rate == 30.0);
}

TEST_CASE("a cycle holds each dose at its phase") {
    const auto regimen = od::Regimen(dose("a", 1.0, po, 50.0)) + dose("b", 2.0, iv, 24.0);
    const auto cycle = od::cycle_of(regimen, od::Time{24.0}, simple);
    CHECK(cycle.period == 24.0);
    REQUIRE(cycle.segments.size() == 2);
    CHECK(cycle.segments[0].begin == 0.0);
    CHECK(jumps(cycle.segments[0])[0].amount == 20.0);
    CHECK(cycle.segments[1].begin == 2.0);
    CHECK(cycle.segments[1].end == 24.0);
    CHECK(jumps(cycle.segments[1])[0].amount == 10.0);
}

TEST_CASE("an infusion across the end of a cycle goes on at its start") {
    const auto over = od::cycle_of(infusion("a", 6.0, 6.0, 20.0), od::Time{24.0}, simple);
    REQUIRE(over.segments.size() == 3);  // 0-2, 2-20, 20-24
    CHECK(over.segments[0].end == 2.0);
    CHECK(over.segments[0].inputs[0].rate == 10.0);
    CHECK(over.segments[1].inputs.empty());
    CHECK(over.segments[2].begin == 20.0);
    CHECK(over.segments[2].inputs[0].rate == 10.0);

    const auto full = od::cycle_of(infusion("a", 6.0, 24.0, 20.0), od::Time{24.0}, simple);
    REQUIRE(full.segments.size() == 1);
    CHECK(full.segments[0].inputs[0].rate == 2.5);

    const auto twice = od::cycle_of(infusion("a", 6.0, 30.0, 0.0), od::Time{24.0}, simple);
    REQUIRE(twice.segments.size() == 2);  // two run for 6 h, then one
    CHECK(std::abs(twice.segments[0].inputs[0].rate - 4.0) < 1e-14);
    CHECK(std::abs(twice.segments[1].inputs[0].rate - 2.0) < 1e-14);
}

TEST_CASE("a cycle refuses what repeats itself or is no dose") {
    const auto refused = [](const od::Regimen& regimen, double period) {
        return support::thrown([&] { od::cycle_of(regimen, od::Time{period}, simple); });
    };
    const std::string repeats = " = repeats: a period holds single doses, which it repeats itself";
    CHECK(refused(dose("a", 1.0, po).every(od::Time{24.0}, 2), 24.0) ==
          "InvalidInput: record[0]" + repeats);
    CHECK(refused(dose("a", 1.0, po) + od::Regimen(steady(dose("a", 1.0, po), 24.0)), 24.0) ==
          "InvalidInput: record[1]" + repeats);
    CHECK(refused(od::Reset{od::Time{1.0}}, 24.0) ==
          "InvalidInput: record[0] = reset: a period holds single doses, which it "
          "repeats itself");
    CHECK(refused(dose("a", 1.0, po), 0.0).starts_with("InvalidInput: period = 0"));
}

TEST_CASE("a short infusion late in a long run keeps its amount") {
    // At 1e5 h, times have a rounding of 1.5e-11 h: a tenth of a millionth of these 0.0003 h.
    const auto schedule = od::flatten(infusion("a", 1.0, 0.0003, 98765.4), simple);
    CHECK(std::abs(total(schedule) / 10.0 - 1.0) < 1e-15);
}

TEST_CASE("100,000 doses of two series are all there") {
    const auto regimen = infusion("a", 1.0, 0.5).every(od::Time{0.1}, 50000) +
                         dose("b", 1.0, po, 0.05).every(od::Time{0.1}, 50000);
    const auto schedule = od::flatten(regimen, simple);
    is_gapless(schedule);
    CHECK(std::abs(total(schedule) / 1e6 - 1.0) < 1e-9);
}
