#include "opiodyn/trajectory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <type_traits>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

od::Trajectory two_rows() {
    od::Trajectory run(Eigen::VectorXd{{0.0, 1.0, 2.0}},
                       {{"amount", "a", "central", "nmol"}, {"concentration", "a", "", "nM"}},
                       {{"a", od::LigandKind::drug, 500.0}});
    run.append(Eigen::VectorXd{{2000.0, 20.0}});
    run.append(Eigen::VectorXd{{1000.0, 10.0}});
    return run;
}

}  // namespace

TEST_CASE("a trajectory shows the rows that were filled") {
    auto run = two_rows();
    CHECK(run.rows() == 2);
    CHECK_FALSE(run.complete());
    CHECK(run.times().size() == 2);
    CHECK(run.column(0).size() == 2);
    run.append(Eigen::VectorXd{{500.0, 5.0}});
    CHECK(thrown([&] { run.append(Eigen::VectorXd{{250.0, 2.5}}); }) ==
          "InputError: row = 2 values: every output time has its row already");
    CHECK(run.column("amount.a.central")[2] == 500.0);
}

TEST_CASE("a column of a trajectory that ends with the statement is a copy") {
    static_assert(std::is_same_v<decltype(two_rows().column(0)), Eigen::VectorXd>);
    static_assert(std::is_same_v<decltype(two_rows().times()), Eigen::VectorXd>);
    const od::Model model;
    const auto once = [&] {
        return od::simulate(model, support::dose("naltrexone", 4.5, od::Route::oral),
                            std::vector{0.0, 1.0, 2.0});
    };
    const auto run = once();
    static_assert(std::is_same_v<decltype(run.column(0)), od::ColumnView>);
    CHECK(once().times() == Eigen::VectorXd{{0.0, 1.0, 2.0}});
    CHECK(once().column(0) == run.column(0));
    CHECK(once().column("tone.mu") == run.tone(od::Receptor::mu));
    CHECK(once().tone(od::Receptor::mu) == run.column("tone.mu"));
    CHECK(once().occupancy("naltrexone", od::Receptor::kappa) ==
          run.column("occupancy.naltrexone.kappa"));
    CHECK(once().free_receptors(od::Receptor::delta) == run.column("free.delta"));
    CHECK(once().receptor_density(od::Receptor::mu) == run.column("density.mu"));
    CHECK(once().peptide("dynorphin") == run.column("peptide.dynorphin"));
    CHECK(once().withdrawal() == run.column("withdrawal"));
    CHECK(once().effect_site("naltrexone") == run.column("effect_site.naltrexone"));
}

TEST_CASE("a trajectory has not run until it is finished") {
    auto run = two_rows();
    CHECK(run.status().code == od::StatusCode::not_run);
    CHECK(run.status().text == "not run");
    run.finish({od::StatusCode::failed, "too stiff"}, {.steps = 7}, {{"method", "mine"}});
    CHECK_FALSE(run.complete());
    CHECK(run.status().text == "too stiff");
    CHECK(run.counts().steps == 7);
    CHECK(run.provenance().front().second == "mine");
}

TEST_CASE("columns are named quantity.ligand.place") {
    CHECK(od::Column{"occupancy", "naltrexone", "mu", "-"}.name() == "occupancy.naltrexone.mu");
    CHECK(od::Column{"free", "", "mu", "-"}.name() == "free.mu");
    CHECK(od::Column{"concentration", "a", "", "nM"}.name() == "concentration.a");
}

TEST_CASE("units are converted on the way out") {
    const auto run = two_rows();
    CHECK(run.concentration("a")[0] == 20.0);
    CHECK(run.concentration("a", od::ConcentrationUnit::nanograms_per_millilitre)[0] == 10.0);
    CHECK(run.amount("a", "central")[0] == 1.0);  // 2000 nmol of 500 g/mol
}

TEST_CASE("names that are not there are refused with a hint") {
    const auto run = two_rows();
    CHECK(
        thrown([&] { run.column("amount.a.centrl"); }) ==
        "UnknownNameError: column = 'amount.a.centrl': unknown; did you mean 'amount.a.central'?");
    CHECK(thrown([&] {
              run.concentration("b", od::ConcentrationUnit::nanograms_per_millilitre);
          }) == "UnknownNameError: ligand = 'b': unknown; known: a");
    CHECK(thrown([&] { run.amount("a", "depot"); }).starts_with("UnknownNameError: column = "));
}

TEST_CASE("a run of the default model has every column the model names") {
    const od::Model model;
    const auto run = od::simulate(model, support::dose("naltrexone", 50.0, od::Route::oral));
    REQUIRE(run.columns().size() == model.columns().size());
    CHECK(run.times()[run.rows() - 1] == 24.0);
    const auto rows = static_cast<od::Index>(
        od::output_times(support::dose("naltrexone", 50.0, od::Route::oral), od::Time{24.0})
            .size());
    CHECK(run.rows() == rows);
    for (const auto receptor : od::all_receptors) {
        CHECK(run.free_receptors(receptor).size() == rows);
        CHECK(run.occupancy("6-beta-naltrexol", receptor).size() == rows);
    }
    CHECK(run.effect_site("naltrexone")[rows - 1] > 0.0);
    // 50 mg of hydrochloride are 45.175 mg of base in the gut at time 0 (factor 0.9035).
    CHECK(std::abs(run.amount("naltrexone", "depot")[0] - 45.175) < 1e-12);
    CHECK(run.status() == od::StatusCode::complete);
    CHECK(run.status().text == "complete");
}
