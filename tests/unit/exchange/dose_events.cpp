// Dose events put into each state what the schedule of a run puts there.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>

#include "opiodyn/formulas.hpp"
#include "opiodyn/schedule.hpp"
#include "support/models.hpp"
#include "support/term_values.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;

namespace {

using Kind = od::DoseEvent::Kind;

od::Model model_for(const od::Regimen& regimen) {
    od::ModelOptions options;
    options.drugs.clear();
    for (const auto& drug : regimen.drugs()) options.drugs.emplace_back(drug);
    return od::Model(options);
}

/// Amounts have what enters each state until a time [nmol].
using Amounts = std::map<od::Index, double>;

Amounts of_events(const od::Model& model, const od::Regimen& regimen, double end) {
    const auto formulas = od::formulas(model);
    const auto values = support::term_values(formulas, model, model.baseline());
    Amounts sum, rates;
    double now = 0.0;
    const auto pass = [&](double time) {
        for (const auto& [state, rate] : rates) sum[state] += rate * (time - now);
        now = time;
    };
    for (const auto& event : od::dose_events(model, regimen)) {
        if (event.time > end) break;
        pass(event.time);
        double amount = 0.0;
        for (const auto& part : event.amounts)
            amount +=
                part.amount *
                (part.unit == od::no_term ? 1.0 : values.at(static_cast<std::size_t>(part.unit)));
        if (event.kind == Kind::add) sum[event.state] += amount;
        if (event.kind == Kind::reset) rates.clear();
        if (event.kind == Kind::rate) rates[event.state] = amount;
    }
    pass(end);
    return sum;
}

Amounts of_schedule(const od::Model& model, const od::Regimen& regimen, double end) {
    Amounts sum;
    const auto schedule = od::flatten(
        regimen,
        [&](const od::Dose& dose, std::size_t) {
            return dose.cmt.empty() ? model.entries(dose.drug, dose.route)
                                    : model.entries(dose.drug, dose.cmt);
        },
        [&](const od::Stimulus& stimulus, std::size_t) { return model.releases(stimulus.name); });
    for (const auto& segment : schedule) {
        if (segment.begin > end) break;
        for (const auto& event : segment.events)
            if (const auto* jump = std::get_if<od::Jump>(&event.action))
                sum[jump->state] += jump->amount;
        for (const auto& input : segment.inputs)
            sum[input.state] += input.rate * (std::min(end, segment.end) - segment.begin);
    }
    return sum;
}

}  // namespace

TEST_CASE("dose events bring what the schedule brings") {
    for (const auto* text :
         {"naltrexone 4.5 mg po q24h x28 at 22h", "naltrexone 380 mg depotrex",
          "morphine 10 mg iv over 30min q4h x6 + naltrexone 50 mg po at 3h",
          "morphine 10 mg iv over 5h + morphine 20 mg iv over 3h at 1h + naloxone 0.4 mg iv at 2h",
          "naltrexone 4.5 mg po + stimulus exercise 1 q24h x3 at 5h",
          "morphine 10 mg iv over 10h + reset at 5h + morphine 10 mg iv over 10h at 5h",
          "morphine 10 mg iv over 10h + reset at 5h + naloxone 1 mg iv over 10h at 5h",
          "oxycodone 10 mg po q12h x4 + buprenorphine 8 mg sl at 30h"}) {
        CAPTURE(text);
        const auto regimen = od::parse_regimen(text);
        const auto model = model_for(regimen);
        const auto expected = of_schedule(model, regimen, 100.0);
        const auto found = of_events(model, regimen, 100.0);
        CHECK_FALSE(expected.empty());
        for (const auto& [state, amount] : expected) {
            if (amount == 0.0) continue;  // A stimulus has no share in some peptides.
            CAPTURE(model.states()[static_cast<std::size_t>(state)].name);
            // The sums are in another order, over at most a few hundred parts.
            CHECK(std::abs(found.at(state) - amount) <= 1e-12 * std::abs(amount));
        }
        for (const auto& [state, amount] : found)
            CHECK((expected.contains(state) || amount == 0.0));
    }
}

TEST_CASE("a concentration that is given goes beside doses") {
    const auto table = od::parse_regimen("concentration naltrexone nM 0h 0 1h 8 24h 0");
    const auto doses =
        od::parse_regimen("morphine 10 mg iv at 3h + morphine 5 mg iv over 2h at 4h");
    od::ModelOptions options;
    options.drugs = {"naltrexone", "morphine"};
    options.concentration_given = {"naltrexone"};
    const od::Model model(options);
    const auto alone = [&](const od::Regimen& regimen) { return od::dose_events(model, regimen); };
    // Events at one time are sorted; these times differ.
    CHECK(alone(table + doses).size() == alone(table).size() + alone(doses).size());
    CHECK(alone(table + doses).at(2).time == 3.0);
}

TEST_CASE("a reset comes before the dose of its time, and ends infusions") {
    const auto regimen = od::parse_regimen("morphine 10 mg iv over 4h") +
                         od::Regimen(od::Reset{od::Time{2.0}}) +
                         od::parse_regimen("morphine 5 mg iv at 2h");
    const auto model = model_for(regimen);
    const auto events = od::dose_events(model, regimen);
    REQUIRE(events.size() == 4);
    CHECK(events[0].kind == Kind::rate);
    CHECK(events[1].kind == Kind::reset);
    CHECK(events[2].kind == Kind::add);
    CHECK(events[2].amounts.at(0).amount == 5.0);
    CHECK(events[3].kind == Kind::rate);
    CHECK(events[3].amounts.empty());
}

TEST_CASE("milligrams of doses stay what they are") {
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x3 at 22h");
    const auto model = model_for(regimen);
    const auto events = od::dose_events(model, regimen);
    REQUIRE(events.size() >= 3);
    for (const auto& event : events)
        for (const auto& part : event.amounts) CHECK(part.amount == 4.5);
}

TEST_CASE("records that are no events of doses are refused") {
    const auto with = [](od::Record record) {
        const od::Regimen regimen(std::vector<od::Record>{std::move(record)});
        const od::Model model;
        return support::thrown([&] { od::dose_events(model, regimen); });
    };
    auto steady = support::dose("naltrexone", 4.5, od::Route::oral);
    steady.ss = od::SteadyStateDose::reset;
    steady.ii = od::Time{24.0};
    CHECK(with(steady) ==
          "InputError: regimen[0] = a steady state (SS): is no event of a dose; give the doses "
          "before it as records");
    CHECK(with(od::Change{od::Time{3.0}, {{"naltrexone.CL", 90.0}}})
              .find("a change of parameters at 3 h") != std::string::npos);
}
