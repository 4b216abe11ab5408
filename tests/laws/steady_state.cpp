/// Steady state: continuous in the lag, right for infusions of any length, and where nonlinear
/// models really go.

#include "opiodyn/steady_state.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <limits>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/superposition.hpp"
#include "support/throws.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::Body, support::dose, support::Exponentials, support::infusion, support::Real;

namespace {

constexpr auto po = od::Route::oral, iv = od::Route::intravenous;
constexpr double CL = 6.0, V1 = 40.0, Q = 25.0, V2 = 90.0, ka = 1.4;
constexpr double D = 100.0, ii = 8.0, start = 2.0;

od::Model two_compartments() {
    auto drug = support::drug("a", CL, {V1, V2}, {Q});
    drug.absorption = {od::FirstOrder{ka}};
    return support::pk_model({drug});
}

const Exponentials central = support::two_compartments(CL, V1, Q, V2);

/// Amount in both compartments, and in the depot, after one nmol into the central one. The integral
/// of k12 A1 e^(-k21 (t - s)) is the convolution of each exponential.
Exponentials body_amount() {
    const Real k12 = Real(Q) / Real(V1), k21 = Real(Q) / Real(V2);
    Exponentials peripheral;
    Real rest = 0;
    for (const auto& [c, lambda] : central.terms) {
        const Real share = k12 * c * Real(V1) / (k21 - lambda);
        peripheral.terms.push_back({share, lambda});
        rest -= share;
    }
    peripheral.terms.push_back({rest, k21});
    return V1 * central + peripheral;
}

const Body concentrations{{"iv", {central}},
                          {"po", {support::through_depot(ka, central)}},
                          {"depot", {support::through_depot(ka, central)}}};
const Body amounts{{"iv", {body_amount()}},
                   {"po", {support::through_depot(ka, body_amount()) + Exponentials{{{1, ka}}}}}};

od::Dose steady(od::Dose d, double lag = 0.0) {
    d.time = od::Time{start};
    d.interval = od::Time{ii};
    d.lag = od::Time{lag};
    d.steady_state = od::SteadyState::reset;
    return d;
}

/// None of them is where a lagged dose arrives and the amount in the body jumps.
std::vector<od::Output> moments() {
    std::vector<od::Output> list;
    for (double t = 0.0137; t < 30.0; t += 0.7) list.emplace_back(start + t);
    return list;
}

Eigen::VectorXd amount_in_body(const od::Trajectory& run) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(run.rows());
    for (std::size_t k = 0; k < run.columns().size(); ++k)
        if (run.columns()[k].quantity == "amount") sum += run.column(static_cast<od::Index>(k));
    return sum;
}

/// Lags from 0 to 3 ii, the multiples of ii exactly, and one unit in the last place beside them.
std::vector<double> lags() {
    std::vector<double> list;
    for (int k = 0; k <= 600; ++k) list.push_back(3.0 * ii * k / 600.0);
    for (const double exact : {ii, 2.0 * ii, 3.0 * ii})
        for (const double beside : {std::nextafter(exact, 0.0), std::nextafter(exact, 100.0)})
            list.push_back(beside);
    std::sort(list.begin(), list.end());
    return list;
}

/// Walks the lag through 0 .. 3 ii: the curve moves by no more than its steepest slope allows, is
/// never negative, and holds the amount that it must.
void scan_lags(const std::string& what, const od::Dose& dose) {
    // Rounding of two runs beside each other, of up to 20 nmol/L.
    constexpr double limit = 1e-12, rounding = 1e-12;
    const auto model = two_compartments();
    const auto outputs = moments();
    support::Worst curve, balance;
    double lowest = 0.0, slope = 0.0;
    Eigen::VectorXd last;
    double last_lag = 0.0;
    for (const double lag : lags()) {
        const auto regimen = od::Regimen(steady(dose, lag));
        const auto run = od::simulate_at(model, regimen, outputs);
        const Eigen::VectorXd C = run.concentration("a"), sum = amount_in_body(run);
        support::Superposition concentration(concentrations, regimen), amount(amounts, regimen);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const auto k = static_cast<od::Index>(i);
            curve.add_relative(
                C[k], static_cast<double>(concentration.at(outputs[i].time, od::Output::after)));
            balance.add_relative(
                sum[k], static_cast<double>(amount.at(outputs[i].time, od::Output::after)));
        }
        for (od::Index k = 0; k < static_cast<od::Index>(run.columns().size()); ++k)
            lowest = std::min(lowest, run.column(k).minCoeff());
        if (last.size() > 0) {
            const double moved = (C - last).cwiseAbs().maxCoeff();
            slope = std::max(slope, (moved - rounding) / (lag - last_lag));
        }
        last = C;
        last_lag = lag;
    }
    // dC/dt is at most what all drug in the depot, or the infusion, brings per hour; all that is in
    // the central compartment leaves at (CL + Q) / V1. At most 3 doses are in the body.
    const double steepest = 3.0 * D * std::max(ka, (CL + Q) / V1) / V1;
    support::figure("steady state with lag 0 to 3 ii, " + what, curve.value(), limit);
    support::figure("amount in the body, " + what, balance.value(), limit);
    support::measured("steepest change with the lag, nM/h, " + what, slope,
                      "at most " + support::short_text(steepest));
    support::measured("smallest value, " + what, lowest, "at least 0");
    CHECK(curve.value() < limit);
    CHECK(balance.value() < limit);
    CHECK(slope < steepest);
    CHECK(lowest >= 0.0);
}

}  // namespace

