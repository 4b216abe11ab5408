#include "opiodyn/solver.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <thread>

#include "opiodyn/steady_state.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

const od::Regimen tablet = support::dose("naltrexone", 50.0, od::Route::oral);
const std::vector<double> week = od::grid(od::Time{0.0}, od::Time{168.0}, od::Time{1.0});

/// The partial result of a run that fails.
template <class Failure>
std::shared_ptr<const od::Trajectory> partial(const od::SolverOptions& options) {
    try {
        od::simulate(od::Model(), tablet, week, options);
    } catch (const Failure& failure) {
        CHECK(failure.partial()->status().text == failure.what());
        return failure.partial();
    }
    FAIL("nothing was thrown");
    return nullptr;
}

}  // namespace

TEST_CASE("a grid is begin + k step, with its end if that falls on it") {
    const auto times = od::grid(od::Time{0.1}, od::Time{1.0}, od::Time{0.1});
    REQUIRE(times.size() == 10);
    for (std::size_t k = 0; k < 10; ++k) CHECK(times[k] == 0.1 + static_cast<double>(k) * 0.1);
    CHECK(od::grid(od::Time{0.0}, od::Time{1.0}, od::Time{0.3}).size() == 4);
    CHECK(od::grid(od::Time{5.0}, od::Time{5.0}, od::Time{1.0}) == std::vector<double>{5.0});
}

TEST_CASE("a time at which a dose is given shows the state after it") {
    const auto run = od::simulate(
        od::Model(), support::dose("naltrexone", 50.0, od::Route::oral, 2.0), {1.0, 2.0, 2.0, 3.0});
    CHECK(run.amount("naltrexone", "depot")[0] == 0.0);
    CHECK(run.amount("naltrexone", "depot")[1] > 45.0);
    CHECK(run.amount("naltrexone", "depot")[2] > 45.0);
}

TEST_CASE("automatic is exact where it can be") {
    const auto method = [](const od::Model& model) {
        const auto run = od::simulate(model, tablet, {0.0, 1.0});
        for (const auto& [key, value] : run.provenance())
            if (key == "method") return value;
        return std::string("none");
    };
    auto options = support::held();
    options.binding = od::BindingMode::equilibrium;
    CHECK(method(od::Model(options)) == "exact");
    CHECK(method(od::Model()) == "rodas5p");
}

TEST_CASE("a run tells how it was made") {
    od::ModelOptions options;
    options.parameters = {{"naltrexone.CL", 94.0}};
    const auto run = od::simulate(od::Model(options), tablet, week, {.rtol = 1e-7});
    const std::map<std::string, std::string> found(run.provenance().begin(),
                                                   run.provenance().end());
    CHECK(found.at("biophase") == "pet");
    CHECK(found.at("binding") == "kinetic");
    CHECK(found.at("rtol") == "1e-07");
    CHECK(found.at("regimen") == "naltrexone 50 mg po");
    CHECK(found.at("overrides") == "naltrexone.CL = 94");
    CHECK(run.counts().steps > 10);
    CHECK(run.counts().rejected_steps >= 0);
    CHECK(run.counts().steady_states == 0);
    CHECK_FALSE(found.at("opiodyn_version").empty());
}

TEST_CASE("each try of a step counts, by every method that adapts its steps") {
    for (const auto method : {od::Method::rodas5p, od::Method::dopri5}) {
        const od::SolverOptions options{.method = method};
        const auto counts = od::simulate(od::Model(), tablet, {0.0, 24.0}, options).counts();
        // The step of dopri5 grows until it is unstable, and is then taken back.
        if (method == od::Method::dopri5) CHECK(counts.rejected_steps > 0);
        auto enough = options, too_few = options;
        enough.max_attempts = counts.steps + counts.rejected_steps;
        too_few.max_attempts = enough.max_attempts - 1;
        CHECK(thrown([&] { od::simulate(od::Model(), tablet, {0.0, 24.0}, enough); }) == "nothing");
        CHECK(thrown([&] {
                  od::simulate(od::Model(), tablet, {0.0, 24.0}, too_few);
              }).find("max_attempts") != std::string::npos);
    }
}

TEST_CASE("a used-up budget is an error that keeps what was computed") {
    const auto few = partial<od::SolverError>({.max_steps = 100});
    CHECK_FALSE(few->complete());
    CHECK(few->status().code == od::StatusCode::failed);
    CHECK(few->rows() > 1);
    CHECK(few->rows() < 169);
    CHECK(few->status().text.find("max_steps = 100 is used up") != std::string::npos);
    // What is there is what a full run has there.
    const auto full = od::simulate(od::Model(), tablet, week);
    for (od::Index i = 0; i < few->rows(); ++i)
        CHECK(few->occupancy("naltrexone", od::Receptor::mu)[i] ==
              full.occupancy("naltrexone", od::Receptor::mu)[i]);

    CHECK(partial<od::SolverError>({.max_attempts = 5})
              ->status()
              .text.find("max_attempts = 5 is used up") != std::string::npos);
    CHECK(partial<od::SolverError>({.max_seconds = 1e-300})
              ->status()
              .text.find("max_seconds = 1e-300 is used up") != std::string::npos);
}

