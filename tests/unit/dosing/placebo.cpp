/// A dose of 0 mg is a dose that puts nothing in.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

TEST_CASE("a dose of 0 counts as a dose") {
    const auto placebo = od::parse_regimen("naltrexone 0 mg po q24h x7 at 8h");
    const auto active = od::parse_regimen("naltrexone 50 mg po q24h x7 at 8h");
    CHECK(placebo.drugs() == active.drugs());
    CHECK(placebo.given() == active.given());
    CHECK(placebo.next_time("naltrexone") == active.next_time("naltrexone"));
    CHECK(placebo.default_end() == active.default_end());
    CHECK(od::to_text(placebo) == "naltrexone 0 mg po q24h x7 at 8h");
    CHECK(od::to_text(od::parse_regimen(od::to_text(placebo))) == od::to_text(placebo));
}

TEST_CASE("a dose of 0 puts nothing in, by any route, infused and at steady state") {
    const od::Model model;
    for (const char* text : {
             "naltrexone 0 mg po",
             "naltrexone 0 mg im q24h x3",
             "naltrexone 0 mg iv over 2h",
             "naltrexone 0 mg iv rate 5mg/h",
             "naltrexone 0 mg iv q24h x2 cmt central F 0.5 lag 1h",
             "naltrexone 0 mg po q24h ss",
             "naltrexone 0 mg po on mon,wed x4",
         }) {
        CAPTURE(text);
        const auto run = od::simulate(model, od::parse_regimen(text), {0.0, 1.0, 30.0});
        CHECK(run.concentration("naltrexone").isZero(0.0));
        // The body rests but for rounding: complexes and peptides stand at balances of large rates.
        CHECK((run.tone(od::Receptor::mu).array() - 1.0).abs().maxCoeff() < 1e-12);
    }
}

TEST_CASE("a dose of 0 changes nothing of another dose") {
    const od::Model model;
    const std::vector<double> times{0.0, 1.0, 30.0};
    const auto alone = od::simulate(model, od::parse_regimen("naltrexone 50 mg po"), times);
    const auto both =
        od::simulate(model, od::parse_regimen("naltrexone 50 mg po + naltrexone 0 mg iv"), times);
    CHECK(alone.concentration("naltrexone")
              .isApprox(both.concentration("naltrexone"), 1e-6));  // other steps, rtol 1e-6
}

TEST_CASE("an amount of 0 with a rate and a steady state is an infusion for ever, as before") {
    const auto model = support::pk_model({support::drug("a", 10.0, {20.0})});
    const auto run = od::simulate(model, od::parse_regimen("a 0 mg iv rate 5mg/h ss"), {0.0, 1.0});
    CHECK(std::abs(run.amount("a", "central")[0] - 5.0 * 20.0 / 10.0) < 1e-9);  // rate V / CL
}
