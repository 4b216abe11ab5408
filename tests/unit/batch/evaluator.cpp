/// Runs as a function of arrays: whose bits and derivatives it gives, and what it refuses.

#include "opiodyn/evaluator.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "opiodyn/people.hpp"
#include "support/batches.hpp"
#include "support/throws.hpp"
#include "support/varied.hpp"

namespace od = opiodyn;
using support::by, support::by_amount, support::by_time;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
const od::SolverOptions options{.rtol = 1e-5, .atol = 1e-8};

const od::Regimen& days() {
    static const od::Regimen regimen = od::parse_regimen(
        "naltrexone 4.5 mg po q24h x2 at 1h + naltrexone 2 mg iv at 9h + set naltrexone.V1=900 at "
        "30h");
    return regimen;
}

const std::vector<od::Variable> variables{by("naltrexone.CL"), by_amount(0), by("naltrexone.mu.K"),
                                          by_time(1), by("naltrexone.V1")};
const std::vector<std::vector<double>> rows{
    {100.0, 4.5, 0.9, 9.0, 400.0}, {150.0, 1.0, 0.5, 3.25, 800.0}, {80.0, 50.0, 2.0, 11.0, 350.0}};

od::Evaluator evaluator(int threads = 0, const od::SolverOptions& chosen = options) {
    return {{od::Model(), days()}, variables, support::both_kinds(), chosen, threads};
}

/// Makes the subject of a row without the evaluator.
od::Subject subject_of(const std::vector<double>& row) {
    od::ModelOptions model;
    model.parameters = {
        {"naltrexone.CL", row[0]}, {"naltrexone.mu.K", row[2]}, {"naltrexone.V1", row[4]}};
    auto records = days().records();
    std::get<od::Dose>(records[0]).amount = od::Mass{row[1]};
    std::get<od::Dose>(records[1]).time = od::Time{row[3]};
    return {od::Model(model), od::Regimen(records)};
}

std::vector<double> flat(const std::vector<std::vector<double>>& matrix) {
    std::vector<double> all;
    for (const auto& row : matrix) all.insert(all.end(), row.begin(), row.end());
    return all;
}

std::vector<double> joined(std::vector<double> a, const std::vector<double>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<double> part(const std::vector<double>& all, std::size_t row, std::size_t width) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(row * width);
    return {begin, begin + static_cast<std::ptrdiff_t>(width)};
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("a row has the bits of its subject alone, with derivatives or without") {
    const auto evaluate = evaluator();
    const auto plain = evaluate(flat(rows));
    const auto both = evaluate.derivatives(flat(rows));
    CHECK(plain.derivatives.empty());
    CHECK(same_bits(plain.values, both.values));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto alone = od::simulate_sensitivities({subject_of(rows[row])},
                                                      support::both_kinds(), variables, options);
        CHECK(plain.status[row].complete());
        CHECK(both.status[row].complete());
        CHECK(same_bits(part(plain.values, row, evaluate.outputs()),
                        joined(alone.batch.values, alone.batch.metric_values)));
        CHECK(same_bits(part(both.derivatives, row, evaluate.outputs() * variables.size()),
                        joined(alone.values, alone.metric_values)));
    }
}

TEST_CASE("rows have the same bits with any threads, in any company") {
    support::Random random(7);
    std::vector<double> values;
    for (int row = 0; row < 600; ++row)  // more than one block of one thread
        values = joined(values, {random.log_uniform(50.0, 300.0), random.log_uniform(0.5, 50.0),
                                 random.log_uniform(0.3, 3.0), random.uniform(2.0, 12.0),
                                 random.log_uniform(200.0, 2000.0)});
    const auto expected = evaluator(1)(values);
    REQUIRE(expected.status.size() == 600);
    for (const int threads : {2, 7})
        CHECK(same_bits(evaluator(threads)(values).values, expected.values));
    const std::size_t width = evaluator().outputs();
    for (const std::size_t row : {0U, 255U, 256U, 599U})
        CHECK(same_bits(evaluator()(part(values, row, variables.size())).values,
                        part(expected.values, row, width)));
}

