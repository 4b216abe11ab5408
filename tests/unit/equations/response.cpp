#include "opiodyn/equations/response.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "opiodyn/model.hpp"
#include "opiodyn/scalars/dual.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

namespace {

od::ModelOptions with(const od::ResponseOptions& response) {
    od::ModelOptions options;
    options.response = response;
    return options;
}

std::string refused(const od::ModelOptions& options) {
    return thrown([&] { od::Model model(options); });
}

}  // namespace

TEST_CASE("dual numbers follow the rules of calculus") {
    using D = od::Dual<2>;
    D x(3.0), y(4.0);
    x.slope = {1.0, 0.0};
    y.slope = {0.0, 1.0};
    const D f = (2.0 - x * y) / (y + 1.0) - -x + 5.0 / y * 2.0 - 1.0;
    // f = (2 - xy) / (y + 1) + x + 10 / y - 1
    CHECK(std::abs(f.value - (-2.0 + 3.0 + 2.5 - 1.0)) < 1e-15);
    CHECK(std::abs(f.slope[0] - (-4.0 / 5.0 + 1.0)) < 1e-15);
    CHECK(std::abs(f.slope[1] - (-3.0 / 5.0 + 10.0 / 25.0 - 10.0 / 16.0)) < 1e-15);
    const D p = od::power(x, 2.5);
    CHECK(std::abs(p.slope[0] - 2.5 * std::pow(3.0, 1.5)) < 1e-13);
    CHECK(od::power(D(-1e-12), 2.5).value == 0.0);
    CHECK(od::positive_part(x).slope[0] == 1.0);
    CHECK(od::positive_part(-x).slope[0] == 0.0);
    CHECK(od::positive_part(x - 3.0).slope[0] == 0.0);  // at the kink: that of the left
    CHECK(std::isnan(od::positive_part(std::nan(""))));
}

TEST_CASE("the operational response is finite for any exponent") {
    const auto sigma = [](double S, double n) { return od::response::operational(S, n); };
    CHECK(sigma(3.0, 2.0) == 9.0 / 10.0);
    CHECK(std::abs(sigma(1e-9, 2.0) / 1e-18 - 1.0) < 1e-15);
    for (const double n : {500.0, 1e12, 1e180}) {
        CHECK(sigma(30.0, n) == 1.0);
        CHECK(sigma(1.0, n) == 0.5);
        CHECK(sigma(0.03, n) == 0.0);
        CHECK(sigma(-1.0, n) == 0.0);
    }
    CHECK(std::isnan(sigma(std::nan(""), 2.0)));
    od::Dual<1> S(30.0);
    S.slope = {1.0};
    const auto steep = od::response::operational(S, 500.0);
    CHECK(steep.value == 1.0);
    CHECK(steep.slope[0] == 0.0);
}

TEST_CASE("withdrawal lies in [0, 1) and needs adaptation that tone does not use") {
    CHECK(od::response::withdrawal(0.0, 0.2) == 0.0);
    CHECK(od::response::withdrawal(1.5, 2.5) == 0.0);
    CHECK(od::response::withdrawal(1.5, 0.3) == 0.6);
    CHECK(od::response::withdrawal(1e6, 0.0) < 1.0);
}

TEST_CASE("a response that cannot be is refused, and says why") {
    auto options = with({.peptides = true});
    options.response.phi = 1.5;
    CHECK(refused(options).starts_with("InputError: response.phi = 1.5"));
    options.response.phi = -0.1;
    CHECK(refused(options).starts_with("InputError: response.phi = -0.1"));

    CHECK(refused(with({.weights = od::EffectWeights::illustrative}))
              .starts_with("InputError: weights = illustrative: weighs read-outs"));

    options = with({.immune = true});
    options.endogenous = {"beta-endorphin"};
    CHECK(refused(options).starts_with("InputError: response = immune: needs the peptide"));

    options = with({.immune = true});
    options.receptors = {od::Receptor::kappa};
    CHECK(refused(options).starts_with(
        "InputError: response = immune: the pain index needs mu or delta"));

    options = with({.peptides = true, .phi = 0.5});
    options.parameters = {{"dynorphin.kappa.e0", 0.0}};
    CHECK(refused(options) ==
          "InputError: dynorphin.kappa.e0 = 0: makes the drug-free tone at kappa 0, which must be "
          "above 0, because adaptation compares with it; the library has 0.1");

    options = with({.peptides = false});
    options.drugs = {"hydrocodone"};  // nobody has read its efficacy
    options.parameters = {
        {"hydrocodone.CL", 60.0}, {"hydrocodone.V1", 300.0}, {"hydrocodone.Kp", 1.0}};
    CHECK(refused(options).starts_with("InputError: hydrocodone.mu.tau = not known"));
}

TEST_CASE("parameters of the response are there with their part, and within their domain") {
    auto options = with({.peptides = false});
    options.parameters = {{"mu.U", 0.5}, {"naltrexone.mu.kint", 0.1}};
    CHECK(od::Model(options).parameters().value("mu.U") == 0.5);
    options.parameters = {{"mu.U", -0.5}};
    CHECK(refused(options).starts_with("InputError: mu.U = -0.5"));
    options.parameters = {{"mu.turnover_half_life", 0.0}};
    CHECK(refused(options).starts_with("InputError: mu.turnover_half_life = 0"));
    options.parameters = {{"beta-endorphin.G", 1.0}};  // the peptides do not move here
    CHECK(refused(options).starts_with("UnknownNameError"));
    CHECK_FALSE(od::Model(with(od::ResponseOptions::none())).parameters().contains("mu.U"));
}

TEST_CASE("effects are off in the set mechanism and on in the illustrative one") {
    auto options = with({.immune = true});
    for (const char* weight : {"w_T", "w_O", "w_c", "w_s"})
        CHECK(od::Model(options).parameters().value(std::string("weights.") + weight) == 0.0);
    options.response.weights = od::EffectWeights::illustrative;
    CHECK(od::Model(options).parameters().value("weights.w_s") > 0.0);
    CHECK(od::parse_effect_weights("illustrative") == od::EffectWeights::illustrative);
    CHECK(od::to_string(od::EffectWeights::mechanism) == "mechanism");
}