TEST_CASE("the caller's stop is obeyed at the next step") {
    int asked = 0;
    const auto stopped = partial<od::Interrupted>({.stop = [&] { return ++asked == 20; }});
    CHECK(asked == 20);
    CHECK_FALSE(stopped->complete());
    CHECK(stopped->rows() > 0);
    CHECK(stopped->status().code == od::StatusCode::interrupted);
}

TEST_CASE("the search of a steady state obeys the caller's stop too") {
    int asked = 0;
    const auto nightly = support::dose("naltrexone", 4.5, od::Route::oral);
    const od::SolverOptions options{.stop = [&] { return ++asked == 20; }};
    CHECK_THROWS_AS(od::steady_state(od::Model(), nightly, od::Time{24.0}, options),
                    od::Interrupted);
    CHECK(asked == 20);
}

TEST_CASE("a solution that is not finite is an error that names the state") {
    const auto huge = support::dose("naltrexone", 1e302, od::Route::oral);
    const auto message = thrown([&] { od::simulate(od::Model(), huge, week); });
    CHECK(message.starts_with("SolverError: solver stopped at t = 0 h (step "));
    CHECK(message.ends_with("h, state naltrexone.mu.bound): the solution is not finite"));
}

TEST_CASE("absurd tolerances end in an error or an answer, never in a loop without end") {
    const auto message = thrown([] {
        od::simulate(od::Model(), tablet, week,
                     {.rtol = 1e-14, .atol = 1e-300, .max_attempts = 1000});
    });
    CHECK(message.starts_with("SolverError: solver stopped at t = "));
}

TEST_CASE("threads may share a model") {
    const od::Model model;
    const auto alone = od::simulate(model, tablet, week);
    std::vector<double> ends(4);
    {
        std::vector<std::thread> threads;
        for (auto& end : ends)
            threads.emplace_back([&model, &end] {
                const auto run = od::simulate(model, tablet, week);
                end = run.occupancy("naltrexone", od::Receptor::mu)[168];
            });
        for (auto& thread : threads) thread.join();
    }
    for (const double end : ends)
        CHECK(end == alone.occupancy("naltrexone", od::Receptor::mu)[168]);
}

TEST_CASE("methods agree within their tolerances") {
    od::ModelOptions options;
    options.binding = od::BindingMode::equilibrium;
    const od::Model model(options);
    const auto exact = od::simulate(model, tablet, week);
    for (const auto method : {od::Method::rodas5p, od::Method::dopri5}) {
        const auto run = od::simulate(model, tablet, week, {.method = method});
        const double apart = (run.occupancy("naltrexone", od::Receptor::mu) -
                              exact.occupancy("naltrexone", od::Receptor::mu))
                                 .cwiseAbs()
                                 .maxCoeff();
        CHECK(apart < 1e-5);  // rtol 1e-6 a step
    }
}

TEST_CASE("a last output a rounding error before a dose is that dose") {
    const od::Model exact{{.binding = od::BindingMode::equilibrium}};
    const auto doses =
        od::Dose{.drug = "naltrexone", .amount = od::Mass{1.0}}.every(od::Time{0.1}, 5);
    const double before = 0.3;  // and the fourth dose falls on 3 * 0.1 = 0.30000000000000004
    CHECK(before < 3 * 0.1);
    const auto run = od::simulate(exact, doses, {0.0, before}, {.max_steps = 100});
    CHECK(run.complete());
}

TEST_CASE("the clock and the caller are heard while outputs are written") {
    const od::Model exact{{.binding = od::BindingMode::equilibrium}};
    int asked = 0;
    od::SolverOptions options;
    options.stop = [&asked] { return ++asked == 50; };
    CHECK_THROWS_AS(od::simulate(exact, tablet,
                                 od::grid(od::Time{0.0}, od::Time{100.0}, od::Time{0.1}), options),
                    od::Interrupted);
}

TEST_CASE("nothing comes of a substance that is its own metabolite, or of more than all of it") {
    const auto model_of = [](std::vector<od::DrugChoice> drugs) {
        od::ModelOptions options;
        options.drugs = std::move(drugs);
        return [options] { od::Model{options}; };
    };
    const auto drug = [](const char* name, std::vector<od::Metabolite> metabolites) {
        return od::Drug{.name = name,
                        .molar_mass = 300.0,
                        .CL = 1.0,
                        .V = {1.0},
                        .metabolites = std::move(metabolites)};
    };
    CHECK(thrown(model_of({drug("a", {{"a"}})})) ==
          "InputError: a.metabolites = 'a': a substance cannot be its own metabolite, directly or "
          "in a circle");
    CHECK(thrown(model_of({drug("a", {{"b"}, {"c"}}), drug("b", {}), drug("c", {})})) ==
          "InputError: a.b.first_pass + a.c.first_pass = 2: the fractions of all metabolites "
          "together must not exceed 1");
}

TEST_CASE("what reaches the brain does not depend on which receptors are looked at") {
    od::ModelOptions kappa;
    kappa.receptors = {od::Receptor::kappa};
    CHECK(od::Model(kappa).parameters().value("naltrexone.Kp") ==
          od::Model().parameters().value("naltrexone.Kp"));
}
