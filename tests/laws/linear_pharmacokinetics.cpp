/// Every linear closed form, by the exact method and by Rodas5P.

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "opiodyn/opiodyn.hpp"
#include "support/exponentials.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::dose, support::drug, support::Exponentials, support::infusion, support::Real;

namespace {

using ClosedForm = std::function<Real(Real)>;

// The exact method: squaring s times multiplies rounding by 2^s, the norm of A t. Here that is
// below 1e3, which leaves 1e3 x 2.2e-16 of each value.
constexpr double exact_limit = 1e-12;
// Rodas5P adds the errors of some thousand steps, each within rtol = 1e-13.
constexpr double rodas5p_limit = 1e-10;

double worst_error(const od::Model& model, const od::Regimen& regimen,
                   const std::vector<double>& times, const std::string& ligand,
                   const ClosedForm& expected, od::Method method) {
    const auto run =
        od::simulate(model, regimen, times, {.method = method, .rtol = 1e-13, .atol = 1e-18});
    const auto C = run.concentration(ligand);
    support::Worst worst;
    for (std::size_t i = 0; i < times.size(); ++i)
        worst.add_relative(C[static_cast<od::Index>(i)], static_cast<double>(expected(times[i])));
    return worst.value();
}

void agrees(const std::string& what, const std::vector<od::Drug>& drugs, const od::Regimen& regimen,
            const std::vector<double>& times, const ClosedForm& expected) {
    const auto model = support::pk_model({drugs.begin(), drugs.end()});
    const auto& ligand = drugs.back().name;  // a metabolite comes last
    const double exact = worst_error(model, regimen, times, ligand, expected, od::Method::exact);
    const double stepped =
        worst_error(model, regimen, times, ligand, expected, od::Method::rodas5p);
    support::figure(what + ", exact", exact, exact_limit);
    support::figure(what + ", rodas5p", stepped, rodas5p_limit);
    CHECK(exact < exact_limit);
    CHECK(stepped < rodas5p_limit);
}

const std::vector<double> day{0.01, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 20, 24};
constexpr double D = 100.0;  // nmol

od::Drug with(od::Drug d, od::Absorption input) {
    d.absorption = {input};
    return d;
}

const auto iv = od::Route::intravenous;
const auto po = od::Route::oral;
const auto slow = drug("a", 5.0, {40.0});                               // ke = 1/8
const auto two = drug("a", 150.0, {171.0, 599.0}, {59.0});              // as naltrexone
const auto three = drug("a", 40.0, {12.0, 50.0, 300.0}, {80.0, 25.0});  // as fentanyl
const Exponentials slow_form = support::one_compartment(5, 40);
const Exponentials two_form = support::two_compartments(150, 171, 59, 599);
const Exponentials three_form = support::three_compartments(40, 12, 80, 50, 25, 300);

}  // namespace

TEST_CASE("a bolus into one, two and three compartments follows its exponentials") {
    agrees("one compartment, bolus", {slow}, dose("a", D, iv), day,
           [](Real t) { return D * slow_form.bolus(t); });
    agrees("two compartments, bolus", {two}, dose("a", D, iv), day,
           [](Real t) { return D * two_form.bolus(t); });
    agrees("three compartments, bolus", {three}, dose("a", D, iv), day,
           [](Real t) { return D * three_form.bolus(t); });
}

TEST_CASE("an infusion rises to its plateau and falls when it ends") {
    const od::Regimen over_3h = infusion("a", D, 3.0);
    agrees("one compartment, infusion", {slow}, over_3h, day,
           [](Real t) { return D * slow_form.infusion(3, t); });
    agrees("two compartments, infusion", {two}, over_3h, day,
           [](Real t) { return D * two_form.infusion(3, t); });
    agrees("three compartments, infusion", {three}, over_3h, day,
           [](Real t) { return D * three_form.infusion(3, t); });
}

TEST_CASE("an oral dose follows Bateman, also where ka and ke coincide") {
    const double ke = 5.0 / 40.0;  // representable
    for (const double ka : {1.4, ke, ke * (1 + 1e-9), ke * (1 - 1e-5), 20.0})
        agrees("one compartment, oral, ka - ke = " + support::short_text(ka - ke),
               {with(slow, od::FirstOrder{ka, 0.6})}, dose("a", D, po), day,
               [ka](Real t) { return D * 0.6 * slow_form.oral(ka, t); });
    agrees("two compartments, oral", {with(two, od::FirstOrder{1.4, 0.088})}, dose("a", D, po), day,
           [](Real t) { return D * 0.088L * two_form.oral(1.4, t); });
    agrees("three compartments, oral", {with(three, od::FirstOrder{0.7})}, dose("a", D, po), day,
           [](Real t) { return D * three_form.oral(0.7, t); });
}

