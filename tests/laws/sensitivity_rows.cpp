/// Sensitivities of many subjects: whose bits they have, and what has none.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstring>

#include "opiodyn/opiodyn.hpp"
#include "opiodyn/sensitivity.hpp"
#include "support/batches.hpp"
#include "support/throws.hpp"
#include "support/varied.hpp"

namespace od = opiodyn;
using support::by, support::by_amount, support::by_time;

namespace {

const od::SolverOptions options{.rtol = 1e-5, .atol = 1e-8};
const std::vector<od::Variable> variables{by("naltrexone.CL"),       by("naltrexone.V1"),
                                          by("naltrexone.mu.K"),     by_amount(0),
                                          by("naltrexone.oral.lag"), by_time(0)};

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// Of all kinds, but for the steady states, which have no derivatives.
std::vector<od::Subject> subjects_of(int seed, int count) {
    support::Random random(static_cast<unsigned>(seed));
    auto subjects = support::random_subjects(random, count);
    std::erase_if(subjects, [](const od::Subject& subject) {
        return subject.regimen.doses().front().ss != od::SteadyStateDose::none;
    });
    return subjects;
}

od::Sensitivities run(const std::vector<od::Subject>& subjects, int threads = 0) {
    return od::simulate_sensitivities(subjects, support::both_kinds(), variables, options, threads);
}

/// Returns the hash of the derivatives of one subject.
std::uint64_t row_hash(const od::Sensitivities& found, std::int64_t row) {
    const auto values = found.batch.times * found.batch.columns * found.variables;
    const auto metrics = found.batch.metrics * found.variables;
    return support::hash(found.metric_values.data() + row * metrics, metrics,
                         support::hash(found.values.data() + row * values, values));
}

std::vector<std::uint64_t> row_hashes(const od::Sensitivities& found) {
    std::vector<std::uint64_t> hashes;
    for (std::int64_t row = 0; row < found.batch.size(); ++row)
        hashes.push_back(row_hash(found, row));
    return hashes;
}

}  // namespace

TEST_CASE("beside derivatives stands the batch, with its bits") {
    const auto subjects = subjects_of(51, 40);
    const auto found = run(subjects);
    const auto plain = od::simulate_batch(subjects, support::both_kinds(), options);
    CHECK(found.batch.status == plain.status);
    CHECK(found.batch.steps == plain.steps);
    CHECK(found.batch.rejected_steps == plain.rejected_steps);
    CHECK(same_bits(found.batch.values, plain.values));
    CHECK(same_bits(found.batch.metric_values, plain.metric_values));
    CHECK(std::ranges::all_of(found.values, [](double x) { return std::isfinite(x); }));
    CHECK(std::ranges::all_of(found.metric_values, [](double x) { return std::isfinite(x); }));
}

TEST_CASE("derivatives have the same bits with any threads, in any order and company") {
    auto subjects = subjects_of(52, 40);
    const auto expected = row_hashes(run(subjects, 1));
    for (const int threads : {2, 7}) CHECK(row_hashes(run(subjects, threads)) == expected);
    auto reversed = subjects;
    std::ranges::reverse(reversed);
    auto turned = row_hashes(run(reversed));
    std::ranges::reverse(turned);
    CHECK(turned == expected);
    for (const std::size_t k : {std::size_t{0}, subjects.size() / 2})
        CHECK(row_hashes(run({subjects[k]})).front() == expected[k]);
}

TEST_CASE("a derivative has the same bits beside any other variables") {
    const auto subjects = subjects_of(53, 8);
    const auto together = run(subjects);  // six of them, in two passes of four
    for (std::size_t v = 0; v < variables.size(); ++v) {
        const auto alone =
            od::simulate_sensitivities(subjects, support::both_kinds(), {variables[v]}, options);
        std::vector<double> picked;
        for (std::size_t k = v; k < together.values.size(); k += variables.size())
            picked.push_back(together.values[k]);
        CHECK(same_bits(alone.values, picked));
    }
}

TEST_CASE("what has no derivative is a row with a status, and the others keep their bits") {
    auto subjects = subjects_of(54, 12);
    const auto expected = row_hashes(run(subjects));
    const od::Model model;
    subjects.insert(subjects.begin() + 1,
                    {model, od::parse_regimen("naltrexone 4.5 mg po q24h ss")});
    subjects.insert(subjects.begin() + 4,
                    {model, od::parse_regimen("naltrexone 4.5 mg po at 3h"
                                              " + reset at 3h"
                                              " + naltrexone 1 mg po at 9h")});
    subjects.insert(subjects.begin() + 6, {model, od::parse_regimen("aspirin 500 mg po")});
    const auto found = run(subjects);
    CHECK(found.batch.status[1].text.starts_with("dose.ss = 1: has no derivatives"));
    CHECK(found.batch.status[4].text.starts_with(
        "variable = naltrexone.oral.lag: has no derivative"));
    CHECK(found.batch.status[6].text.starts_with("drug of the model = 'aspirin'"));
    for (const std::int64_t row : {1, 4, 6}) {
        CHECK(std::isnan(found.value(row, 2, 0, 0)));
        CHECK(std::isnan(found.metric(row, 0, 5)));
    }
    auto hashes = row_hashes(found);
    for (const int row : {6, 4, 1}) hashes.erase(hashes.begin() + row);
    CHECK(hashes == expected);
}

TEST_CASE("variables that do not exist are errors") {
    const std::vector<od::Subject> subjects{
        {od::Model(), od::parse_regimen("naltrexone 4.5 mg po + reset at 9h"
                                        " + set naltrexone.CL=90 at 12h")}};
    const auto thrown = [&](const std::vector<od::Variable>& asked) {
        return support::thrown(
            [&] { od::simulate_sensitivities(subjects, support::both_kinds(), asked); });
    };
    CHECK(thrown({by("naltrexone.CLL")}).find("did you mean 'naltrexone.CL'") != std::string::npos);
    CHECK(thrown({by_amount(3)}) ==
          "InputError: variable = amt[3]: is not there: the regimen has 3 records, counted from 0");
    CHECK(thrown({by_time(3)}).starts_with("InputError: variable = time[3]: is not there"));
    for (const std::size_t record : {1U, 2U})
        CHECK(thrown({by_amount(record)}) == "InputError: variable = amt[" +
                                                 std::to_string(record) +
                                                 "]: is neither a dose nor a stimulus");
    CHECK(thrown({}) == "InputError: variables = none: must be one at least");
    CHECK(thrown({by_time(1), by_time(2)}) == "nothing");
}
