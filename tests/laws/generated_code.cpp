/// Generated code gives the bits of the plan that it was traced from, for every shape, form, instruction set and number of
/// lanes.

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "batch/batch_run.hpp"
#include "support/figure.hpp"
#include "support/trace/coded_shapes.hpp"

namespace od = opiodyn;
using support::example, support::row_hashes, support::shape_of;

namespace {

od::BatchRequest request() {
    auto request = support::both_kinds();
    request.columns = {};
    const od::Model least({.response = od::ResponseOptions::none()});
    for (const auto& column : least.columns()) request.columns.push_back(column.name());
    return request;
}

}  // namespace

TEST_CASE(
    "generated code has the bits of the plan, on every instruction set, in any number of lanes") {
    if (od::detail::generated_shapes().empty()) SKIP("this build interprets the plan alone");
    support::Random random(91);
    int ways = 0;
    std::set<std::ptrdiff_t> shapes;
    for (int kind = 0; kind < 5; ++kind) {
        std::vector<od::Subject> subjects;
        for (int k = 0; k < 19; ++k) {
            const auto [model, regimen] = example(random, kind);
            subjects.push_back({od::Model(model), regimen});
            shapes.insert(shape_of(subjects.back()));
        }
        for (const double rtol : {1e-3, 1e-6}) {
            const od::SolverOptions options{.rtol = rtol, .atol = 1e-3 * rtol};
            const auto plan =
                od::detail::run_batch(subjects, request(), options, {1, 1, nullptr, false});
            for (const auto& status : plan.status) CHECK(status.complete());
            for (const auto& kernel : od::detail::lane_kernels())
                for (const int lanes : {1, 4, 8}) {
                    INFO("kind " << kind << ", " << kernel.instruction_set << ", lanes " << lanes);
                    const auto batch =
                        od::detail::run_batch(subjects, request(), options, {1, lanes, &kernel});
                    CHECK(row_hashes(batch) == row_hashes(plan));
                    CHECK(batch.steps == plan.steps);
                    ++ways;
                }
        }
    }
    support::measured("ways of computing five shapes by generated code, all the plan's bits", ways,
                      "at least 30");
    CHECK(ways >= 30);
    CHECK(shapes.size() == 5);
    CHECK_FALSE(shapes.contains(-1));
}

TEST_CASE("a drug that nobody takes changes no bit") {
    support::Random random(92);
    od::ModelOptions alone, crowd;
    crowd.drugs = {"naltrexone", "morphine", "oxycodone", "fentanyl",
                   "methadone",  "naloxone", "nalmefene", "hydromorphone"};
    for (const bool generated : {true, false}) {
        std::vector<od::Subject> without, with;
        for (int k = 0; k < 9; ++k) {
            auto [model, regimen] = example(random, 0);
            alone.parameters = crowd.parameters = model.parameters;
            without.push_back({od::Model(alone), regimen});
            with.push_back({od::Model(crowd), regimen});
            CHECK(shape_of(without.back()) == shape_of(with.back()));
        }
        const od::SolverOptions options{.rtol = 1e-5, .atol = 1e-8};
        const od::detail::BatchTuning tuning{1, 8, nullptr, generated};
        CHECK(row_hashes(od::detail::run_batch(without, request(), options, tuning)) ==
              row_hashes(od::detail::run_batch(with, request(), options, tuning)));
    }
}
