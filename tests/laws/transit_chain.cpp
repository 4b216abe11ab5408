/// A transit chain is a gamma-shaped input: (1t) against its closed form, its balance, and the doors of a run.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "opiodyn/opiodyn.hpp"
#include "support/balance.hpp"
#include "support/exponentials.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::dose, support::drug, support::Exponentials, support::Real;

namespace {

// The closed form itself keeps 1e-15 or better. The limits are those of linear_pharmacokinetics.cpp. The steps keep an
// absolute error too, of atol: the first levels behind a long chain lie below it.
constexpr double exact_limit = 1e-12, rodas5p_limit = 1e-10, atol = 1e-18;
constexpr double D = 100.0;  // nmol
const std::vector<double> day{0.01, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 24};
const auto po = od::Route::oral;
const Exponentials two_form = support::two_compartments(150, 171, 59, 599);

od::Drug taken(double ktr, int n, double F = 1.0) {
    auto d = drug("a", 150.0, {171.0, 599.0}, {59.0});
    d.absorption = {od::TransitChain{ktr, n, F}};
    return d;
}

void agrees(const std::string& what, const std::vector<od::Drug>& drugs,
            const std::vector<double>& times, const std::function<Real(Real)>& expected) {
    const auto model = support::pk_model({drugs.begin(), drugs.end()});
    for (const auto method : {od::Method::exact, od::Method::rodas5p}) {
        const bool exact = method == od::Method::exact;
        const double limit = exact ? exact_limit : rodas5p_limit;
        const auto run = od::simulate(model, dose("a", D, po), times,
                                      {.method = method, .rtol = 1e-13, .atol = atol});
        const auto C = run.concentration(drugs.back().name);
        support::Worst worst;
        for (std::size_t i = 0; i < times.size(); ++i) {
            const auto C_true = static_cast<double>(expected(times[i]));
            const double size = exact ? C_true : std::max(C_true, atol / rodas5p_limit);
            worst.add((C[static_cast<od::Index>(i)] - C_true) / size);
        }
        support::figure(what + ", " + od::to_string(method), worst.value(), limit);
        CHECK(worst.value() < limit);
    }
}

}  // namespace

TEST_CASE("plasma after a transit chain is a gamma density convolved with the body") {
    for (const int n : {1, 3, 10})
        for (const double ktr : {2.0, 41.76})
            agrees("chain of " + std::to_string(n) + ", ktr " + support::short_text(ktr),
                   {taken(ktr, n, 0.4)}, day,
                   [=](Real t) { return D * 0.4L * two_form.transit(ktr, n, t); });
}

TEST_CASE("a chain as fast as elimination has a gamma density of one order more") {
    auto d = drug("a", 5.0, {40.0});  // 1/8, representable
    d.absorption = {od::TransitChain{0.125, 2}};
    agrees("ktr = CL / V", {d}, day, [](Real t) {
        const Real x = 0.125L * t;
        return D / 40 * x * x * x / 6 * std::exp(-x);
    });
}

TEST_CASE("what a chain loses at first pass becomes metabolite as the chain empties") {
    auto parent = drug("a", 30.0, {40.0});  // k = 0.75
    parent.absorption = {od::TransitChain{2.0, 3, 0.25}};
    parent.metabolites = {{"m", 0.7, 0.4}};
    const auto m = drug("m", 9.0, {60.0});  // k = 0.15
    const Real k = 0.75, km = 0.15L, formed = 0.4L * k / (km - k);
    const Exponentials first_pass{{{1, km}}}, systemic{{{formed, k}, {-formed, km}}};
    agrees("metabolite of a chain", {parent, m}, day, [=](Real t) {
        return D / 60 *
               (0.75L * 0.7L * first_pass.transit(2, 3, t) + 0.25L * systemic.transit(2, 3, t));
    });
}