TEST_CASE("steady state is continuous in a lag from 0 to three intervals") {
    scan_lags("oral", dose("a", D, po));
    scan_lags("infusion over ii / 2", infusion("a", D, 0.5 * ii));
    scan_lags("infusion over ii", infusion("a", D, ii));
    scan_lags("infusion over 2.3 ii", infusion("a", D, 2.3 * ii));
}

TEST_CASE("steady state does not jump within a millionth of an hour of lag") {
    // Steps too small for anything but a jump to be seen: 1e-6 h times a slope of up to 20 nM/h.
    constexpr double step = 1e-6, limit = 2e-5;
    const auto model = two_compartments();
    support::Worst worst;
    for (const auto& d : {dose("a", D, po), infusion("a", D, 3.0), infusion("a", D, 19.0)})
        for (const double lag : lags()) {
            const auto near = od::simulate_at(model, steady(d, lag), moments());
            const auto beyond = od::simulate_at(model, steady(d, lag + step), moments());
            worst.add((near.concentration("a") - beyond.concentration("a")).cwiseAbs().maxCoeff());
        }
    support::figure("change of the curve with 1e-6 h of lag, nM", worst.value(), limit);
    CHECK(worst.value() < limit);
}

namespace {

/// Around ii and its multiples, and far beyond.
const std::vector<double> lengths{0.01,     1.0,    ii / 2,   ii - 1e-6, ii,      ii + 1e-6,
                                  1.5 * ii, 2 * ii, 2.7 * ii, 3 * ii,    10 * ii, 33.3 * ii};

void any_length(const std::string& what, od::Dose dose, double tolerance) {
    const auto model = two_compartments();
    support::Worst worst;
    for (const double length : lengths) {
        dose.duration = od::Time{length};
        const auto regimen = od::Regimen(steady(dose));
        std::vector<od::Output> outputs{{start, 1}};
        for (double t = 0.3; t < length + 40.0; t += 0.01 * length + 1.1)
            outputs.emplace_back(start + t);
        const auto C = od::simulate_at(model, regimen, outputs).concentration("a");
        support::Superposition oracle(concentrations, regimen);
        for (std::size_t i = 0; i < outputs.size(); ++i)
            worst.add_relative(C[static_cast<od::Index>(i)],
                               static_cast<double>(oracle.at(outputs[i].time, outputs[i].seen)));
    }
    support::figure("steady state of infusions of 0.01 h to 33 ii, " + what, worst.value(),
                    tolerance);
    CHECK(worst.value() < tolerance);
}

}  // namespace

TEST_CASE(
    "steady state is right for an infusion shorter, as long as and longer than its interval") {
    // Thirty-three infusions run at once and end one by one: 70 segments of rounding.
    any_length("into a vein", infusion("a", D, 1.0), 1e-12);
    auto depot = infusion("a", D, 1.0);
    depot.compartment = "depot";
    any_length("into the depot", depot, 1e-12);
}

