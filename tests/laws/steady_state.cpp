/// Steady state: continuous in the lag, right for infusions of any length, and where a series of
/// doses leads.

#include "opiodyn/steady_state.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "opiodyn/opiodyn.hpp"
#include "support/balance.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/regimens/superposition.hpp"
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
    d.ii = od::Time{ii};
    d.lag = od::Time{lag};
    d.ss = od::SteadyStateDose::reset;
    return d;
}

/// None of them is where a lagged dose arrives and the amount in the body jumps.
std::vector<od::Output> moments() {
    std::vector<od::Output> list;
    for (double t = 0.0137; t < 30.0; t += 0.7) list.emplace_back(start + t);
    return list;
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
        const Eigen::VectorXd C = run.concentration("a"), sum = support::amount_in_body(run);
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
        dose.dur = od::Time{length};
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
    depot.cmt = "depot";
    any_length("into the depot", depot, 1e-12);
}

TEST_CASE("infusions without a pause between them are one constant infusion") {
    constexpr double limit = 1e-13;
    const auto model = two_compartments();
    support::Worst worst;
    for (const double times : {1.0, 2.0, 5.0}) {
        auto d = steady(infusion("a", D, times * ii));
        d.addl = 10;
        const auto C =
            od::simulate(model, d,
                         od::grid(od::Time{start}, od::Time{start + 10 * ii}, od::Time{0.9}))
                .concentration("a");
        for (const double c : C) worst.add_relative(c, times * D / (times * ii) / CL);
    }
    od::Dose endless = dose("a", 0.0, iv, start);
    endless.rate = od::MassRate{12.0};
    endless.ss = od::SteadyStateDose::reset;
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
        d.ii = od::Time{24.0};
        d.addl = 80;
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
