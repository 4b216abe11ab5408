#include "opiodyn/people.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/solver.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

od::Parameter value(const std::string& name, double x) {
    od::Parameter p;
    p.name = name;
    p.value = p.low = p.high = x;
    p.evidence = od::Evidence::human;
    return p;
}

/// One compartment with every kind of effect, in round numbers.
od::Substance test_drug() {
    od::Substance s;
    s.name = "d";
    s.compartments = 1;
    s.parameters = {value("d.molar_mass", 1e6),
                    value("d.fu", 1.0),
                    value("d.CL", 10.0),
                    value("d.V1", 50.0),
                    value("d.intravenous.salt_factor", 1.0),
                    value("d.oral.salt_factor", 1.0),
                    value("d.oral.F", 0.2),
                    value("d.oral.ka", 1.0),
                    value("d.oral.lag", 0.0),
                    value("d.oral.fraction", 1.0)};
    s.routes = {{od::Route::oral, "d.oral.", "base", {{"d.oral.", od::InputKind::first_order}}},
                {od::Route::intravenous, "d.intravenous.", "base", {}}};
    s.effects = {value("d.CL.weight", 0.01),
                 value("d.CL.age", -0.005),
                 value("d.V1.weight", 1.0),
                 value("d.CL.smoker.yes", 1.2),
                 value("d.oral.F.hepatic.decompensated", 0.7),
                 value("d.CL.cv", 0.3),
                 value("d.oral.F.cv", 0.6),
                 value("d.CL~oral.F.rho", -0.5)};
    using Kind = od::CovariateEffect::Kind;
    s.covariates = {
        {"d.CL", "weight", "", Kind::linear, 70.0, "d.CL.weight"},
        {"d.CL", "age", "", Kind::linear, 40.0, "d.CL.age"},
        {"d.V1", "weight", "", Kind::power, 70.0, "d.V1.weight"},
        {"d.CL", "smoker", "yes", Kind::factor, 0.0, "d.CL.smoker.yes"},
        {"d.oral.F", "hepatic", "decompensated", Kind::set, 0.0, "d.oral.F.hepatic.decompensated"}};
    s.variability = {{"d.CL", "d.CL.cv"}, {"d.oral.F", "d.oral.F.cv"}};
    s.correlations = {{"d.CL", "d.oral.F", "d.CL~oral.F.rho"}};
    s.missing = {{"d.oral.F.hepatic.compensated", "nobody has measured it"}};
    return s;
}

const od::Model model = support::pk_model({test_drug()});

bool near(double a, double b) { return std::abs(a - b) <= 1e-14 * std::abs(b); }

}  // namespace

TEST_CASE("covariates act as their effects say") {
    const auto p = od::parameters_of(
        model,
        od::Covariates{
            {"weight", 80.0}, {"age", 60.0}, {"smoker", "yes"}, {"hepatic", "decompensated"}});
    CHECK(near(p.at("d.CL"), 10.0 * (1.0 + 0.01 * 10.0 - 0.005 * 20.0) * 1.2));
    CHECK(near(p.at("d.V1"), 50.0 * 80.0 / 70.0));
    CHECK(p.at("d.oral.F") == 0.7);
}

TEST_CASE("covariates at their references, and other categories, change nothing") {
    const auto p = od::parameters_of(
        model,
        od::Covariates{{"weight", 70.0}, {"age", 40.0}, {"smoker", "no"}, {"hepatic", "normal"}});
    for (const auto& [name, x] : p) CHECK(x == model.parameters().value(name));
    CHECK(od::parameters_of(model, od::Covariates{}).empty());
    CHECK(od::parameters_of(model, od::Covariates{{"creatinine_clearance", 50.0}}).empty());
}

TEST_CASE("an effect acts on the value in force, the caller's too") {
    const auto own = model.with({{"d.CL", 20.0}});
    CHECK(near(od::parameters_of(own, od::Covariates{{"weight", 80.0}}).at("d.CL"), 22.0));
}

TEST_CASE("what is not known of a category is said") {
    CHECK(thrown([] { od::parameters_of(model, od::Covariates{{"hepatic", "compensated"}}); }) ==
          "InputError: d.oral.F.hepatic.compensated = not known: nobody has measured it; leave out "
          "hepatic = compensated and give d.oral.F itself (in the shell: --set d.oral.F=VALUE)");
}

