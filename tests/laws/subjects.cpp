/// A subject of a study has, to the last bit, what a run alone gives: numbers, counts, provenance and status.

#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <string>

#include "batch/batch_run.hpp"
#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/studies.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using od::Output;

namespace {

od::SolverOptions with_rtol(double rtol) {
    return {.method = od::Method::rodas5p, .rtol = rtol, .atol = 1e-3 * rtol};
}

/// Returns a run alone, as far as it came. A fault of the input is the status of an empty run.
od::Trajectory alone(const od::Subject& subject, const std::vector<Output>& outputs,
                     const od::SolverOptions& options) {
    try {
        return od::simulate_at(subject.model, subject.regimen, outputs, options);
    } catch (const od::SolverError& error) {
        return *error.partial();
    } catch (const od::InputError& error) {
        od::Trajectory none({}, subject.model.columns(), subject.model.ligands());
        none.finish({od::StatusCode::refused, error.what()}, {}, {});
        return none;
    }
}

bool same_bits(const od::Trajectory& a, const od::Trajectory& b) {
    const auto same = [](const auto& x, const auto& y) {
        return x.size() == y.size() &&
               (x.size() == 0 ||
                std::memcmp(x.data(), y.data(),
                            static_cast<std::size_t>(x.size()) * sizeof(double)) == 0);
    };
    if (a.columns().size() != b.columns().size() || !same(a.times(), b.times())) return false;
    for (std::size_t k = 0; k < a.columns().size(); ++k) {
        const auto column = static_cast<od::Index>(k);
        if (!same(a.column(column), b.column(column))) return false;
    }
    return true;
}

bool same_counts(const od::RunCounts& a, const od::RunCounts& b) {
    return a.steps == b.steps && a.rejected_steps == b.rejected_steps &&
           a.steady_states == b.steady_states &&
           a.steady_state_residual == b.steady_state_residual &&
           a.steady_state_periods == b.steady_state_periods;
}

/// Compares a study with runs one by one, and returns how many of these did not complete.
int compare(const support::Study& study, const std::vector<od::Trajectory>& runs,
            const od::SolverOptions& options) {
    int incomplete = 0;
    REQUIRE(runs.size() == study.subjects.size());
    for (std::size_t k = 0; k < runs.size(); ++k) {
        const auto expected = alone(study.subjects[k], study.outputs[k], options);
        INFO("subject " << k << ": " << od::to_text(study.subjects[k].regimen) << "; "
                        << runs[k].status().text << "; " << expected.status().text);
        CHECK(same_bits(runs[k], expected));
        CHECK(runs[k].status() == expected.status());
        incomplete += expected.complete() ? 0 : 1;
        if (expected.status().code == od::StatusCode::refused) continue;
        CHECK(same_counts(runs[k].counts(), expected.counts()));
        CHECK(runs[k].provenance() == expected.provenance());
    }
    return incomplete;
}

}  // namespace

TEST_CASE("subjects with records and outputs of all kinds have the bits of runs alone") {
    support::Random random(15);
    int incomplete = 0;
    for (const double rtol : {1e-3, 1e-5}) {
        const auto study = support::random_study(random, 60);
        const auto options = with_rtol(rtol);
        for (const int threads : {1, 3}) {
            const auto runs =
                od::simulate_subjects(study.subjects, study.outputs, options, threads);
            incomplete += compare(study, runs, options);
        }
    }
    support::measured("random subjects of a study that are not complete", incomplete, "none");
    CHECK(incomplete == 0);
}

TEST_CASE("subjects that cannot go on, or are refused, have the status of runs alone") {
    support::Random random(16);
    auto study = support::random_study(random, 40);
    study.subjects[3].regimen = od::parse_regimen("aspirin 500 mg po");
    auto added = support::dose("naltrexone", 4.5, od::Route::oral);
    added.ii = od::Time{24.0};
    added.ss = od::SteadyStateDose::add;
    study.subjects[7] = {od::Model(), od::Regimen(added)};
    auto options = with_rtol(1e-5);
    for (const std::int64_t most : {40, 150, 300}) {
        options.max_steps = most;
        CHECK(compare(study, od::simulate_subjects(study.subjects, study.outputs, options),
                      options) > 2);
        options.max_steps = 20'000;
        options.max_attempts = most;
        CHECK(compare(study, od::simulate_subjects(study.subjects, study.outputs, options),
                      options) > 2);
        options.max_attempts = 40'000;
    }
}

