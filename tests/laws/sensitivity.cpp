/// Derivatives of outputs and of metrics are central differences of runs.

#include "opiodyn/sensitivity.hpp"

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/slope_errors.hpp"
#include "support/varied.hpp"

namespace od = opiodyn;
using support::by, support::by_amount, support::by_time, support::tight;

namespace {

/// Every kind of record: doses by mouth, an infusion, a change, a stimulus, and a reset among them.
od::Subject eventful() {
    od::ModelOptions options;
    options.response = od::ResponseOptions::all();
    options.response.weights = od::EffectWeights::illustrative;
    options.parameters = {{"naltrexone.oral.lag", 0.4}};
    return {
        od::Model(options),
        od::parse_regimen("naltrexone 4.5 mg po q24h x3 at 0.5h"
                          " + naltrexone 2 mg iv over 1.7h at 6.3h"
                          " + set naltrexone.CL=100 naltrexone.mu.K=0.7 at 18.2h"
                          " + stimulus exercise 1.5 q30h x2 at 3.1h"
                          " + reset at 40.3h + naltrexone 6 mg po at 41.1h + flare 2 at 44.4h")};
}

const std::vector<od::Variable> variables{by("naltrexone.CL"),
                                          by("naltrexone.V1"),
                                          by("naltrexone.oral.ka"),
                                          by("naltrexone.oral.F"),
                                          by("naltrexone.oral.lag"),
                                          by("naltrexone.mu.K"),
                                          by("naltrexone.mu.koff"),
                                          by("beta-endorphin.mu.e0"),
                                          by("mu.turnover_half_life"),
                                          by("mu.o50"),
                                          by("beta-endorphin.peptide_half_life"),
                                          by_amount(0),
                                          by_amount(1),
                                          by_amount(3),
                                          by_amount(5),
                                          by_time(0),
                                          by_time(1),
                                          by_time(2),
                                          by_time(3),
                                          by_time(4),
                                          by_time(5)};

}  // namespace

TEST_CASE("derivatives of outputs are central differences") {
    const auto subject = eventful();
    const od::BatchRequest request{
        {0.3, 1.2, 2.0, 5.0, 7.0, 9.0, 17.0, 19.0, 24.0, 26.0, 33.0, 39.0, 42.0, 46.0, 49.5, 60.0},
        {"concentration.naltrexone", "occupancy.naltrexone.mu", "free.delta", "density.mu",
         "peptide.beta-endorphin", "flare", "tone.mu", "pain"},
        {}};
    const auto found = od::simulate_sensitivities({subject}, request, variables, tight);
    REQUIRE(found.batch.status[0].complete());
    const auto usual = od::simulate_sensitivities({subject}, request, variables);
    support::Errors errors, at_usual_tolerance;
    for (std::size_t c = 0; c < request.columns.size(); ++c) {
        const auto column = static_cast<std::int64_t>(c);
        const auto numbers = support::column_of(column);
        const double top = support::largest(numbers(found.batch, 0));
        for (std::size_t v = 0; v < variables.size(); ++v) {
            const auto over_time = [&](const od::Sensitivities& from) {
                support::Numbers own;
                for (std::int64_t t = 0; t < from.batch.times; ++t)
                    own.push_back(from.value(0, t, column, static_cast<std::int64_t>(v)));
                return own;
            };
            const auto slopes = support::differences(subject, variables[v], request, numbers);
            const double size = support::size_of(variables[v], subject);
            errors.add(over_time(found), slopes, top, size);
            at_usual_tolerance.add(over_time(usual), slopes, top, size);
        }
    }
    support::measured("error of derivatives of outputs at rtol 1e-6", at_usual_tolerance.worst(),
                      "reported");
    errors.check("derivatives of 8 outputs by 21 variables");
}

TEST_CASE("derivatives of areas and means are central differences") {
    const auto subject = eventful();
    od::BatchRequest request;
    for (const char* column : {"concentration.naltrexone", "occupancy.naltrexone.mu", "tone.mu"})
        for (const auto kind : {od::Metric::Statistic::area, od::Metric::Statistic::mean})
            for (const auto& window :
                 {od::Window{0.0, 60.0}, od::Window{0.0, 60.0, 24.0, 9.0, 22.0}})
                request.metrics.push_back({kind, column, window, 0.0});
    const auto found = od::simulate_sensitivities({subject}, request, variables, tight);
    REQUIRE(found.batch.status[0].complete());
    support::Errors errors;
    for (std::size_t v = 0; v < variables.size(); ++v) {
        const auto slopes =
            support::differences(subject, variables[v], request, support::reductions_of);
        for (std::size_t r = 0; r < request.metrics.size(); ++r)
            errors.add(
                {found.metric(0, static_cast<std::int64_t>(r), static_cast<std::int64_t>(v))},
                {{slopes.value[r]}, {slopes.error[r]}}, found.batch.metric_values[r],
                support::size_of(variables[v], subject));
    }
    errors.check("derivatives of areas and means");
}

TEST_CASE("the time of a change that holds from the start has no derivative") {
    // At time 0 it decides the drug-free levels; a moment later it no longer does.
    const auto status = [](const char* text) {
        const od::BatchRequest request{{1.0}, {"tone.mu"}, {}};
        return od::simulate_sensitivities({{od::Model(), od::parse_regimen(text)}}, request,
                                          {by_time(0)}, tight)
            .batch.status.front();
    };
    const auto refused = status("set beta-endorphin.mu.e0=0.3 + naltrexone 4.5 mg po at 5h");
    CHECK(refused.code == od::StatusCode::refused);
    CHECK(refused.text.find("time[0]: has no derivative here: what a change at time 0 sets") !=
          std::string::npos);
    // Neither a clearance nor a later change has a drug-free level to decide.
    CHECK(status("set naltrexone.CL=90 + naltrexone 4.5 mg po at 5h").code ==
          od::StatusCode::complete);
    CHECK(status("set beta-endorphin.mu.e0=0.3 at 1h + naltrexone 4.5 mg po at 5h").code ==
          od::StatusCode::complete);
}