TEST_CASE("derivatives of a bolus are those of its closed form") {
    // A(t) = D exp(-CL / V (t - s)), from a dose D at s into one compartment, C = A / V.
    const od::Subject base{support::pk_model({support::drug("a", 3.0, {20.0})}),
                           od::Regimen(support::dose("a", 5.0, od::Route::intravenous, 0.5))};
    const od::Evaluator evaluate(base, {by("a.CL"), by("a.V1"), by_amount(0), by_time(0)},
                                 {{2.0, 7.0}, {"concentration.a"}, {}}, support::tight);
    const std::vector<std::vector<double>> points{{3.0, 20.0, 5.0, 0.5}, {9.0, 35.0, 2.0, 1.25}};
    const auto found = evaluate.derivatives(flat(points));
    std::size_t k = 0;
    for (const auto& [CL, V, D, s] : {std::array{3.0, 20.0, 5.0, 0.5}, {9.0, 35.0, 2.0, 1.25}})
        for (const double t : {2.0, 7.0}) {
            const double C = D / V * std::exp(-CL / V * (t - s));
            const std::array slopes{-(t - s) / V * C, (CL * (t - s) / V - 1.0) / V * C, C / D,
                                    CL / V * C};
            // The runs are wrong by 1e-11 of a value, and vary() by 1e-10 of a derivative.
            CHECK(std::abs(found.values[k] - C) < 1e-9 * C);
            for (std::size_t v = 0; v < 4; ++v)
                CHECK(std::abs(found.derivatives[4 * k + v] - slopes[v]) <
                      1e-8 * std::abs(slopes[v]));
            ++k;
        }
    CHECK(k == found.values.size());
}

TEST_CASE("a value replaces a person's own") {
    od::Model model;
    model = model.of_person(od::parameters_of(model, od::Person{1, 0, {{"weight", 90.0}}}));
    const auto value = [&](double CL) {
        const od::Evaluator evaluate({model, days()}, {by("naltrexone.CL")}, support::both_kinds());
        return evaluate(std::vector{CL});
    };
    const auto alone = od::simulate_batch({{model.with({{"naltrexone.CL", 77.0}}), days()}},
                                          support::both_kinds());
    CHECK(same_bits(value(77.0).values, joined(alone.values, alone.metric_values)));
}

TEST_CASE("a row that cannot run has a status, and the others keep their bits") {
    const auto evaluate = evaluator();
    const auto whole = evaluate.derivatives(flat(rows));
    const auto found = evaluate.derivatives(flat({rows[0],
                                                  {-1.0, 4.5, 0.9, 9.0, 400.0},
                                                  {100.0, not_a_number, 0.9, 9.0, 400.0},
                                                  rows[1],
                                                  {100.0, 4.5, 0.9, -3.0, 400.0},
                                                  rows[2]}));
    CHECK(found.status[1].text == "naltrexone.CL = -1: must be a finite number, at least 0");
    CHECK(found.status[2].text.find("amt = nan: must be a finite number") != std::string::npos);
    CHECK(found.status[4].text.find("time = -3: must be") != std::string::npos);
    const std::size_t width = evaluate.outputs(), slopes = width * variables.size();
    const std::size_t places[] = {0, 3, 5};
    for (std::size_t row = 0; row < 3; ++row) {
        CHECK(same_bits(part(found.values, places[row], width), part(whole.values, row, width)));
        CHECK(same_bits(part(found.derivatives, places[row], slopes),
                        part(whole.derivatives, row, slopes)));
    }
    const auto is_nan = [](double x) { return std::isnan(x); };
    for (const std::size_t row : {1U, 2U, 4U}) {
        CHECK(found.status[row].code == od::StatusCode::refused);
        CHECK(std::ranges::all_of(part(found.values, row, width), is_nan));
        CHECK(std::ranges::all_of(part(found.derivatives, row, slopes), is_nan));
    }
}