TEST_CASE("variation has the spread and the correlation of the library") {
    constexpr std::uint64_t n = 40000;
    double sum_x = 0, sum_y = 0, xx = 0, yy = 0, xy = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const auto p = od::parameters_of(model, od::Person{3, i, {}});
        const double F = p.at("d.oral.F");
        REQUIRE((F > 0.0 && F < 1.0));
        const double x = std::log(p.at("d.CL") / 10.0), y = std::log(F / (1 - F) / (0.2 / 0.8));
        sum_x += x, sum_y += y, xx += x * x, yy += y * y, xy += x * y;
    }
    // Log-normal: variance ln(1 + CV^2). Five standard errors of each estimate.
    const double vx = std::log1p(0.09), vy = std::log1p(0.36), root = std::sqrt(double(n));
    CHECK(std::abs(sum_x / n) < 5 * std::sqrt(vx) / root);
    CHECK(std::abs(sum_y / n) < 5 * std::sqrt(vy) / root);
    CHECK(std::abs(xx / n / vx - 1) < 5 * std::sqrt(2.0) / root);
    CHECK(std::abs(yy / n / vy - 1) < 5 * std::sqrt(2.0) / root);
    CHECK(std::abs(xy / std::sqrt(xx * yy) + 0.5) < 5 * (1 - 0.25) / root);
}

TEST_CASE("a person is the same in a population of any size, and beside any other drug") {
    const std::map<std::string, od::Distribution> spread{
        {"weight", od::Spread{70.0, 12.0}},
        {"hepatic", od::Shares{{"normal", 0.8}, {"decompensated", 0.2}}},
        {"smoker", od::Covariate("no")}};
    const auto few = od::population(10, 1, spread), many = od::population(1000, 1, spread);
    auto both = od::ModelOptions{};
    both.drugs = {std::string("naltrexone"), test_drug()};
    const od::Model larger(both);
    for (std::size_t i = 0; i < few.size(); ++i) {
        CHECK(few[i].covariates == many[i].covariates);
        const auto alone = od::parameters_of(model, few[i]);
        const auto beside = od::parameters_of(larger, few[i]);
        for (const auto& [name, x] : alone) CHECK(beside.at(name) == x);
    }
    CHECK(few[0].covariates != od::population(1, 2, spread)[0].covariates);
    const auto part = od::population(1000, 1, spread, 990, 20);
    REQUIRE(part.size() == 10);
    for (std::size_t i = 0; i < part.size(); ++i) {
        CHECK(part[i].index == 990 + i);
        CHECK(part[i].covariates == many[990 + i].covariates);
    }
    CHECK(od::population(1000, 1, spread, 1000, 20).empty());
}

TEST_CASE("covariates have the mean, spread and shares that were asked for") {
    constexpr std::int64_t n = 20000;
    const auto people = od::population(
        n, 9,
        {{"weight", od::Spread{70.0, 12.0}}, {"smoker", od::Shares{{"no", 0.7}, {"yes", 0.3}}}});
    double sum = 0, squares = 0, smokers = 0;
    for (const auto& person : people) {
        const double w = std::get<double>(person.covariates.at("weight"));
        sum += w, squares += (w - 70) * (w - 70);
        smokers += std::get<std::string>(person.covariates.at("smoker")) == "yes";
    }
    const double root = std::sqrt(double(n));
    CHECK(std::abs(sum / n - 70.0) < 5 * 12.0 / root);
    // A log-normal with CV 0.17 has kurtosis 3.5: the variance is known to sqrt(2.5 / n).
    CHECK(std::abs(squares / n / 144.0 - 1) < 5 * std::sqrt(2.5) / root);
    CHECK(std::abs(smokers / n - 0.3) < 5 * std::sqrt(0.21) / root);
}

