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

TEST_CASE("an effect is finite for any slope, and 0 without a drug") {
    const auto effect = [](double S, double n, double S0) {
        return od::response::effect(od::bounded_power(S, n), od::bounded_power(S0, n));
    };
    // (10b) from sigma = S^n / (1 + S^n): (9/10 - 1/2) / (1 - 1/2).
    CHECK(std::abs(effect(3.0, 2.0, 1.0) - 0.8) < 1e-15);
    CHECK(effect(0.1, 2.6, 0.1) == 0.0);
    CHECK(effect(0.0, 1.0, 0.1) == -0.1);  // a full block takes what the peptides did
    CHECK(std::abs(effect(1e-9, 2.0, 0.0) / 1e-18 - 1.0) < 1e-15);
    for (const double n : {500.0, 1e12, 1e180}) {
        CHECK(effect(30.0, n, 0.1) == 1.0);
        CHECK(effect(1.0, n, 0.1) == 0.5);
        CHECK(effect(0.03, n, 0.1) == 0.0);
        CHECK(effect(-1.0, n, 0.1) == 0.0);
    }
    CHECK(std::isnan(effect(std::nan(""), 2.0, 0.1)));
    od::Dual<1> S(30.0);
    S.slope = {1.0};
    const auto steep = od::bounded_power(S, 500.0);
    CHECK(steep.slope[0] == 0.0);
    CHECK(od::response::ventilation(0.25) == 75.0);
}

TEST_CASE(
    "what drugs add to a response is a difference of two responses, and 0 without an agonist") {
    using od::response::added_by_drugs, od::response::sigma;
    for (const double P : {0.0, 0.1, 3.0})
        for (const double D : {0.0, 1e-12, 0.5, 40.0}) {
            CHECK(std::abs(added_by_drugs(P, D) - (sigma(P + D) - sigma(P))) < 1e-15);
            if (D == 0.0) CHECK(added_by_drugs(P, D) == 0.0);
        }
    CHECK(sigma(-0.5) == 0.0);  // an inverse agonist may take more than the peptides have
    CHECK(added_by_drugs(-0.5, 1.0) == 0.5);
}

TEST_CASE("withdrawal is what the body has adapted to less what drugs add") {
    CHECK(od::response::withdrawal(0.0, 0.2) == 0.0);
    CHECK(od::response::withdrawal(0.5, 0.7) == 0.0);
    CHECK(od::response::withdrawal(0.75, 0.25) == 0.5);
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
    options.receptors = {od::Receptor::kappa};
    CHECK(refused(options) == "nothing");  // activation needs no tone while its weight is 0
    options.parameters = {{"weights.w_s", 0.5}};
    CHECK(refused(options) ==
          "InputError: weights.w_s = 0.5: weighs the mean tone, which needs mu or delta");

    options = with({.peptides = true, .phi = 0.5});
    options.parameters = {{"dynorphin.kappa.e0", 0.0}};
    CHECK(refused(options) ==
          "InputError: dynorphin.kappa.e0 = 0: makes the drug-free tone at kappa 0, which must be "
          "above 0, because phi below 1 compares with it; the library has 0.05");
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
    CHECK(od::Model(options).parameters().value("weights.w_O") > 0.0);
    CHECK(od::parse_effect_weights("illustrative") == od::EffectWeights::illustrative);
    CHECK(od::to_string(od::EffectWeights::mechanism) == "mechanism");
}
