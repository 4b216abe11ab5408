/// Derivatives of one compartment with first-order absorption, of which all is known.

#include <catch2/catch_test_macros.hpp>
#include <complex>
#include <map>

#include "opiodyn/opiodyn.hpp"
#include "opiodyn/sensitivity.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/varied.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

using Complex = std::complex<long double>;

constexpr int doses = 3;
constexpr long double interval = 12.0L;  // h

struct Numbers {
    Complex ka, CL, V, amount, begin;
};

/// The Bateman function of each dose; an nmol is a mg here.
Complex concentration(const Numbers& n, long double t) {
    const Complex k = n.CL / n.V;
    Complex sum = 0.0L;
    for (int dose = 0; dose < doses; ++dose) {
        const Complex after = t - n.begin - interval * static_cast<long double>(dose);
        if (after.real() > 0.0L)
            sum += n.amount * n.ka / (n.V * (n.ka - k)) *
                   (std::exp(-k * after) - std::exp(-n.ka * after));
    }
    return sum;
}

/// Its derivative, by a step in the imaginary direction: no difference is taken, nothing cancels.
double derivative(Numbers n, Complex Numbers::*variable, double t) {
    constexpr long double step = 1e-30L;
    n.*variable += Complex(0.0L, step);
    return static_cast<double>(concentration(n, t).imag() / step);
}

od::Model one_compartment(bool receptors) {
    auto drug = support::drug("a", 3.0, {20.0});
    drug.absorption = {od::FirstOrder{.ka = 0.9}};
    if (!receptors) return support::pk_model({drug});
    od::ModelOptions options;
    options.drugs = {drug};
    options.bindings = {{"a", od::Receptor::mu, 1.0, 5.0, 0.0}};
    return od::Model(options);
}

}  // namespace

TEST_CASE("derivatives of an oral concentration are those of its closed form") {
    const Numbers numbers{0.9L, 3.0L, 20.0L, 40.0L, 0.7L};
    const std::vector<std::pair<od::Variable, Complex Numbers::*>> pairs{
        {support::by("a.oral.ka"), &Numbers::ka},
        {support::by("a.CL"), &Numbers::CL},
        {support::by("a.V1"), &Numbers::V},
        {support::by_amount(0), &Numbers::amount},
        {support::by_time(0), &Numbers::begin}};
    std::vector<od::Variable> variables;
    for (const auto& pair : pairs) variables.push_back(pair.first);
    const od::Regimen regimen =
        support::dose("a", 40.0, od::Route::oral, 0.7).every(od::Time{12.0}, doses);
    const auto times = od::grid(od::Time{0.1}, od::Time{48.0}, od::Time{0.37});
    // The error of a step is its rtol; a few hundred steps and the decay of the drug in between.
    constexpr double limit = 1e-8;
    const od::SolverOptions options{.rtol = 1e-10, .atol = 1e-13};
    for (const bool receptors : {false, true}) {
        const auto found =
            od::simulate_sensitivities({{one_compartment(receptors), regimen}},
                                       {times, {"concentration.a"}, {}}, variables, options);
        REQUIRE(found.batch.status[0].complete());
        support::Worst worst;
        for (std::size_t v = 0; v < pairs.size(); ++v) {
            support::Worst error, top;
            for (std::size_t t = 0; t < times.size(); ++t) {
                const double exact = derivative(numbers, pairs[v].second, times[t]);
                top.add(exact);
                error.add(
                    found.value(0, static_cast<std::int64_t>(t), 0, static_cast<std::int64_t>(v)) -
                    exact);
            }
            worst.add(error.value() / top.value());
        }
        support::figure(
            std::string("derivatives of a closed form") + (receptors ? ", with receptors" : ""),
            worst.value(), limit);
        CHECK(worst.value() < limit);
    }
}