TEST_CASE("impossible people are refused") {
    const auto drawn = [](const std::string& name, od::Distribution d, std::int64_t n = 1) {
        return thrown([&] { od::population(n, 1, {{name, d}}); });
    };
    CHECK(drawn("weight", od::Spread{-70, 1}) ==
          "InputError: weight = -70: must be a finite number above 0");
    CHECK(drawn("weight", od::Spread{70, -1}) ==
          "InputError: weight standard deviation = -1: must be a finite number, at least 0");
    CHECK(drawn("weight", od::Covariate("heavy")) ==
          "InputError: weight = 'heavy': must be a number");
    CHECK(drawn("hepatic", od::Covariate(1.0)) == "InputError: hepatic = 1: must be a category");
    CHECK(drawn("hepatic", od::Covariate("bad")) ==
          "UnknownNameError: hepatic = 'bad': unknown; known: normal, compensated, decompensated");
    CHECK(drawn("smoker", od::Shares{{"no", 0.5}}) ==
          "InputError: smoker = 0.5: the shares of its categories must sum to 1");
    CHECK(drawn("height", od::Covariate(1.0)) ==
          "UnknownNameError: covariate = 'height': unknown; did you mean 'weight'?");
    CHECK(drawn("weight", od::Covariate(70.0), 0) ==
          "InputError: n = 0: must lie between 1 and 10000000");
    // 70 kg less 100 years beyond the reference: CL (1 - 0.005 x 240) is below zero.
    CHECK(thrown([] {
              model.with(od::parameters_of(model, od::Covariates{{"age", 280.0}}));
          }).starts_with("InputError: d.CL = -"));
}

TEST_CASE("a change on the way replaces what is known of a person") {
    const auto person = model.of_person({{"d.CL", 5.0}, {"d.V1", 20.0}});
    const auto changed = person.with({{"d.CL", 8.0}});
    CHECK(changed.parameters().value("d.CL") == 8.0);
    CHECK(changed.parameters().value("d.V1") == 20.0);
    // Along a run: from 1 h on with the CL of the change.
    const auto regimen = od::Regimen(support::dose("d", 100.0, od::Route::intravenous)) +
                         od::Regimen(od::Change{od::Time{1.0}, {{"d.CL", 8.0}}});
    const auto run = od::simulate(person, regimen, std::vector<double>{3.0});
    CHECK(near(run.concentration("d")[0],
               100.0 / 20.0 * std::exp(-5.0 / 20.0 * 1.0 - 8.0 / 20.0 * 2.0)));
}

TEST_CASE("covariates act once, also on a model that has a person") {
    const auto person = model.of_person(od::parameters_of(model, od::Covariates{{"weight", 80.0}}));
    CHECK(od::parameters_of(person, od::Covariates{{"weight", 80.0}}).at("d.CL") ==
          person.parameters().value("d.CL"));
}

TEST_CASE("a value that the caller gave is scaled by covariates, not replaced") {
    const auto own = model.with({{"d.oral.F", 0.3}});
    CHECK(od::parameters_of(own, od::Covariates{{"hepatic", "decompensated"}}).at("d.oral.F") ==
          0.3);
}

TEST_CASE("a fraction of exactly one does not vary") {
    const auto all = model.with({{"d.oral.F", 1.0}});
    CHECK(od::parameters_of(all, od::Person{1, 2, {}}).at("d.oral.F") == 1.0);
}

TEST_CASE("a drug whose effects do not fit its parameters is refused when a person is made") {
    const auto refused = [](const auto& spoil) {
        auto drug = test_drug();
        spoil(drug);
        const auto spoilt = support::pk_model({drug});
        return thrown([&] { od::parameters_of(spoilt, od::Person{1, 0, {{"weight", 80.0}}}); });
    };
    CHECK(refused([](od::Substance&) {}) == "nothing");
    CHECK(refused([](od::Substance& s) {
              s.covariates[0].parameter = "d.Q2";
          }).starts_with("UnknownNameError: parameter = 'd.Q2': unknown"));
    CHECK(refused([](od::Substance& s) { s.covariates[0].effect = "d.CL.height"; }) ==
          "InputError: d.CL.height = missing: the effect has no value");
    CHECK(refused([](od::Substance& s) { s.variability.pop_back(); }) ==
          "InputError: d.oral.F = correlated: has no variability of its own");
    CHECK(refused([](od::Substance& s) { s.effects.back() = value("d.CL~oral.F.rho", -1.0); }) ==
          "InputError: d correlations = not positive definite: no such variations can exist "
          "together");
}
