/// Generated code gives the derivatives of the plan that it was traced from, to the bit. The plan itself is judged by closed
/// forms and differences (sensitivity.cpp and its neighbours).

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <variant>

#include "batch/batch_request.hpp"
#include "batch/batch_run.hpp"
#include "support/figure.hpp"
#include "support/trace/coded_shapes.hpp"
#include "support/varied.hpp"

namespace od = opiodyn;
using support::by, support::by_amount, support::by_time;

namespace {

using Variables = std::vector<od::Variable>;

od::detail::LaneRows run(const std::vector<od::Subject>& subjects, const Variables& variables,
                         const od::detail::BatchTuning& tuning) {
    const auto order = od::detail::order_of(support::both_kinds(), subjects.size());
    return od::detail::run_lanes<od::detail::LaneDual>(subjects, order, variables,
                                                       {.rtol = 1e-5, .atol = 1e-8}, tuning);
}

/// Returns a hash of all numbers with their derivatives.
std::uint64_t hash_of(const od::detail::LaneRows& rows) {
    const auto size = [](const auto& values) { return static_cast<std::int64_t>(values.size()); };
    return support::hash(rows.metric_values.data(), size(rows.metric_values),
                         support::hash(rows.values.data(), size(rows.values)));
}

/// Returns variables in passes of four. What is fixed in the code varies in the last pass, which is left to the plan.
std::vector<Variables> passes_of(int kind) {
    std::vector<Variables> passes{
        {by("naltrexone.CL"), by("naltrexone.mu.K"), by_amount(0), by_time(0)}};
    if (kind == 1) return passes;
    passes.push_back({by("mu.turnover_half_life"), by("beta-endorphin.G"), by("naltrexone.V1"),
                      by("beta-endorphin.mu.K")});
    passes.push_back({by("mu.q"), by("naltrexone.mu.kint"), by("beta-endorphin.a")});
    return passes;
}

/// Tells whether a subject has the fixed numbers of the first form all along.
bool usual(const od::Subject& subject) {
    const od::detail::LanePlan plan(subject.model.implementation(), {},
                                    od::detail::active_states(subject.model, subject.regimen));
    od::detail::LaneNumbers numbers;
    const auto model = plan.numbers_of(subject.model.implementation(), numbers);
    const auto shape = static_cast<std::size_t>(support::shape_of(subject));
    const bool changes = std::ranges::any_of(subject.regimen.records(), [](const auto& record) {
        return std::holds_alternative<od::Change>(record);
    });
    return !changes &&
           od::detail::generated_form(od::detail::generated_shapes()[shape], model.numbers) == 0;
}

/// Returns subjects of one kind: some of all forms, and as many of the first form, which fill lanes of their own.
std::vector<std::vector<od::Subject>> batches_of(support::Random& random, int kind) {
    std::vector<std::vector<od::Subject>> batches(2);
    while (batches[0].size() < 9 || batches[1].size() < 9) {
        const auto [model, regimen] = support::example(random, kind);
        const od::Subject subject{od::Model(model), regimen};
        REQUIRE(support::shape_of(subject) >= 0);
        if (batches[0].size() < 9) batches[0].push_back(subject);
        if (batches[1].size() < 9 && usual(subject)) batches[1].push_back(subject);
    }
    return batches;
}

}  // namespace

TEST_CASE("generated code has the derivatives of the plan, on every instruction set") {
    if (od::detail::generated_shapes().empty()) SKIP("this build interprets the plan alone");
    support::Random random(93);
    int ways = 0;
    for (int kind = 0; kind < 5; ++kind)
        for (const auto& subjects : batches_of(random, kind))
            for (const auto& variables : passes_of(kind)) {
                const auto plan = run(subjects, variables, {1, 0, nullptr, false});
                for (const auto& status : plan.status) CHECK(status.complete());
                for (const auto& kernel : od::detail::lane_kernels()) {
                    INFO("kind " << kind << ", " << kernel.instruction_set);
                    CHECK(hash_of(run(subjects, variables, {1, 0, &kernel})) == hash_of(plan));
                    ++ways;
                }
            }
    support::measured("ways of differentiating five shapes, all the plan's bits", ways,
                      "at least 26");
    CHECK(ways >= 26);
}

TEST_CASE("every shape with generated code has derivatives of its first form") {
    for (const auto& shape : od::detail::generated_shapes()) {
        INFO(shape.name);
        REQUIRE(shape.tangents.size() >= 1);
        CHECK(shape.tangents.front().slopes_of_factors > 0);
    }
}
