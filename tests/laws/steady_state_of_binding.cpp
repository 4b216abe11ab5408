/// The steady state of models whose binding is not linear is where a long series of doses leads.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::dose, support::infusion;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;

od::Model naltrexone(od::Biophase biophase) {
    return od::Model(support::held(biophase));  // with response: response_steady_state.cpp
}

Eigen::RowVectorXd row_of(const od::Trajectory& run, od::Index row) {
    Eigen::RowVectorXd values(static_cast<od::Index>(run.columns().size()));
    for (od::Index k = 0; k < values.size(); ++k) values[k] = run.column(k)[row];
    return values;
}

constexpr double day = 24.0;
// Asked for; each step is within rtol = 1e-10.
constexpr double series_limit = 1e-8;
const od::SolverOptions tight{.rtol = 1e-10, .atol = 1e-14};

/// Largest difference of any column, relative to its value; below atol / rtol nothing is relative.
double difference(const Eigen::RowVectorXd& a, const Eigen::RowVectorXd& b) {
    support::Worst worst;
    for (od::Index k = 0; k < a.size(); ++k)
        worst.add((a[k] - b[k]) / (std::abs(b[k]) + tight.atol / tight.rtol));
    return worst.value();
}

/// Some times within a day that begins at t, and its end, before what is given then.
std::vector<od::Output> day_from(double t) {
    return {{t + 0.5}, {t + 1.0}, {t + 3.0}, {t + 8.0}, {t + 16.0}, {t + day, 0}};
}

/// A dose a day for so many days, beside the steady state of the record and of steady_state().
void compare_with_series(const std::string& name, const od::Model& model, const od::Dose& single,
                         int days) {
    const auto clock = std::chrono::steady_clock::now();
    const auto series = od::simulate_at(model, single.every(od::Time{day}, days + 1),
                                        day_from(day * (days - 1)), tight);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - clock;
    const std::string length = std::to_string(days) + " days";
    support::measured(name + ", seconds for " + length, spent.count(), "not asserted");

    auto record = single;
    record.ii = od::Time{day};
    record.addl = 1;
    record.ss = od::SteadyStateDose::reset;
    const auto steady = od::simulate_at(model, record, day_from(0.0), tight);
    support::Worst by_record;
    for (od::Index i = 0; i < steady.rows(); ++i)
        by_record.add(difference(row_of(steady, i), row_of(series, i)));

    const auto state = od::steady_state(model, single, od::Time{day}, tight);
    Eigen::VectorXd row;
    model.observe(state.state, row);
    const double by_call = difference(row.transpose(), row_of(series, series.rows() - 1));

    support::figure(name + ", record beside " + length, by_record.value(), series_limit);
    support::figure(name + ", steady_state() beside " + length, by_call, series_limit);
    support::measured(name + ", periods integrated", static_cast<double>(state.periods),
                      "below 50");
    CHECK(by_record.value() < series_limit);
    CHECK(by_call < series_limit);
    CHECK(state.residual <= tight.rtol);
    CHECK(state.periods < 50);
    CHECK(steady.counts().steady_state_periods == state.periods);
    CHECK(steady.counts().steady_states == 1);
}

/// A ligand that stays at its receptors for weeks, next to the peptides there.
od::Model slow_ligand() {
    auto drug = support::drug("a", 6.0, {40.0, 90.0}, {25.0});
    drug.absorption = {od::FirstOrder{1.4}};
    auto options = support::held();
    options.drugs = {drug};
    options.bindings = {{"a", od::Receptor::mu, 0.5, 0.004}, {"a", od::Receptor::kappa, 3.0, 0.02}};
    return od::Model(options);
}

}  // namespace

TEST_CASE("kinetic binding reaches the same steady state as 2,000 days of naltrexone") {
    const auto night = dose("naltrexone", 4.5, po);
    for (const auto biophase : {od::Biophase::transient, od::Biophase::pet})
        compare_with_series("naltrexone nightly, " + od::to_string(biophase), naltrexone(biophase),
                            night, 2000);
}

TEST_CASE("slow binding, lags and infusions beyond a day reach the same steady state as a series") {
    // The slowest process, 0.004 /h, has fallen to e^-24 in 250 days.
    const auto model = slow_ligand();
    auto late = dose("a", 30.0, po);
    late.lag = od::Time{55.0};
    compare_with_series("slow ligand", model, dose("a", 30.0, po), 250);
    compare_with_series("slow ligand, lag of 55 h", model, late, 250);
    compare_with_series("slow ligand, infusions of 60 h", model, infusion("a", 30.0, 60.0), 250);
}

TEST_CASE("kinetic binding under a constant infusion is where 250 days of it lead") {
    const auto model = slow_ligand();
    const auto long_run = od::simulate(model, infusion("a", 6000.0, 6000.0), {6000.0}, tight);
    auto endless = dose("a", 0.0, iv);
    endless.rate = od::MassRate{1.0};
    endless.ss = od::SteadyStateDose::reset;
    const auto steady = od::simulate_at(model, endless, {{0.0}, {100.0}}, tight);
    const double worst = difference(row_of(steady, 0), row_of(long_run, 0));
    support::figure("slow ligand, constant infusion", worst, series_limit);
    CHECK(worst < series_limit);
    CHECK(steady.concentration("a")[1] < 0.1 * steady.concentration("a")[0]);  // it has ended
}
