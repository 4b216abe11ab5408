/// Predictions of a study: whose bits and derivatives they are, on which side of a dose, and what is refused.

#include "opiodyn/predictor.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstring>

#include "support/batches.hpp"
#include "support/throws.hpp"
#include "support/varied.hpp"

namespace od = opiodyn;
using support::by, support::by_amount;

namespace {

const od::SolverOptions options{.rtol = 1e-5, .atol = 1e-8};
const std::vector<std::string> columns{"concentration.naltrexone", "tone.mu"};
const std::vector<od::Variable> variables{by("naltrexone.CL"), by_amount(0)};
const std::vector<double> values{100.0, 4.5, 150.0, 3.0, 80.0, 50.0};

/// Three subjects with regimens of their own; the outputs of the second lie before and after its second dose.
const std::vector<std::string> regimens{"naltrexone 4.5 mg po q24h x2 at 1h",
                                        "naltrexone 4.5 mg po q24h x2",
                                        "naltrexone 50 mg iv at 2h"};
const std::vector<std::vector<od::Output>> outputs{
    {2.0, 5.0, 30.0}, {{24.0, 0}, {24.0}, 25.0}, {3.0}};

od::Subject subject(std::size_t k, double CL, double amount) {
    od::ModelOptions model;
    model.parameters = {{"naltrexone.CL", CL}};
    auto records = od::parse_regimen(regimens[k]).records();
    std::get<od::Dose>(records[0]).amount = od::Mass{amount};
    return {od::Model(model), od::Regimen(records)};
}

std::vector<od::Subject> subjects() {
    std::vector<od::Subject> found;
    for (const auto& text : regimens) found.push_back({od::Model(), od::parse_regimen(text)});
    return found;
}

od::Predictor predictor(int threads = 0) {
    return {subjects(), outputs, columns, variables, options, threads};
}

bool same(double a, double b) { return std::memcmp(&a, &b, sizeof(double)) == 0; }

}  // namespace

TEST_CASE("a prediction has the bits of its subject alone") {
    for (const int threads : {1, 3}) {
        const auto predict = predictor(threads);
        const auto found = predict(values), derived = predict.derivatives(values);
        REQUIRE(found.values.size() == predict.values());
        REQUIRE(derived.derivatives.size() == predict.values() * variables.size());
        CHECK(found.derivatives.empty());
        std::size_t next = 0;
        for (std::size_t k = 0; k < regimens.size(); ++k) {
            const auto alone = subject(k, values[2 * k], values[2 * k + 1]);
            auto by_rodas = options;
            by_rodas.method = od::Method::rodas5p;
            const auto run = od::simulate_at(alone.model, alone.regimen, outputs[k], by_rodas);
            for (std::size_t i = 0; i < outputs[k].size(); ++i)
                for (const auto& column : columns) {
                    const double expected = run.column(column)[static_cast<od::Index>(i)];
                    CHECK(same(found.values[next], expected));
                    CHECK(same(derived.values[next], expected));
                    ++next;
                }
        }
    }
}

TEST_CASE("derivatives of predictions are those of sensitivities") {
    const auto found = predictor().derivatives(values);
    // The first subject has three outputs of two columns, all after what happens at their time.
    const auto expected =
        od::simulate_sensitivities({subject(0, 100.0, 4.5)}, {{2.0, 5.0, 30.0}, columns, {}},
                                   variables, options)
            .values;
    REQUIRE(expected.size() == 12);
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(same(found.derivatives[i], expected[i]));
}

TEST_CASE("an output before a dose shows neither the dose nor its derivatives") {
    // A bolus of D at s = 1 and s + 8 into one compartment: C = D / V exp(-k (t - s)), and one D / V more after the
    // second.
    const auto model = support::pk_model({support::drug("a", 3.0, {20.0})});
    const od::Regimen doses(
        support::dose("a", 5.0, od::Route::intravenous, 1.0).every(od::Time{8.0}, 2));
    const std::vector<std::vector<od::Output>> around{{{9.0, od::Output::before}, {9.0}}};
    const od::Predictor predict({{model, doses}}, around, {"concentration.a"},
                                {by("a.CL"), by_amount(0), support::by_time(0)}, support::tight);
    const auto found = predict.derivatives(std::vector{3.0, 5.0, 1.0});
    const double k = 3.0 / 20.0, left = std::exp(-8.0 * k);
    const double unit =
        found.values[0] / (5.0 * left);    // [nM] after 1 mg, by molar mass and volume
    const double tolerance = 1e-8 * unit;  // the relative tolerance of `tight`, on numbers near 1
    for (const std::size_t output : {0U, 1U}) {
        const double each = output == 0 ? left : 1.0 + left;
        const double* slopes = found.derivatives.data() + 3 * output;
        CHECK(std::abs(found.values[output] - 5.0 * each * unit) < tolerance);
        CHECK(std::abs(slopes[0] + 8.0 / 20.0 * 5.0 * left * unit) < tolerance);
        CHECK(std::abs(slopes[1] - each * unit) < tolerance);
        CHECK(std::abs(slopes[2] - k * 5.0 * each * unit) < tolerance);
    }
}

TEST_CASE("without variables the subjects stay as they are") {
    const od::Predictor predict(subjects(), outputs, columns, {}, options);
    const std::vector<double> own_clearance{od::Model().parameters().find("naltrexone.CL")->value};
    const od::Predictor varied(subjects(), outputs, columns, {by("naltrexone.CL")}, options);
    const auto found = predict({});
    const auto expected = varied(std::vector<double>(3, own_clearance.front()));
    REQUIRE(found.values.size() == expected.values.size());
    for (std::size_t i = 0; i < found.values.size(); ++i)
        CHECK(same(found.values[i], expected.values[i]));
    CHECK_THROWS_AS(predict.derivatives({}), od::InputError);
}

TEST_CASE("a subject that cannot run has a reason, and the others have their numbers") {
    auto given = values;
    given[2] = -1.0;  // a clearance below 0
    const auto found = predictor().derivatives(given), whole = predictor().derivatives(values);
    CHECK(found.status[0].complete());
    CHECK(found.status[1].code == od::StatusCode::refused);
    CHECK(found.status[2].complete());
    for (std::size_t i = 0; i < found.values.size(); ++i) {
        const bool of_second = i >= 6 && i < 12;
        CHECK(std::isnan(found.values[i]) == of_second);
        CHECK((of_second || same(found.values[i], whole.values[i])));
    }
}
