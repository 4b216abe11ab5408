/// A number that is not finite ends a run, alone and in a batch, and never stands in a result.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

namespace {

/// From 2 h on, 1000 nmol lie in a volume so small that no double holds the concentration. With a clearance, no
/// step of the solver succeeds either.
struct Overflow {
    od::Model model;
    od::Regimen regimen = dosed(1e-306);
    std::vector<double> times{0.0, 1.0, 2.0, 3.0};
    std::string words;

    static od::Regimen dosed(double volume) {
        return od::Regimen(
            std::vector<od::Record>{od::Change{od::Time{0.0}, {{"a.V1", volume}}},
                                    support::dose("a", 1000.0, od::Route::intravenous, 2.0)});
    }

    explicit Overflow(double clearance, od::Method method = od::Method::rodas5p)
        : model(support::pk_model({support::drug("a", clearance, {50.0})})) {
        try {
            od::simulate(model, regimen, times, {.method = method});
            FAIL("the run goes through");
        } catch (const od::SolverError& error) {
            words = error.what();
            CHECK(error.where().time == 2.0);
            CHECK(error.where().state == "concentration.a");
            CHECK(error.where().reason == "the solution is not finite");
            CHECK(error.partial()->rows() == 2);
            CHECK_FALSE(error.partial()->complete());
        }
    }
};

}  // namespace

TEST_CASE("an output that is not finite ends a run and keeps what came before") {
    const double clearance = GENERATE(0.0, 5.0);
    const auto method = GENERATE(od::Method::rodas5p, od::Method::exact);
    Overflow(clearance, method);
}

TEST_CASE("an output that is not finite ends a subject of a batch as it does a run") {
    const Overflow run(GENERATE(0.0, 5.0));
    od::BatchRequest request;
    request.times = run.times;
    request.columns = {"concentration.a"};
    request.metrics = {{od::Metric::Statistic::peak, "concentration.a", {0.0, 1.0}}};
    const auto batch = od::simulate_batch({{run.model, run.regimen}}, request);
    CHECK(batch.status[0].code == od::StatusCode::failed);
    CHECK(batch.status[0].text == run.words);
    CHECK(batch.value(0, 1, 0) == 0.0);
    CHECK(std::isnan(batch.value(0, 2, 0)));
    CHECK(std::isnan(batch.value(0, 3, 0)));
    CHECK(std::isnan(batch.metric(0, 0)));
}

TEST_CASE("a metric that is not finite ends a subject of a batch") {
    const auto model = support::pk_model({support::drug("a", 0.0, {50.0})});
    od::BatchRequest request;
    request.metrics = {{od::Metric::Statistic::peak, "concentration.a", {0.0, 5.0}},
                       {od::Metric::Statistic::area, "concentration.a", {0.0, 5.0}}};
    // 1e308 nM can be held, and three hours of it cannot.
    const auto batch = od::simulate_batch({{model, Overflow::dosed(1e-305)}}, request);
    CHECK(batch.status[0].code == od::StatusCode::failed);
    CHECK(batch.status[0].text.find("state concentration.a): the solution is not finite") !=
          std::string::npos);
    CHECK(std::isnan(batch.metric(0, 0)));
    CHECK(std::isnan(batch.metric(0, 1)));
}
