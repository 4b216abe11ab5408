/// A model whose drug-free body cannot be computed is refused, and the message names the values to blame.

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/refusals.hpp"

namespace od = opiodyn;
using support::check, support::thrown;

namespace {

using Values = std::map<std::string, double>;

std::function<void()> with(const Values& values, bool immune = false) {
    return [=] {
        od::ModelOptions options;
        options.response.immune = immune;
        options.parameters = values;
        od::Model{options};
    };
}

/// A drug of our own with this K at mu, beside other values.
std::function<void()> binding_with(double K, const Values& values = {}) {
    return [=] {
        od::ModelOptions options;
        options.drugs = {support::drug("own", 10.0, {20.0})};
        options.bindings = {{"own", od::Receptor::mu, K, 60.0}};
        options.parameters = values;
        od::Model{options};
    };
}

constexpr double tiny = std::numeric_limits<double>::denorm_min();

}  // namespace

TEST_CASE("one value that cannot be computed with is named, with that of the library") {
    check({
        // A50^m is 0.7^31197 = 0, so that h(0) of (9) is 0 / 0.
        {with({{"mu.m", 31197.0}}),
         "InputError: mu.m = 31197: makes the drug-free rate of mu.density nan, which must be "
         "finite; the library has 4"},
        {with({{"mu.m", 31197.0}, {"mu.U", 0.5}, {"naltrexone.CL", 90.0}}),
         "InputError: mu.m = 31197: makes the drug-free rate of mu.density nan, which must be "
         "finite; the library has 4"},
        {with({{"ogf.m", 1e180}}, true),
         "InputError: ogf.m = 1e+180: makes the drug-free rate of ogf.density nan, which must be "
         "finite; the library has 4"},
        {with({{"beta-endorphin.x50", tiny}}),
         "InputError: beta-endorphin.x50 = " + od::to_text(tiny) +
             ": makes the drug-free slope of the rate of beta-endorphin.precursor inf, which must "
             "be finite; the library has 0.2"},
        {binding_with(tiny),
         "InputError: own.mu.K = " + od::to_text(tiny) +
             ": makes the drug-free rate of own.mu.bound nan, which must be finite"},
    });
}

TEST_CASE("values that cannot be computed with together are all named") {
    // Each alone is possible: 0.01^4, and 0.7^400.
    CHECK(thrown(with({{"mu.m", 400.0}})) == "nothing");
    CHECK(thrown(with({{"mu.A50", 0.01}})) == "nothing");
    check({
        {with({{"mu.m", 400.0}, {"mu.A50", 0.01}, {"mu.U", 0.5}}),
         "InputError: drug-free rate of mu.density = nan: must be finite; change one of these: "
         "mu.A50 = 0.01, mu.m = 400"},
        {with({{"mu.m", 31197.0}, {"delta.m", 31197.0}}),
         "InputError: drug-free rate of mu.density = nan: must be finite; a number of the model is "
         "too large or too small to compute with"},
    });
}

TEST_CASE("the values of a person and of a model on the way are asked for as well") {
    const od::Model model;
    CHECK(thrown([&] {
              model.of_person({{"mu.m", 31197.0}});
          }).starts_with("InputError: mu.m = 31197: makes the drug-free rate of mu.density nan"));
    CHECK(thrown([&] {
              model.with({{"mu.m", 31197.0}});
          }).starts_with("InputError: mu.m = 31197: makes"));
    CHECK(thrown([&] {
              od::simulate(model, od::parse_regimen("set mu.m=31197 at 2h"), {1.0, 3.0});
          }).starts_with("InputError: mu.m = 31197: makes"));
}

TEST_CASE("numbers that are no enumerators are refused") {
    const auto model = [](auto change) {
        return [=] {
            od::ModelOptions options;
            change(options);
            od::Model{options};
        };
    };
    const std::string rule = ": is no value of its kind";
    check({
        {model([](auto& o) { o.binding = static_cast<od::BindingMode>(2); }),
         "InputError: binding = 2" + rule},
        {model([](auto& o) { o.biophase = static_cast<od::Biophase>(-1); }),
         "InputError: biophase = -1" + rule},
        {model([](auto& o) { o.response.weights = static_cast<od::EffectWeights>(9); }),
         "InputError: weights = 9" + rule},
        {model([](auto& o) { o.receptors = {static_cast<od::Receptor>(3)}; }),
         "InputError: receptors = 3" + rule},
        {model([](auto& o) { o.routes = {static_cast<od::Route>(7)}; }),
         "InputError: routes = 7" + rule},
        {model([](auto& o) {
             o.bindings = {{"naltrexone", static_cast<od::Receptor>(3), 1.0, 60.0}};
         }),
         "InputError: binding.receptor = 3" + rule},
        {[] { od::to_string(static_cast<od::Method>(9)); }, "InputError: enumerator = 9" + rule},
        {[] {
             od::BatchRequest request;
             request.metrics = {{static_cast<od::Metric::Statistic>(99), "tone.mu", {0.0, 1.0}}};
             od::simulate_batch({}, request);
         },
         "InputError: metrics[0].statistic = 99" + rule},
        {[] { od::Model().quantity_name(999); },
         "InputError: which = 999: must be at least 0 and below " +
             std::to_string(od::Model().size() + 3)},
        {[] { od::Model().quantity_name(-1); },
         "InputError: which = -1: must be at least 0 and below " +
             std::to_string(od::Model().size() + 3)},
    });
    CHECK(od::Model().quantity_name(od::Model().size() + 2) == "kappa.free");
}
