/// Wherever a stop can be asked for, it ends the call with an error or a status of the library.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

/// Returns options that say stop when asked for the n-th time, and from then on.
od::SolverOptions stopping_at(int n, int& asked, od::Method method = od::Method::automatic) {
    asked = 0;
    od::SolverOptions options;
    options.method = method;
    options.stop = [n, &asked] { return ++asked >= n; };
    return options;
}

/// Returns a regimen whose first dose asks for a steady state.
od::Regimen steady() {
    auto dose = support::dose("naltrexone", 50.0, od::Route::oral);
    dose.ii = od::Time{24.0};
    dose.ss = od::SteadyStateDose::reset;
    return {dose};
}

od::Regimen infusion() {
    auto dose = support::dose("naltrexone", 0.0, od::Route::intravenous);
    dose.rate = od::MassRate{1.0};
    dose.ss = od::SteadyStateDose::reset;
    return {dose};
}

od::Regimen once() { return support::dose("naltrexone", 50.0, od::Route::oral); }

/// Stops a call at its first, second, third, ... question until it comes to its end.
template <class Call>
void stop_everywhere(const Call& call) {
    int stopped = 0;
    for (int n = 1; n < 5000; n = n < 4 ? n + 1 : 4 * n) {
        int asked = 0;
        const std::string text = thrown([&] { call(stopping_at(n, asked)); });
        INFO("question " << n << ": " << text);
        if (asked < n) {
            CHECK(text == "nothing");
            break;
        }
        CHECK(text.starts_with("Interrupted: "));
        CHECK(asked == n);  // Nothing asks again once it was told.
        ++stopped;
    }
    CHECK(stopped > 0);
}

}  // namespace

TEST_CASE("a run that is stopped throws Interrupted, whatever it was doing") {
    const auto linear = support::pk_model({"naltrexone"});
    for (const auto& model : {od::Model(), linear})
        for (const auto& regimen : {once(), steady(), infusion()}) {
            stop_everywhere(
                [&](const auto& options) { od::simulate(model, regimen, {1.0, 48.0}, options); });
            stop_everywhere([&](const auto& options) {
                od::simulate_at(model, regimen, {{0.0, 0}, {48.0}}, options);
            });
        }
}

TEST_CASE("a steady state that is stopped throws Interrupted") {
    for (const auto& model : {od::Model(), support::pk_model({"naltrexone"})})
        stop_everywhere(
            [&](const auto& options) { od::steady_state(model, once(), od::Time{24.0}, options); });
    stop_everywhere([&](auto options) {
        options.method = od::Method::dopri5;
        od::steady_state(od::Model(support::held(od::Biophase::plasma)), once(), od::Time{24.0},
                         options);
    });
}

TEST_CASE("subjects that are stopped say so in their status, and nothing is thrown") {
    const std::vector<od::Subject> subjects{
        {od::Model(), once()}, {od::Model(), steady()}, {od::Model(), infusion()}};
    od::BatchRequest request;
    request.metrics = {{od::Metric::Statistic::peak, "tone.mu", {0.0, 480.0}}};
    const auto is_told = [](const od::RunStatus& status) {
        return status.code == od::StatusCode::interrupted ||
               status.code == od::StatusCode::not_run || status.complete();
    };
    for (int n = 1; n < 4; ++n) {
        int asked = 0;
        const auto batch = od::simulate_batch(subjects, request, stopping_at(n, asked), 1);
        const bool stopped = asked >= n;
        for (const auto& status : batch.status) {
            CHECK(is_told(status));
            if (!stopped) CHECK(status.complete());
        }
        if (n == 1) CHECK(batch.status[0].code == od::StatusCode::interrupted);
        for (const auto& run :
             od::simulate_subjects(subjects, {{{480.0}}}, stopping_at(n, asked), 1))
            CHECK(is_told(run.status()));
        const auto slopes = od::simulate_sensitivities(
            {subjects[0]}, request, {{od::Variable::Kind::parameter, "naltrexone.CL"}},
            stopping_at(n, asked), 1);
        CHECK(is_told(slopes.batch.status[0]));
        const od::Evaluator evaluate(subjects[0],
                                     {{od::Variable::Kind::parameter, "naltrexone.CL"}}, request,
                                     stopping_at(n, asked), 1);
        CHECK(is_told(evaluate(std::vector<double>{90.0}).status[0]));
    }
}
