#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "opiodyn/opiodyn.hpp"
#include "support/throws.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

od::Model with_all(std::map<std::string, double> parameters = {}) {
    od::ModelOptions options;
    options.response = od::ResponseOptions::all();
    options.parameters = std::move(parameters);
    return od::Model(std::move(options));
}

std::string refused(const od::Stimulus& stimulus) {
    return thrown([&] { od::Regimen regimen(stimulus); });
}

std::string refused(const od::Model& model, const char* name) {
    return thrown([&] { od::simulate(model, od::Stimulus{name}, {0.0, 1.0}); });
}

}  // namespace

TEST_CASE("a stimulus adds to the release of peptides and dies away with its half-life") {
    const auto model = with_all({{"beta-endorphin.exercise", 2.0},
                                 {"dynorphin.exercise", 0.0},
                                 {"beta-endorphin.stimulus_half_life", 3.0}});
    const od::Stimulus daily{"exercise", 1.5, od::Time{10.0}, od::Time{24.0}, 2};
    const auto run = od::simulate(
        model, daily, od::grid(od::Time{0.0}, od::Time{80.0}, od::Time{0.5}), {.rtol = 1e-10});
    support::Worst worst;
    for (od::Index i = 0; i < run.rows(); ++i) {
        double X = 0.0;
        for (int k = 0; k < 3; ++k)
            if (const double since = run.times()[i] - daily.time_of(k); since >= 0.0)
                X += 2.0 * 1.5 * std::exp2(-since / 3.0);
        worst.add(run.column("stimulus.beta-endorphin")[i] - X);
    }
    CHECK(worst.value() < 1e-8);  // rtol over some hundred steps
    CHECK(run.column("stimulus.dynorphin").maxCoeff() == 0.0);
    CHECK(run.peptide("beta-endorphin").maxCoeff() > 1.5);
    CHECK(run.tone(od::Receptor::mu).maxCoeff() > 1.1);
}

TEST_CASE("a peptide by name is released alone, and a flare drives activation") {
    const auto model = with_all();
    const auto regimen = od::Regimen(od::Stimulus{"enkephalin", 0.5, od::Time{1.0}}) +
                         od::Regimen(od::Stimulus{"flare", 2.0, od::Time{1.0}});
    const auto run = od::simulate(model, regimen, {0.0, 1.0, 25.0});
    CHECK(run.column("stimulus.enkephalin")[1] == 0.5);
    CHECK(run.column("stimulus.beta-endorphin").maxCoeff() == 0.0);
    CHECK(run.column("flare")[1] == 2.0);
    // dI/dt = kI (1 + D - I), dD/dt = -kD D: I - 1 is a difference of two exponentials.
    const double kI = std::numbers::ln2 / 840.0, kD = std::numbers::ln2 / 168.0, t = 24.0;
    const double I = 1.0 + 2.0 * kI / (kD - kI) * (std::exp(-kI * t) - std::exp(-kD * t));
    CHECK(std::abs(run.column("activation")[2] - I) < 1e-5);
}

TEST_CASE("a reset ends stimuli too, and regimens count them") {
    const auto regimen =
        od::Regimen(od::Stimulus{"exercise", 1.0, od::Time{0.0}, od::Time{2.0}, 9}) +
        od::Regimen(od::Reset{od::Time{5.0}});
    CHECK(regimen.count() == 0);
    CHECK(regimen.last_time() == 18.0);
    CHECK(regimen.default_end() == 6.0);  // the one at 4 h is the last
    CHECK(od::Regimen(od::Stimulus{"exercise", 1.0, od::Time{3.0}}).default_end() == 27.0);
    const auto run = od::simulate(with_all(), regimen, {4.0, 5.0, 6.0, 8.0});
    CHECK(run.column("stimulus.beta-endorphin")[0] > 1.0);
    for (const od::Index i : {1, 2, 3}) CHECK(run.column("stimulus.beta-endorphin")[i] == 0.0);
}

TEST_CASE("tone is relative to a drug-free one, which has to be there") {
    const auto without = with_all({{"beta-endorphin.mu.e0", 0.0}, {"enkephalin.mu.e0", 0.0}});
    for (const auto& column : without.columns()) CHECK(column.name() != "tone.mu");
    // It must not go away on the way; states and columns stay what they are otherwise.
    const auto regimen = od::parse_regimen(
        "stimulus exercise 1 + set beta-endorphin.mu.e0=0 at 2h + set enkephalin.mu.e0=0 at 4h");
    CHECK(od::simulate(with_all(), regimen, {1.0, 3.0}).complete());
    auto options = od::ModelOptions{};
    options.response.adaptation = false;
    CHECK(thrown([&] {
              od::simulate(od::Model(options), regimen, {1.0, 3.0, 5.0});
          }).starts_with("InputError: change = 2: takes away the drug-free tone"));
}

TEST_CASE("a change may not make another structure, which is settled when a run begins") {
    const auto refused = [](const std::string& change) {
        const auto regimen = od::parse_regimen("naltrexone 50 mg po + " + change + " at 2h");
        return thrown([&] { od::simulate(with_all(), regimen, {1.0, 3.0}); });
    };
    CHECK(refused("set naltrexone.mu.tau=0.3") ==
          "InputError: change = 1: makes an agonist of an antagonist, or the reverse, which only "
          "another model can; give tau to the model from the start");
    CHECK(
        refused("set weights.w_O=20") ==
        "InputError: change = 1: lets a rate depend on what it did not depend on, or the reverse, "
        "which only another model can; give the values to the model from the start");
    CHECK(refused("set naltrexone.mu.K=0.3") == "nothing");
}

TEST_CASE("a run tells which response it had") {
    od::ModelOptions options;
    options.response = {.adaptation = false, .phi = 0.5};
    const auto run = od::simulate(od::Model(options), od::Regimen{}, {0.0});
    const std::map<std::string, std::string> found(run.provenance().begin(),
                                                   run.provenance().end());
    CHECK(found.at("response") == "turnover, peptides, effects");
    CHECK(found.at("phi") == "0.5");
    CHECK(found.at("weights") == "mechanism");
    CHECK(od::to_text(od::ResponseOptions::none()) == "none");
}

TEST_CASE("stimuli that cannot be are refused, and say why") {
    CHECK(refused(od::Stimulus{"exercise", -1.0})
              .starts_with("InputError: stimulus.magnitude = -1: "));
    CHECK(
        refused(od::Stimulus{"exercise", 0.0}).starts_with("InputError: stimulus.magnitude = 0: "));
    CHECK(refused(od::Stimulus{"", 1.0}).starts_with("InputError: stimulus.name = ''"));
    CHECK(refused(od::Stimulus{"exercise", 1.0, od::Time{-2.0}})
              .starts_with("InputError: stimulus.time = -2"));
    CHECK(refused(od::Stimulus{"exercise", 1.0, od::Time{0.0}, od::Time{0.0}, 3})
              .starts_with("InputError: stimulus.addl = 3: needs an interval"));
    CHECK(refused(with_all(), "exercises") ==
          "UnknownNameError: stimulus = 'exercises': unknown; did you mean 'exercise'?");
    od::ModelOptions options;
    CHECK(refused(od::Model(options), "flare") ==
          "InputError: stimulus = flare: drives the immune read-outs, which this model does not "
          "have");
    options.response = od::ResponseOptions::none();
    CHECK(refused(od::Model(options), "injury") ==
          "InputError: stimulus = injury: releases peptides, and none that it could "
          "release moves in this model");
}