TEST_CASE("drug in a chain, in the body and eliminated adds up to the dose") {
    auto parent = taken(1.5, 5, 0.3);
    parent.metabolites = {{"gone", 1.0, 1.0}};
    const auto model = support::pk_model({parent, drug("gone", 0.0, {1.0})});
    for (const auto method : {od::Method::exact, od::Method::rodas5p, od::Method::dopri5}) {
        const auto run = od::simulate(model, dose("a", D, po), day, {.method = method});
        support::Worst worst;
        for (const double sum : support::amount_in_body(run)) worst.add_relative(sum, D);
        support::figure("balance of a chain, " + od::to_string(method), worst.value(), 1e-12);
        CHECK(worst.value() < 1e-12);
    }
}

TEST_CASE("the mean absorption time of a chain is (n + 1) / ktr, in lanes as alone") {
    // Nothing leaves plasma, so that the area above the absorbed share is the mean time.
    auto d = drug("a", 0.0, {1.0});
    d.absorption = {od::TransitChain{41.76, 3}};
    auto slow = d;
    slow.absorption = {od::TransitChain{8.0, 3}};
    const std::vector<od::Subject> subjects{{support::pk_model({d}), dose("a", 1.0, po)},
                                            {support::pk_model({slow}), dose("a", 1.0, po)}};
    const od::SolverOptions options{.method = od::Method::rodas5p, .rtol = 1e-10, .atol = 1e-14};
    const od::BatchRequest request{
        .times = {0.2, 6.0},
        .columns = {"concentration.a"},
        .metrics = {{od::Metric::Statistic::area, "concentration.a", {.begin = 0.0, .end = 6.0}}}};
    const auto batch = od::simulate_batch(subjects, request, options);
    CHECK(std::abs(6.0 - batch.metric(0, 0) - 4.0 / 41.76) < 1e-8);  // 5.75 min
    CHECK(std::abs(6.0 - batch.metric(1, 0) - 4.0 / 8.0) < 1e-8);
    for (int k = 0; k < 2; ++k) {
        const auto& [model, regimen] = subjects[static_cast<std::size_t>(k)];
        const auto alone = od::simulate(model, regimen, request.times, options);
        CHECK(batch.value(k, 0, 0) == alone.concentration("a")[0]);
        CHECK(batch.value(k, 1, 0) == alone.concentration("a")[1]);
    }
}

TEST_CASE("a chain of ten before receptors runs, with nothing below zero") {
    // Rodas5P has the wrong sign after nine stages; these are fourteen.
    auto d = taken(11.0 / 1.5, 10);
    d.ke0 = 6.0;
    auto options = support::held();
    options.drugs = {d};
    options.bindings = {{"a", od::Receptor::mu, 0.35, 14.0}};
    const auto times = od::grid(od::Time{0.0}, od::Time{24.0}, od::Time{0.01});
    for (const auto binding : {od::BindingMode::kinetic, od::BindingMode::equilibrium}) {
        options.binding = binding;
        const od::Model model(options);
        const bool linear = binding == od::BindingMode::equilibrium;
        const auto run =
            od::simulate(model, dose("a", D, po), times, {.method = od::Method::rodas5p});
        const auto fine = od::simulate(model, dose("a", D, po), times,
                                       {.method = linear ? od::Method::exact : od::Method::rodas5p,
                                        .rtol = 1e-10,
                                        .atol = 1e-14});
        support::Worst worst;
        for (std::size_t k = 0; k < run.columns().size(); ++k) {
            const auto column = static_cast<od::Index>(k);
            CHECK(run.column(column).minCoeff() >= 0.0);
            const double size = fine.column(column).cwiseAbs().maxCoeff();
            worst.add((run.column(column) - fine.column(column)).cwiseAbs().maxCoeff() /
                      (size > 0.0 ? size : 1.0));
        }
        support::figure("chain of 10 before receptors, " + od::to_string(binding), worst.value(),
                        1e-5);
        CHECK(worst.value() < 1e-5);
        CHECK(run.counts().steps < 2000);
    }
}