TEST_CASE("values that take a column or a derivative away are rows with a status") {
    const std::vector<od::Variable> efficacies{by("beta-endorphin.mu.tau"),
                                               by("enkephalin.mu.tau")};
    const od::Evaluator tone({od::Model(), days()}, efficacies, {{3.0}, {"tone.mu"}, {}});
    const auto found = tone(std::vector{0.0, 0.0, 1.0, 1.0});
    CHECK(found.status[0].text.starts_with("column = 'tone.mu': is not reported by a model with"));
    CHECK(found.status[1].complete());
    const od::Subject steady{od::Model(), od::parse_regimen("naltrexone 4.5 mg po q24h ss")};
    const od::Evaluator evaluate(steady, {by("naltrexone.CL")}, support::both_kinds());
    CHECK(evaluate(std::vector{90.0}).status[0].complete());
    CHECK(evaluate.derivatives(std::vector{90.0}).status[0].text.starts_with("dose.ss = 1"));
}

TEST_CASE("what an evaluator cannot be made of is refused") {
    const auto refused = [](const std::vector<od::Variable>& asked,
                            const od::BatchRequest& request = support::both_kinds(),
                            const od::SolverOptions& chosen = options) {
        return support::thrown(
            [&] { od::Evaluator({od::Model(), days()}, asked, request, chosen); });
    };
    CHECK(refused({}) == "InputError: variables = none: must be one at least");
    CHECK(refused({by_time(0), by("naltrexone.CL"), by_time(0)}) ==
          "InputError: variables = time[0]: is given twice");
    CHECK(refused({by("naltrexone.CLL")}).find("did you mean 'naltrexone.CL'") !=
          std::string::npos);
    CHECK(refused({by_amount(3)}) ==
          "InputError: variable = amt[3]: is not there: the regimen has 3 records, counted from 0");
    CHECK(refused({by_amount(2)}) ==
          "InputError: variable = amt[2]: is neither a dose nor a stimulus");
    CHECK(refused(variables, {{1.0}, {"tone.nu"}, {}})
              .starts_with("UnknownNameError: column = 'tone.nu'"));
    CHECK(refused(variables, {}) == "InputError: request = empty: needs output times or metrics");
    CHECK(refused(variables, support::both_kinds(), {.rtol = 0.0}).starts_with("InputError: rtol"));
    CHECK(refused(variables) == "nothing");
}

TEST_CASE("values that fill no row, and results too large, are refused") {
    const auto evaluate = evaluator();
    CHECK(support::thrown([&] { evaluate(std::vector(6, 1.0)); }) ==
          "InputError: values = 6 numbers: must be rows of 5, one value for each variable");
    const od::BatchRequest large{std::vector<double>(100'000, 1.0), {"tone.mu"}, {}};
    const od::Evaluator much({od::Model(), days()}, variables, large);
    CHECK(support::thrown([&] {
              much.derivatives(std::vector(2500, 1.0));
          }).starts_with("InputError: values = 3e+08 values, 2.4 GB: must be at most 2.5e+08"));
    CHECK(evaluate(std::vector<double>()).status.empty());
}

TEST_CASE("a stop is asked for once, and what is left has the status interrupted") {
    int asked = 0;
    auto chosen = options;
    chosen.stop = [&] { return ++asked == 1; };  // a signal is told once
    std::vector<double> values;
    for (int row = 0; row < 600; ++row) values = joined(values, rows[1]);
    const auto found = evaluator(1, chosen).derivatives(values);
    CHECK(asked == 1);
    REQUIRE(found.status.size() == 600);
    CHECK(found.status.front().code == od::StatusCode::interrupted);
    CHECK(found.status.back().code == od::StatusCode::interrupted);
    CHECK(std::isnan(found.values.front()));
}

TEST_CASE("a stop that throws ends all threads, and its exception comes out") {
    auto chosen = options;
    chosen.stop = []() -> bool { throw std::runtime_error("enough"); };
    std::vector<double> values;
    for (int row = 0; row < 200; ++row) values = joined(values, rows[1]);
    for (const int threads : {1, 2, 4})
        CHECK_THROWS_WITH(evaluator(threads, chosen)(values), "enough");
}
