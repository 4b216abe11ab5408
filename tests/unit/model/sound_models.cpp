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
        // 1 / o50 is the slope of (9) at no block.
        {with({{"mu.o50", tiny}}),
         "InputError: mu.o50 = " + od::to_text(tiny) +
             ": makes the drug-free slope of the rate of mu.density nan, which must be "
             "finite; the library has 25"},
        {with({{"mu.o50", tiny}, {"mu.U", 0.5}, {"naltrexone.CL", 90.0}}),
         "InputError: mu.o50 = " + od::to_text(tiny) +
             ": makes the drug-free slope of the rate of mu.density nan, which must be "
             "finite; the library has 25"},
        {with({{"ogf.o50", tiny}}, true),
         "InputError: ogf.o50 = " + od::to_text(tiny) +
             ": makes the drug-free slope of the rate of ogf.density nan, which must be "
             "finite; the library has 25"},
        {with({{"beta-endorphin.x50", tiny}}),
         "InputError: beta-endorphin.x50 = " + od::to_text(tiny) +
             ": makes the drug-free slope of the rate of beta-endorphin.precursor inf, which must "
             "be finite; the library has 0.2"},
        {binding_with(tiny),
         "InputError: own.mu.K = " + od::to_text(tiny) +
             ": makes the drug-free rate of own.mu.bound nan, which must be finite"},
    });
}

TEST_CASE("what a mg of a dose brings must be a number") {
    auto own = support::drug("own", 10.0, {20.0});
    own.molar_mass = 1e-305;
    od::ModelOptions options;
    options.drugs = {own};
    const auto said = thrown([&] { od::Model{options}; });
    CAPTURE(said);
    CHECK(said.starts_with("InputError: "));
    CHECK(said.find("amount [nmol] of 1 mg of own") != std::string::npos);
    CHECK(said.find("inf") != std::string::npos);
}

TEST_CASE("peptides that leave less than no receptors free are named") {
    // 1 of 1e16 receptors stays free, and rounding takes more.
    const auto said = thrown(with({{"beta-endorphin.mu.e0", 1e16}, {"enkephalin.mu.e0", 3.0}}));
    CAPTURE(said);
    CHECK(
        said.starts_with("InputError: beta-endorphin.mu.e0 = 1e+16: makes the drug-free share "
                         "of free receptors at mu -"));
    CHECK(said.ends_with(", which must not be negative; the library has 0.007"));
}

TEST_CASE("a value is not to blame because another in its place breaks another rule") {
    // What stands in for 0.4 or 0.6 is 1, but then the fractions do not sum to 1.
    auto own = support::drug("own", 10.0, {20.0});
    own.absorption = {od::FirstOrder{1.0, 1.0, 0.0, 0.4}, od::FirstOrder{2.0, 1.0, 0.0, 0.6}};
    od::ModelOptions options;
    options.drugs = {own};
    options.bindings = {{"own", od::Receptor::mu, tiny, 60.0}};
    CHECK(thrown([&] { od::Model{options}; }) ==
          "InputError: own.mu.K = " + od::to_text(tiny) +
              ": makes the drug-free rate of own.mu.bound nan, which must be finite");
}

TEST_CASE("an exponent must leave a number that effects can be counted from") {
    // S(0) is 10 x 0.01 / 1.01, the signal of two peptides.
    const std::string fault =
        ": makes the drug-free S(0)^n of effect.pain 0, which must be above 0 and below 1e300; the "
        "library has 2.6";
    check({{with({{"effect.pain.n", 400.0}}), "InputError: effect.pain.n = 400" + fault}});
    CHECK(thrown(with({{"effect.pain.n", 300.0}})) == "nothing");
}

TEST_CASE("values that cannot be computed with together are all named") {
    CHECK(thrown(with({{"effect.pain.n", 200.0}})) == "nothing");
    CHECK(thrown(with({{"beta-endorphin.mu.e0", 1e-6}, {"enkephalin.mu.e0", 0.0}})) == "nothing");
    const auto both = thrown(with(
        {{"effect.pain.n", 200.0}, {"beta-endorphin.mu.e0", 1e-6}, {"enkephalin.mu.e0", 0.0}}));
    CHECK(both ==
          "InputError: drug-free S(0)^n of effect.pain = 0: must be above 0 and below 1e300; "
          "change one of these: beta-endorphin.mu.e0 = 1e-06, enkephalin.mu.e0 = 0, "
          "effect.pain.n = 200");
    CHECK(thrown(with({{"mu.o50", tiny}, {"delta.o50", tiny}})) ==
          "InputError: drug-free slope of the rate of mu.density = nan: must be finite; a number "
          "of the "
          "model is too large or too small to compute with");
}

TEST_CASE("the values of a person and of a model on the way are asked for as well") {
    const od::Model model;
    const std::string fault =
        "InputError: effect.pain.n = 400: makes the drug-free S(0)^n of effect.pain 0";
    CHECK(thrown([&] { model.of_person({{"effect.pain.n", 400.0}}); }).starts_with(fault));
    CHECK(thrown([&] { model.with({{"effect.pain.n", 400.0}}); }).starts_with(fault));
    CHECK(thrown([&] {
              od::simulate(model, od::parse_regimen("set effect.pain.n=400 at 2h"), {1.0, 3.0});
          }).starts_with(fault));
}

TEST_CASE("the last quantities that cannot be negative are the free receptors") {
    CHECK(od::Model().quantity_name(od::Model().size() + 2) == "kappa.free");
}