TEST_CASE("a subject whose steps are used up at a dose shows the state after the dose") {
    auto options = with_rtol(1e-5);
    const od::Subject subject{od::Model(), od::parse_regimen("naltrexone 4.5 mg po q24h x2")};
    const auto until_dose = alone(subject, {{24.0, Output::before}}, options);
    options.max_steps = until_dose.counts().steps;
    const support::Study study{{subject}, {{{24.0, Output::before}, {24.0}, {30.0}}}};
    const auto runs = od::simulate_subjects(study.subjects, study.outputs, options);
    CHECK(compare(study, runs, options) == 1);
    CHECK(runs[0].rows() == 2);
}

TEST_CASE("a change at the start decides what moves, as in a run alone") {
    support::Random random(18);
    auto study = support::random_study(random, 12);
    // Without its basal level, a peptide has no complex at the receptor that could move.
    const od::Change none{od::Time{0.0}, {{"enkephalin.mu.e0", 0.0}}};
    const auto dose = od::parse_regimen("naltrexone 4.5 mg po q24h x2");
    study.subjects[2].regimen = od::Regimen(none) + dose;
    study.subjects[5].regimen = dose + od::Regimen(none);  // the dose comes first
    study.subjects[6].regimen = dose;
    const auto options = with_rtol(1e-5);
    CHECK(compare(study, od::simulate_subjects(study.subjects, study.outputs, options, 1),
                  options) == 0);
}

TEST_CASE("one list of outputs may serve all subjects") {
    support::Random random(17);
    auto study = support::random_study(random, 9);
    const auto runs = od::simulate_subjects(study.subjects, {study.outputs[0]});
    study.outputs.assign(9, study.outputs[0]);
    const auto each = od::simulate_subjects(study.subjects, study.outputs);
    for (std::size_t k = 0; k < 9; ++k) CHECK(same_bits(runs[k], each[k]));
}

TEST_CASE("runs of a study that are stopped keep what they reached") {
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x28");
    const std::vector<od::Subject> subjects(400, od::Subject{od::Model(), regimen});
    const std::vector<Output> outputs{{0.0}, {24.0, Output::before}, {672.0}};
    const auto whole = od::simulate_subjects({subjects[0]}, {outputs})[0];
    int asked = 0;
    od::SolverOptions options;
    options.stop = [&] { return ++asked > 200; };
    int complete = 0, interrupted = 0, not_run = 0;
    for (const auto& run : od::simulate_subjects(subjects, {outputs}, options, 2)) {
        const auto code = run.status().code;
        complete += run.complete() ? 1 : 0;
        interrupted += code == od::StatusCode::interrupted ? 1 : 0;
        not_run += code == od::StatusCode::not_run ? 1 : 0;
        CHECK(run.rows() == (run.complete() ? 3 : run.rows() < 3 ? run.rows() : -1));
        if (code == od::StatusCode::interrupted) CHECK(run.status().text.ends_with("interrupted"));
        for (od::Index k = 0; k < run.rows(); ++k) CHECK(run.column(0)[k] == whole.column(0)[k]);
    }
    CHECK(complete + interrupted + not_run == 400);
    CHECK(interrupted > 0);
    CHECK(not_run > 0);
}

TEST_CASE("the stop of a study is asked while steady states are sought") {
    auto steady = support::dose("naltrexone", 4.5, od::Route::oral);
    steady.ii = od::Time{24.0};
    steady.ss = od::SteadyStateDose::reset;
    // Each steady state takes thousands of steps, and there is nothing but steady states.
    const std::vector<od::Subject> subjects(50, od::Subject{od::Model(), od::Regimen(steady)});
    int asked = 0;
    od::SolverOptions options;
    options.stop = [&] { return ++asked > 3; };
    for (const auto& run : od::simulate_subjects(subjects, {{Output(0.0)}}, options, 1))
        CHECK_FALSE(run.complete());
    CHECK(asked == 4);
}

TEST_CASE("a study is refused whose outputs nobody could serve") {
    const std::vector<od::Subject> two(2, od::Subject{od::Model(), od::Regimen()});
    const auto refused = [&](const std::vector<std::vector<Output>>& outputs,
                             const od::SolverOptions& options = {}) {
        return support::thrown([&] { od::simulate_subjects(two, outputs, options); });
    };
    CHECK(refused({{0.0}, {0.0}, {0.0}}) ==
          "InputError: outputs = 3 lists: must be one list, or one for each of the 2 subjects");
    CHECK(refused({{0.0}, {}}) == "InputError: outputs[1] = none: needs at least one output time");
    CHECK(refused({{0.0}, {1.0, 0.5}}) ==
          "InputError: outputs[1][1] = 0.5: must not be before outputs[1][0] = 1; sort the times");
    CHECK(refused({{0.0}}, {.method = od::Method::dopri5}) ==
          "InputError: method = dopri5: batches run by rodas5p");
    CHECK(od::simulate_subjects({}, {}).empty());
}
