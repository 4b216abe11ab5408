#include "opiodyn/equations/binding.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace od = opiodyn;
namespace b = opiodyn::binding;

namespace {

/// State: concentration of ligand 0, complexes of ligands 0 and 1. Ligand 1 has C = 6 nM, K = 3 nM.
const b::Pool<double> pool{2.0,
                           {{0, 0.0, 1, 4.0, 10.0}, {b::constant_concentration, 6.0, 2, 3.0, 5.0}}};

}  // namespace

TEST_CASE("rates are those of equation (6), by hand") {
    const Eigen::VectorXd y{{8.0, 0.5, 0.25}};
    // F = 2 - 0.75 = 1.25; x = 8/4 = 2 and 6/3 = 2.
    CHECK(b::free_receptors(pool, y) == 1.25);
    Eigen::VectorXd dydt = Eigen::VectorXd::Constant(3, 1.0);  // rates are added
    b::add_derivative(pool, y, dydt);
    CHECK(dydt[0] == 1.0);
    CHECK(dydt[1] == 1.0 + 10.0 * (2.0 * 1.25 - 0.5));
    CHECK(dydt[2] == 1.0 + 5.0 * (2.0 * 1.25 - 0.25));
}

TEST_CASE("equilibrium is where these rates vanish") {
    Eigen::VectorXd y{{8.0, 0.0, 0.0}};
    const double F = b::free_at_equilibrium(pool, y);
    CHECK(std::abs(F - 2.0 / 5.0) < 1e-16);
    for (const auto& site : pool.sites) y[site.bound] = site.ratio(y) * F;
    Eigen::VectorXd dydt = Eigen::VectorXd::Zero(3);
    b::add_derivative(pool, y, dydt);
    CHECK(dydt.cwiseAbs().maxCoeff() < 1e-14);
    CHECK(std::abs(b::free_receptors(pool, y) - F) < 1e-15);
}

TEST_CASE("the Jacobian of binding, by hand") {
    const Eigen::VectorXd y{{8.0, 0.5, 0.25}};
    Eigen::MatrixXd J = Eigen::MatrixXd::Zero(3, 3);
    b::add_jacobian(pool, y, J);
    const Eigen::MatrixXd expected{
        {0.0, 0.0, 0.0}, {10.0 / 4.0 * 1.25, -20.0 - 10.0, -20.0}, {0.0, -10.0, -10.0 - 5.0}};
    CHECK((J - expected).cwiseAbs().maxCoeff() == 0.0);
}
