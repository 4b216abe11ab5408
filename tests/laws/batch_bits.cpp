/// What comes out for a subject does not depend on how the batch is computed, not in the last bit.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstring>

#include "batch/batch_run.hpp"
#include "opiodyn/opiodyn.hpp"
#include "support/batches.hpp"
#include "support/figure.hpp"

namespace od = opiodyn;
using support::row_hash, support::row_hashes;

namespace {

const od::SolverOptions options{.rtol = 1e-5, .atol = 1e-8};

od::Batch run(const std::vector<od::Subject>& subjects, const od::detail::BatchTuning& tuning,
              const od::BatchRequest& request = support::both_kinds()) {
    return od::detail::run_batch(subjects, request, options, tuning);
}

}  // namespace

TEST_CASE("the same bits on every instruction set, in any number of lanes and threads") {
    support::Random random(42);
    const auto subjects = support::random_subjects(random, 41);
    const auto reference = run(subjects, {1, 1, &od::detail::lane_kernels().front()});
    for (const auto& status : reference.status) CHECK(status.complete());
    const auto expected = row_hashes(reference);
    int ways = 0;
    for (const auto& kernel : od::detail::lane_kernels())
        for (const int lanes : {1, 4, 8})
            for (const int threads : {1, 2, 7}) {
                INFO(kernel.instruction_set << ", lanes " << lanes << ", threads " << threads);
                CHECK(row_hashes(run(subjects, {threads, lanes, &kernel})) == expected);
                ++ways;
            }
    support::measured("ways of computing a batch, all the same bits", ways, "at least 9");
    CHECK(ways >= 9);
}

TEST_CASE("the same bits in any order and company") {
    support::Random random(43);
    const auto subjects = support::random_subjects(random, 30);
    const auto expected = row_hashes(run(subjects, {}));
    for (int set = 0; set < 10; ++set) {
        std::vector<std::size_t> picked;
        for (int k = 1 + random.below(30); k > 0; --k)
            picked.push_back(static_cast<std::size_t>(random.below(30)));  // some twice
        std::vector<od::Subject> some;
        for (const auto k : picked) some.push_back(subjects[k]);
        const auto batch = run(some, {});
        bool same = true;
        for (std::size_t k = 0; k < picked.size(); ++k)
            same = same && row_hash(batch, static_cast<std::int64_t>(k)) == expected[picked[k]];
        CHECK(same);
    }
}

TEST_CASE("the same bits whatever else is asked for") {
    support::Random random(44);
    const auto subjects = support::random_subjects(random, 12);
    const auto request = support::both_kinds();
    const auto full = run(subjects, {}, request);
    auto metrics = request;
    metrics.times.clear();
    metrics.columns.clear();
    CHECK(run(subjects, {}, metrics).metric_values == full.metric_values);
    auto times = request;
    times.metrics.clear();
    times.columns.insert(times.columns.begin(), "free.mu");
    times.times = {0.1, 0.5, 7.0, 40.0, 60.0};
    const auto other = run(subjects, {}, times);
    for (std::int64_t row = 0; row < full.size(); ++row)
        for (const auto& [there, here] : {std::pair{1, 1}, std::pair{3, 5}})  // 0.5 h and 40 h
            for (std::int64_t c = 0; c < 2; ++c)
                CHECK(other.value(row, there, c + 1) == full.value(row, here, c));
}

TEST_CASE("a subject that fails is a row with a status, and the others keep their bits") {
    support::Random random(45);
    auto subjects = support::random_subjects(random, 17);
    auto few_steps = options;
    few_steps.max_steps = 600;
    const auto request = support::both_kinds();
    const auto expected =
        row_hashes(od::detail::run_batch(subjects, request, few_steps, {1, 8, nullptr}));
    const od::Model model;
    // Too many steps; a drug that is not there; a steady state that only linear models add.
    auto added = support::dose("naltrexone", 4.5, od::Route::oral);
    added.ii = od::Time{24.0};
    added.ss = od::SteadyStateDose::add;
    const auto often = support::dose("naltrexone", 0.1, od::Route::oral).every(od::Time{0.1}, 400);
    subjects.insert(subjects.begin() + 3, {model, often});
    subjects.insert(subjects.begin() + 7, {model, od::parse_regimen("aspirin 500 mg po")});
    subjects.insert(subjects.begin() + 11, {model, od::Regimen({added})});
    for (const int threads : {1, 3}) {
        const auto batch =
            od::detail::run_batch(subjects, request, few_steps, {threads, 8, nullptr});
        CHECK(batch.status[3].code == od::StatusCode::failed);
        CHECK(batch.status[7].code == od::StatusCode::refused);
        CHECK(batch.status[3].text.ends_with("max_steps = 600 is used up"));
        CHECK(batch.status[7].text.starts_with("drug of the model = 'aspirin'"));
        CHECK(batch.status[11].text.starts_with("dose.ss = 2: adds to what is there"));
        CHECK(std::isnan(batch.metric(3, 0)));
        CHECK(std::isnan(batch.value(7, 0, 0)));
        CHECK(batch.steps[3] == 600);
        auto hashes = row_hashes(batch);
        for (const int row : {11, 7, 3}) hashes.erase(hashes.begin() + row);
        CHECK(hashes == expected);
    }
}

TEST_CASE("a run alone has the bits of a run in a batch") {
    support::Random random(46);
    int different = 0, negative = 0;
    // At 1e-3 some interpolated values lie below zero and are computed by substeps instead.
    for (const double rtol : {1e-3, 1e-5}) {
        const auto subjects = support::random_subjects(random, 60);
        auto request = support::both_kinds();
        for (int k = 0; k < 100; ++k) {
            request.times.push_back(random.uniform(0.0, 60.0));
            request.times.push_back(random.uniform(0.0, 3.3));
        }
        std::sort(request.times.begin(), request.times.end());
        request.columns = {"occupancy.naltrexone.mu", "effect_site.naltrexone", "free.delta"};
        const od::SolverOptions tolerance{
            .method = od::Method::rodas5p, .rtol = rtol, .atol = 1e-3 * rtol};
        const auto batch = od::simulate_batch(subjects, request, tolerance);
        for (std::size_t row = 0; row < subjects.size(); ++row) {
            const auto alone =
                od::simulate(subjects[row].model, subjects[row].regimen, request.times, tolerance);
            for (std::int64_t t = 0; t < batch.times; ++t)
                for (std::size_t c = 0; c < request.columns.size(); ++c) {
                    const double in_batch = batch.value(static_cast<std::int64_t>(row), t,
                                                        static_cast<std::int64_t>(c));
                    const double value = alone.column(request.columns[c])[t];
                    if (std::memcmp(&in_batch, &value, sizeof value) != 0) ++different;
                    if (!(in_batch >= 0.0)) ++negative;
                }
        }
    }
    support::measured("values of 120 single runs that differ from those of a batch", different,
                      "none");
    CHECK(different == 0);
    CHECK(negative == 0);
}
