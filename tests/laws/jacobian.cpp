/// The Jacobian against complex-step derivatives of the right-hand side, which is written once for
/// any number type: accurate to rounding, as nothing is subtracted.

#include <catch2/catch_test_macros.hpp>
#include <complex>

#include "model/shape/model_implementation.hpp"
#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/random.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

od::ModelOptions random_options(support::Random& random) {
    auto options = support::held();  // with response: response_jacobian.cpp
    options.biophase = static_cast<od::Biophase>(random.below(3));
    options.binding = static_cast<od::BindingMode>(random.below(2));
    od::Drug own{.name = "own",
                 .molar_mass = 400.0,
                 .CL = 12.0,
                 .V = {10.0, 20.0, 30.0},
                 .Q = {3.0, 4.0},
                 .absorption = {od::FirstOrder{0.7, 0.5, 0.0, 0.4},
                                od::ZeroOrderIntoDepot{2.0, 0.3, 0.5, 0.0, 0.4},
                                od::TransitChain{5.0, 2, 0.5, 0.0, 0.2}},
                 .metabolites = {{"naltrexone", 0.3, 0.6}}};
    if (random.coin()) {
        options.drugs.push_back(own);
        options.bindings.push_back({"own", od::Receptor::mu, 0.9, 1.5});
        options.bindings.push_back({"own", od::Receptor::kappa, 9.0, 150.0});
    }
    if (random.coin()) options.receptors = {od::Receptor::kappa, od::Receptor::mu};
    return options;
}

od::State random_state(support::Random& random, od::Index n) {
    od::State y(n);
    for (auto& value : y) value = random.log_uniform(1e-6, 1e3);
    return y;
}

od::Jacobian by_complex_step(const od::Model::Implementation& model, const od::State& y) {
    constexpr double step = 1e-100;
    const auto n = y.size();
    od::Jacobian J(n, n);
    for (od::Index j = 0; j < n; ++j) {
        Eigen::VectorXcd z = y.cast<std::complex<double>>(), rates(n);
        z[j] += std::complex<double>(0.0, step);
        model.equations.derivative(z, rates);
        J.col(j) = rates.imag() / step;
    }
    return J;
}

}  // namespace

TEST_CASE("the Jacobian is the derivative of the right-hand side at random states") {
    support::Random random(1998);
    support::Worst worst;
    for (int set = 0; set < 300; ++set) {
        const auto options = random_options(random);
        const od::Model model(options);
        const auto y = random_state(random, model.size());
        od::Jacobian J(model.size(), model.size());
        model.jacobian(0.0, y, J);
        const auto expected = by_complex_step(model.implementation(), y);
        // Elements are sums of a few products; each rounds at the size of the row's largest.
        for (od::Index i = 0; i < J.rows(); ++i) {
            const double scale = expected.row(i).cwiseAbs().maxCoeff() + 1e-300;
            worst.add((J.row(i) - expected.row(i)).cwiseAbs().maxCoeff() / scale);
        }
    }
    constexpr double limit = 1e-14;
    support::figure("Jacobian against complex steps, 300 models and states", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("complex and real evaluation of the equations agree") {
    support::Random random(7);
    for (int set = 0; set < 50; ++set) {
        const auto options = random_options(random);
        const od::Model model(options);
        const auto y = random_state(random, model.size());
        od::State dydt(model.size());
        model.derivative(0.0, y, dydt);
        Eigen::VectorXcd rates(model.size());
        model.implementation().equations.derivative(
            Eigen::VectorXcd(y.cast<std::complex<double>>()), rates);
        CHECK((rates.real() - dydt).cwiseAbs().maxCoeff() <=
              1e-15 * dydt.cwiseAbs().maxCoeff());  // the same operations
    }
}
