/// A batch gives what single runs give, within the tolerance; metrics are those of a fine grid.

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <stdexcept>

#include "opiodyn/opiodyn.hpp"
#include "support/batches.hpp"
#include "support/figure.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

TEST_CASE("values of a batch are those of single runs") {
    support::Random random(7);
    const auto subjects = support::random_subjects(random, 40);
    const auto request = support::both_kinds();
    const od::SolverOptions options{.rtol = 1e-9, .atol = 1e-12};
    const auto batch = od::simulate_batch(subjects, request, options);
    support::Worst occupancy, concentration;
    for (std::size_t row = 0; row < subjects.size(); ++row) {
        REQUIRE(batch.status[row].complete());
        const auto run =
            od::simulate(subjects[row].model, subjects[row].regimen, request.times, options);
        for (std::size_t t = 0; t < request.times.size(); ++t) {
            const auto at = static_cast<od::Index>(t);
            const auto value = [&](std::int64_t column) {
                return batch.value(static_cast<std::int64_t>(row), at, column);
            };
            occupancy.add(value(0) - run.column("occupancy.naltrexone.mu")[at]);
            concentration.add(value(1) - run.column("concentration.naltrexone")[at]);
        }
    }
    // Both are wrong by ten rtol at most; concentrations go up to some tens of nM.
    support::figure("occupancies in a batch against single runs", occupancy.value(), 1e-8);
    support::figure("concentrations in a batch against single runs, nM", concentration.value(),
                    1e-7);
    CHECK(occupancy.value() < 1e-8);
    CHECK(concentration.value() < 1e-7);
}

TEST_CASE("metrics are those of a fine grid") {
    const od::Model model;
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x3");
    using Kind = od::Metric::Statistic;
    const od::Window day{24.0, 48.0}, waking{0.0, 72.0, 24.0, 8.0, 24.0};
    const char* const column = "occupancy.naltrexone.mu";
    const od::BatchRequest request{{},
                                   {},
                                   {{Kind::area, column, day, 0.0},
                                    {Kind::mean, column, day, 0.0},
                                    {Kind::peak, column, day, 0.0},
                                    {Kind::trough, column, day, 0.0},
                                    {Kind::time_above, column, day, 0.5},
                                    {Kind::mean, "tone.mu", waking, 0.0}}};
    const od::SolverOptions options{.rtol = 1e-8, .atol = 1e-11};
    const auto batch = od::simulate_batch({{model, regimen}}, request, options);
    // A grid of 0.001 h: straight lines between its points are off by 1e-7 of curvature, and extremes as
    // little; crossings by 1e-6 h.
    const auto times = od::grid(od::Time{0.0}, od::Time{72.0}, od::Time{0.001});
    const auto run = od::simulate(model, regimen, times, options);
    const auto part = [&](double from, double to, const char* name, auto metric) {
        const auto first = static_cast<od::Index>(std::lround(from * 1000.0));
        const auto count = static_cast<od::Index>(std::lround((to - from) * 1000.0)) + 1;
        return metric(Eigen::VectorXd(run.times().segment(first, count)),
                      Eigen::VectorXd(run.column(name).segment(first, count)));
    };
    const auto curve = [&](auto metric) { return part(24.0, 48.0, column, metric); };
    namespace m = od::metrics;
    double tone = 0.0;
    for (const double dose : {0.0, 24.0, 48.0})
        tone += part(dose + 8.0, dose + 24.0, "tone.mu",
                     [](const auto& t, const auto& v) { return m::area(t, v); }) /
                48.0;
    const double expected[] = {
        curve([](const auto& t, const auto& v) { return m::area(t, v); }),
        curve([](const auto& t, const auto& v) { return m::mean(t, v); }),
        curve([](const auto& t, const auto& v) { return m::peak(t, v).value; }),
        curve([](const auto& t, const auto& v) { return m::trough(t, v).value; }),
        curve([](const auto& t, const auto& v) { return m::time_above(t, v, 0.5); }),
        tone,
    };
    const double limits[] = {1e-5, 1e-6, 1e-6, 1e-6, 1e-4, 1e-6};
    for (int k = 0; k < 6; ++k) {
        INFO("metric " << k);
        const double error = batch.metric(0, k) - expected[k];
        support::figure("metric " + std::to_string(k), error, limits[k]);
        CHECK(std::abs(error) < limits[k]);
    }
}

TEST_CASE("a batch that is stopped keeps what is done and says so") {
    const od::Model model;
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x28");
    const std::vector<od::Subject> subjects(400, od::Subject{model, regimen});
    int asked = 0;
    od::SolverOptions options;
    options.stop = [&] { return ++asked > 200; };
    const auto batch = od::simulate_batch(subjects, {{672.0}, {"tone.mu"}, {}}, options, 2);
    int complete = 0, interrupted = 0;
    for (std::int64_t row = 0; row < batch.size(); ++row) {
        const auto& status = batch.status[static_cast<std::size_t>(row)];
        complete += status.complete() ? 1 : 0;
        interrupted += status.code == od::StatusCode::interrupted ? 1 : 0;
        CHECK(status.complete() == !std::isnan(batch.value(row, 0, 0)));
    }
    CHECK(complete + interrupted == 400);
    CHECK(interrupted > 0);
    options.stop = {};
    options.max_seconds = 1e-3;
    const auto late = od::simulate_batch(subjects, {{672.0}, {"tone.mu"}, {}}, options);
    CHECK(late.status.back() ==
          od::RunStatus(od::StatusCode::failed, "max_seconds = 0.001 is used up"));
}

TEST_CASE("what the stop of a batch throws ends its threads and comes out") {
    const od::Model model;
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x28");
    const std::vector<od::Subject> subjects(100, od::Subject{model, regimen});
    int asked = 0;
    od::SolverOptions options;
    options.stop = [&]() -> bool {
        if (++asked > 3) throw std::domain_error("mine");
        return false;
    };
    for (const int threads : {1, 3}) {
        asked = 0;
        CHECK_THROWS_AS(od::simulate_batch(subjects, {{672.0}, {"tone.mu"}, {}}, options, threads),
                        std::domain_error);
    }
}

TEST_CASE("batches of nobody, of one, and with more threads than subjects") {
    const od::Model model;
    const od::BatchRequest request{{24.0}, {"tone.mu"}, {}};
    CHECK(od::simulate_batch({}, request).size() == 0);
    const od::Subject undosed{model, od::Regimen()};
    const auto one = od::simulate_batch({undosed}, request, {}, 16);
    CHECK(one.status[0].complete());
    CHECK(std::abs(one.value(0, 0, 0) - 1.0) < 1e-12);  // drug-free tone
}