TEST_CASE("zero-order absorption, with and without a depot, follows its closed form") {
    agrees("zero order over 5 h", {with(two, od::ZeroOrder{5.0, 0.4})}, dose("a", D, po), day,
           [](Real t) { return D * 0.4 * two_form.infusion(5, t); });
    // The first minutes of this closed form lose digits to cancellation even in long double.
    const std::vector<double> later(day.begin() + 2, day.end());
    agrees("zero order over 5 h into a depot", {with(two, od::ZeroOrderIntoDepot{5.0, 0.9, 0.4})},
           dose("a", D, po), later,
           [](Real t) { return D * 0.4 * two_form.depot_infusion(0.9, 5, t); });
}

TEST_CASE("a lag shifts the curve, and parallel inputs add up") {
    auto mixed = two;
    mixed.absorption = {od::FirstOrder{2.0, 0.5, 0.0, 0.3}, od::FirstOrder{0.2, 0.5, 1.75, 0.5},
                        od::ZeroOrder{4.0, 0.8, 0.75, 0.2}};
    agrees("three inputs with lags", {mixed}, dose("a", D, po), day, [](Real t) {
        Real C = D * 0.3 * 0.5 * two_form.oral(2, t);
        if (t > 1.75L) C += D * 0.5 * 0.5 * two_form.oral(0.2, t - 1.75L);
        if (t > 0.75L) C += D * 0.2 * 0.8 * two_form.infusion(4, t - 0.75L);
        return C;
    });
}

TEST_CASE("repeated doses are the sum of shifted single doses") {
    const auto oral = with(two, od::FirstOrder{1.4, 0.088});
    std::vector<double> times;
    for (int k = 0; k < 60; ++k) times.push_back(0.3 + 5.7 * k);
    const auto all = [](int doses, Real ii, Real t, const ClosedForm& single) {
        Real C = 0;
        for (int k = 0; k < doses && k * ii <= t; ++k) C += single(t - k * ii);
        return C;
    };
    agrees("12 oral doses", {oral}, dose("a", D, po).every(od::Time{24.0}, 12), times, [&](Real t) {
        return all(12, 24, t, [](Real u) { return D * 0.088L * two_form.oral(1.4, u); });
    });
    agrees(
        "40 overlapping infusions", {two}, infusion("a", D, 13.0).every(od::Time{8.0}, 40), times,
        [&](Real t) { return all(40, 8, t, [](Real u) { return D * two_form.infusion(13, u); }); });
}

TEST_CASE("many doses reach the geometric sum of the steady state") {
    // After 40 days the slowest exponential (0.069 /h) has fallen to e^-66, below rounding.
    std::vector<double> times;
    for (int k = 0; k < 24; ++k) times.push_back(960.0 + 0.05 + k);
    agrees("steady state, bolus", {two}, dose("a", D, iv).every(od::Time{24.0}, 41), times,
           [](Real t) { return D * two_form.steady_bolus(24, t - 960); });
    agrees("steady state, oral", {with(two, od::FirstOrder{1.4, 0.088})},
           dose("a", D, po).every(od::Time{24.0}, 41), times,
           [](Real t) { return D * 0.088L * two_form.steady_oral(1.4, 24, t - 960); });
}

TEST_CASE("a metabolite is formed from elimination and from the first pass") {
    auto parent = drug("a", 30.0, {40.0});  // k = 0.75
    parent.metabolites = {{"m", 0.7, 0.4}};
    const auto m = drug("m", 9.0, {60.0});  // k = 0.15
    agrees("metabolite of a bolus", {parent, m}, dose("a", D, iv), day,
           [](Real t) { return D * 0.4L * 0.75L / 60 * support::convolve(0.75L, 0.15L, t); });

    parent.absorption = {od::FirstOrder{2.0, 0.25}};
    agrees("metabolite of an oral dose", {parent, m}, dose("a", D, po), day, [](Real t) {
        const Real ka = 2, k = 0.75, km = 0.15;
        const Real first_pass = 0.75L * 0.7L * ka * support::convolve(ka, km, t);
        const Real chain =  // depot, parent, metabolite: Bateman's three exponentials
            ka * k * (support::convolve(k, km, t) - support::convolve(ka, km, t)) / (ka - k);
        return D / 60 * (first_pass + 0.25L * 0.4L * chain);
    });
}

TEST_CASE("a metabolite of a zero-order dose has its first pass at the same rate") {
    auto parent = with(drug("a", 30.0, {40.0}), od::ZeroOrder{5.0, 0.25});  // k = 0.75
    parent.metabolites = {{"m", 0.7, 0.4}};
    const auto m = drug("m", 9.0, {60.0});  // k = 0.15
    agrees("metabolite of a zero-order dose", {parent, m}, dose("a", D, po), day, [](Real t) {
        const Real k = 0.75, km = 0.15L, formed = 0.4L * k / (km - k);
        const Exponentials first_pass{{{1, km}}}, from_parent{{{formed, k}, {-formed, km}}};
        return D / 60 *
               (0.75L * 0.7L * first_pass.infusion(5, t) + 0.25L * from_parent.infusion(5, t));
    });
}
