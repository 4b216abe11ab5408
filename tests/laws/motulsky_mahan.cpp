/// Kinetic binding at constant concentrations has closed forms: association of one ligand, two
/// competing ligands (Motulsky, Mahan 1984, Molecular Pharmacology 25:1), any number by the matrix
/// exponential. The library's equations and Jacobian, on the library's stepper in Boost.Odeint.

#include <boost/numeric/odeint/integrate/integrate_times.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <unsupported/Eigen/MatrixFunctions>

#include "opiodyn/equations/binding.hpp"
#include "opiodyn/odeint.hpp"
#include "support/figure.hpp"
#include "support/random.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using od::binding::Pool, od::binding::Site;
using Real = long double;

namespace {

/// C / K of a ligand that alone would occupy between 1 and 99 %.
double random_ratio(support::Random& random) {
    const double occupancy = random.uniform(0.01, 0.99);
    return occupancy / (1.0 - occupancy);
}

Pool<double> random_pool(support::Random& random, int ligands) {
    Pool<double> pool{1.0, {}};
    for (int i = 0; i < ligands; ++i) {
        const double K = random.log_uniform(0.05, 50.0);
        // koff of the opioids in the FDA's binding data: 1 /h (buprenorphine) to 150 /h (naloxone)
        pool.sites.push_back({od::binding::constant_concentration, K * random_ratio(random), i, K,
                              random.log_uniform(1.0, 150.0)});
    }
    return pool;
}

/// From a few seconds to equilibrium.
const std::vector<double> times{0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0};

/// Bound fractions at those times, from empty receptors.
std::vector<Eigen::VectorXd> associate(const Pool<double>& pool) {
    const auto rates = [&](const Eigen::VectorXd& y, Eigen::VectorXd& dydt, double) {
        dydt.setZero(y.size());
        od::binding::add_derivative(pool, y, dydt);
    };
    const auto jacobian = [&](const Eigen::VectorXd& y, Eigen::MatrixXd& J, double,
                              Eigen::VectorXd& dfdt) {
        J.setZero();
        od::binding::add_jacobian(pool, y, J);
        dfdt.setZero();
    };
    std::vector<Eigen::VectorXd> found;
    Eigen::VectorXd y = Eigen::VectorXd::Zero(static_cast<od::Index>(pool.sites.size()));
    boost::numeric::odeint::integrate_times(
        od::odeint::rodas5p_dense_output(1e-13, 1e-11), std::make_pair(rates, jacobian), y,
        times.begin(), times.end(), 1e-4,
        [&](const Eigen::VectorXd& state, double) { found.push_back(state); });
    return found;
}

/// Motulsky and Mahan's equation for the ligand `one` beside `two`.
Real two_ligands(const Site<double>& one, const Site<double>& two, Real t) {
    const Real k2 = one.koff, k4 = two.koff;
    const Real k1L = k2 * one.concentration / one.K, k3I = k4 * two.concentration / two.K;
    const Real KA = k1L + k2, KB = k3I + k4;
    const Real S = std::sqrt((KA - KB) * (KA - KB) + 4 * k1L * k3I);
    const Real KF = (KA + KB + S) / 2, KS = (KA + KB - S) / 2;
    return k1L / (KF - KS) *
           (k4 * (KF - KS) / (KF * KS) + (k4 - KF) / KF * std::exp(-KF * t) -
            (k4 - KS) / KS * std::exp(-KS * t));
}

}  // namespace

TEST_CASE("two ligands bind as Motulsky and Mahan found") {
    support::Random random(1984);
    support::Worst worst;
    for (int set = 0; set < 1000; ++set) {
        const auto pool = random_pool(random, 2);
        const auto& [a, b] = std::pair(pool.sites[0], pool.sites[1]);
        const auto found = associate(pool);
        REQUIRE(found.size() == times.size());
        for (std::size_t i = 0; i < times.size(); ++i) {
            worst.add(found[i][0] - static_cast<double>(two_ligands(a, b, times[i])));
            worst.add(found[i][1] - static_cast<double>(two_ligands(b, a, times[i])));
        }
    }
    // Asked for. With rtol 1e-11 per step, some hundred steps stay a thousand times below.
    constexpr double limit = 1e-8;
    support::figure("Motulsky-Mahan, 1000 sets", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("one ligand associates exponentially with kon L + koff") {
    support::Random random(1916);
    support::Worst worst;
    for (int set = 0; set < 200; ++set) {
        const auto pool = random_pool(random, 1);
        const auto& site = pool.sites[0];
        const Real x = static_cast<Real>(site.concentration) / site.K;
        const auto found = associate(pool);
        for (std::size_t i = 0; i < times.size(); ++i)
            worst.add(
                found[i][0] -
                static_cast<double>(x / (1 + x) * -std::expm1(-(x + 1) * site.koff * times[i])));
    }
    constexpr double limit = 1e-8;  // as above
    support::figure("association of one ligand, 200 sets", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("many ligands bind as the matrix exponential says") {
    support::Random random(2005);
    support::Worst worst;
    for (int set = 0; set < 200; ++set) {
        const int n = 3 + random.below(4);
        const auto pool = random_pool(random, n);
        // d/dt (B, 1) = M (B, 1), written out from B_i' = koff_i (x_i (1 - sum B) - B_i).
        Eigen::MatrixXd M = Eigen::MatrixXd::Zero(n + 1, n + 1);
        for (int i = 0; i < n; ++i) {
            const auto& site = pool.sites[static_cast<std::size_t>(i)];
            const double in = site.koff * site.concentration / site.K;
            M.row(i).head(n).setConstant(-in);
            M(i, i) -= site.koff;
            M(i, n) = in;
        }
        const auto found = associate(pool);
        for (std::size_t i = 0; i < times.size(); ++i) {
            const Eigen::MatrixXd E = (times[i] * M).exp();
            worst.add((found[i] - E.col(n).head(n)).cwiseAbs().maxCoeff());
        }
    }
    // Pade's method loses about |M t| = 1e4 roundings of 1e-16; our steps as above.
    constexpr double limit = 1e-8;
    support::figure("3-6 ligands against the matrix exponential, 200 sets", worst.value(), limit);
    CHECK(worst.value() < limit);
}