TEST_CASE("infusions without a pause between them are one constant infusion") {
    constexpr double limit = 1e-13;
    const auto model = two_compartments();
    support::Worst worst;
    for (const double times : {1.0, 2.0, 5.0}) {
        auto d = steady(infusion("a", D, times * ii));
        d.additional = 10;
        const auto C =
            od::simulate(model, d,
                         od::grid(od::Time{start}, od::Time{start + 10 * ii}, od::Time{0.9}))
                .concentration("a");
        for (const double c : C) worst.add_relative(c, times * D / (times * ii) / CL);
    }
    od::Dose endless = dose("a", 0.0, iv, start);
    endless.rate = od::MassRate{12.0};
    endless.steady_state = od::SteadyState::reset;
    const auto end = od::simulate_at(model, endless, {{start, 0}, {start, 1}}).concentration("a");
    CHECK(end[0] == 0.0);
    worst.add_relative(end[1], 12.0 / CL);
    support::figure("constant infusion at steady state", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("steady_state() of several doses in one period is where a long series of them leads") {
    // After 60 days the slowest exponential, 0.035 /h, has fallen to e^-50.
    constexpr double limit = 1e-12;
    const auto model = two_compartments();
    auto late = infusion("a", 30.0, 31.0, 40.0);  // across two ends of the period
    const auto day = od::Regimen(dose("a", D, po, 7.0)) + dose("a", 50.0, iv, 20.0) + late;
    const auto steady = od::steady_state(model, day, od::Time{24.0});
    od::Regimen series;
    for (auto d : day.doses()) {
        d.interval = od::Time{24.0};
        d.additional = 80;
        series += d;
    }
    const auto run = od::simulate_at(model, series, {{24.0 * 70, 0}});
    support::Worst worst;
    for (const char* name : {"depot", "central", "peripheral"})
        worst.add_relative(steady.state[model.state(std::string("a.") + name)],
                           run.amount("a", name)[0]);
    support::figure("steady_state() of three doses a day", worst.value(), limit);
    CHECK(worst.value() < limit);
    CHECK(steady.residual < limit);
}

namespace {

std::string fact(const od::Trajectory& run, const std::string& name) {
    for (const auto& [key, value] : run.provenance())
        if (key == name) return value;
    return "";
}

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
    record.interval = od::Time{day};
    record.additional = 1;
    record.steady_state = od::SteadyState::reset;
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
    CHECK(std::stol(fact(steady, "steady_state_periods")) == state.periods);
    CHECK(fact(steady, "steady_states") == "1");
}

/// A ligand that stays at its receptors for weeks, next to the peptides there.
od::Model slow_ligand() {
    auto drug = support::drug("a", CL, {V1, V2}, {Q});
    drug.absorption = {od::FirstOrder{ka}};
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
    endless.steady_state = od::SteadyState::reset;
    const auto steady = od::simulate_at(model, endless, {{0.0}, {100.0}}, tight);
    const double worst = difference(row_of(steady, 0), row_of(long_run, 0));
    support::figure("slow ligand, constant infusion", worst, series_limit);
    CHECK(worst < series_limit);
    CHECK(steady.concentration("a")[1] < 0.1 * steady.concentration("a")[0]);  // it has ended
}

TEST_CASE("a steady state that does not exist, or cannot be added, is refused") {
    const auto stays = support::pk_model({support::drug("a", 0.0, {40.0})});
    const auto d = steady(dose("a", D, iv));
    CHECK_THROWS_AS(od::simulate(stays, d, {start}), od::NotConverged);
    CHECK_THROWS_AS(od::steady_state(stays, dose("a", D, iv), od::Time{ii}), od::NotConverged);
    auto endless = dose("a", 0.0, iv, start);
    endless.rate = od::MassRate{1.0};
    endless.steady_state = od::SteadyState::reset;
    CHECK_THROWS_AS(od::simulate(stays, endless, {start}), od::NotConverged);

    od::ModelOptions options;
    options.parameters = {{"6-beta-naltrexol.CL", 0.0}};
    auto kinetic = steady(dose("naltrexone", 4.5, po));
    CHECK_THROWS_AS(od::simulate(od::Model(options), kinetic, {start}), od::NotConverged);

    kinetic.steady_state = od::SteadyState::add;
    CHECK(support::thrown([&] {
              od::simulate(od::Model(), kinetic, {start});
          }).starts_with("InvalidInput: dose.ss = 2: adds to what is there"));
}

TEST_CASE("a steady state is exact where hardly anything is eliminated in a period") {
    support::Worst worst;
    for (const double CL : {1e-2, 1e-5, 1e-8, 1e-12, 1e-15}) {
        const auto model = support::pk_model({support::drug("a", CL, {10.0})});
        auto dose = support::dose("a", 1.0, od::Route::intravenous);
        dose.interval = od::Time{1.0};
        dose.steady_state = od::SteadyState::reset;
        const auto run = od::simulate(model, dose, std::vector<double>{0.0});
        const double expected = -1.0 / std::expm1(-CL / 10.0) / 10.0;
        worst.add_relative(run.concentration("a")[0], expected);
    }
    constexpr double limit = 1e-14;  // a few roundings
    support::figure("steady state of one compartment, k ii down to 1e-16", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("a constant infusion with a lag goes on for that lag") {
    const auto model = support::pk_model({support::drug("a", 1.0, {10.0})});
    od::Dose endless = support::dose("a", 0.0, od::Route::intravenous);
    endless.rate = od::MassRate{1.0};
    endless.steady_state = od::SteadyState::reset;
    endless.lag = od::Time{5.0};
    const std::vector<double> times{0.0, 4.9, 5.0, 10.0};
    const auto run = od::simulate(model, endless, times);
    support::Worst worst;
    for (std::size_t i = 0; i < times.size(); ++i)
        worst.add_relative(run.concentration("a")[static_cast<od::Index>(i)],
                           std::exp(-0.1 * std::max(0.0, times[i] - 5.0)));
    CHECK(worst.value() < 1e-13);  // some hundred roundings of an exponential
}

TEST_CASE("an infusion shorter than an instant is a bolus, at steady state too") {
    const auto model = support::pk_model({support::drug("a", 1.0, {10.0})});
    auto bolus = support::dose("a", 1.0, od::Route::intravenous);
    bolus.interval = od::Time{24.0};
    bolus.steady_state = od::SteadyState::reset;
    auto quick = bolus;
    quick.rate = od::MassRate{1e14};
    const std::vector<double> times{0.0, 3.0};
    const auto a = od::simulate(model, bolus, times), b = od::simulate(model, quick, times);
    CHECK(a.concentration("a") == b.concentration("a"));
}
