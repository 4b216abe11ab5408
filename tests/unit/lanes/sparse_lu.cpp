#define OPIODYN_LANE_UNIT lanes_baseline

#include "lanes/sparse_lu.hpp"

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/numerics/rodas5p.hpp"
#include "scalars/lane_pack.hpp"
#include "support/matrices.hpp"
#include "support/random.hpp"
#include "support/response_models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
namespace lanes = opiodyn::lanes_baseline;
using Eigen::MatrixXd, Eigen::VectorXd, od::Index;

namespace {

/// Of the matrix, at a place in the order of the pivots.
Index row_of(const od::detail::EliminationPlan& plan, Index place) {
    return plan.order[static_cast<std::size_t>(place)];
}

template <class T, class Set>
void fill(od::detail::SparseLU<T>& lu, const od::detail::EliminationPlan& plan, const MatrixXd& W,
          const Set& set) {
    for (Index i = 0; i < W.rows(); ++i)
        for (Index j = 0; j < W.cols(); ++j) {
            const auto slot = plan.slot(i, j);
            const double value = W(row_of(plan, i), row_of(plan, j));
            if (slot >= 0) set(lu.values()[slot], value);
            else REQUIRE(value == 0.0);
        }
}

/// Largest difference to dense LU with pivoting, relative to the largest element.
double difference(const MatrixXd& W, const od::JacobianPattern& pattern, const VectorXd& b) {
    const od::detail::EliminationPlan plan(pattern);
    od::detail::SparseLU<double> sparse(plan);
    fill(sparse, plan, W, [](double& slot, double value) { slot = value; });
    REQUIRE(sparse.factorize());
    VectorXd x(b.size()), ordered(b.size());
    for (Index i = 0; i < b.size(); ++i) ordered[i] = b[row_of(plan, i)];
    sparse.solve(ordered.data());
    for (Index i = 0; i < b.size(); ++i) x[row_of(plan, i)] = ordered[i];
    od::DenseLU dense;
    dense.matrix() = W;
    REQUIRE(dense.factorize());
    VectorXd y = b;
    dense.solve(y);
    return (x - y).cwiseAbs().maxCoeff() / y.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("planned and dense elimination agree on random sparse patterns") {
    support::Random random(12);
    support::Worst worst;
    for (int set = 0; set < 500; ++set) {
        const Index n = 1 + random.below(25);
        const MatrixXd W = support::random_sparse_matrix(random, n);
        worst.add(difference(W, W.array() != 0.0, support::random_vector(random, n)));
    }
    CHECK(worst.value() < 1e-12);  // diagonally dominant: condition below 1e3
}

TEST_CASE("they agree on the matrices of a step, for random models and states") {
    support::Random random(13);
    support::Worst worst;
    for (int set = 0; set < 200; ++set) {
        const od::Model model(support::random_response(random));
        const Index n = model.size();
        od::Jacobian J(n, n);
        od::State y = model.baseline();
        for (auto& value : y)
            value = value == 1.0 ? random.log_uniform(0.3, 3.0) : random.log_uniform(1e-6, 0.1);
        model.jacobian(0.0, y, J);
        const MatrixXd W = MatrixXd(MatrixXd::Identity(n, n) / random.log_uniform(1e-5, 10.0)) - J;
        worst.add(difference(W, model.jacobian_pattern(), support::random_vector(random, n)));
    }
    CHECK(worst.value() < 1e-10);  // condition up to koff x h = 1e5
}

TEST_CASE("elimination touches only what must fill") {
    // In the natural order this arrow fills completely: 50^3 / 3 operations.
    od::JacobianPattern arrow = od::JacobianPattern::Identity(50, 50);
    arrow.row(0).setConstant(true);
    arrow.col(0).setConstant(true);
    CHECK(od::detail::EliminationPlan(arrow).factor_operations() < 200);
    // The default model; a change of these figures is a change of speed.
    const od::detail::EliminationPlan plan{od::Model().jacobian_pattern()};
    CHECK(plan.size() == 38);
    CHECK(plan.factor_operations() == 173);
    CHECK(plan.solve_operations() == 151);
}

TEST_CASE(
    "an unknown that is no state has the last place, and its pivot where it fills in nothing") {
    // The matrix of free receptors: f + sum x = 0, and each x_k hangs on f alone.
    constexpr Index states = 12;
    MatrixXd W = MatrixXd::Identity(states + 1, states + 1);
    for (Index k = 0; k < states; ++k) {
        W(k, k) = 1.0 + 0.1 * static_cast<double>(k);
        W(k, states) = -0.5 * static_cast<double>(k + 1);
        W(states, k) = 1.0;
    }
    const od::detail::EliminationPlan plan(W.array() != 0.0, states);
    CHECK(row_of(plan, states) == states);
    CHECK(plan.pivots[0].place == 0);
    // A state leaves one row below it, and one element beside it. The last of them costs as much as f.
    CHECK(plan.factor_operations() == 2 * states);
    CHECK(plan.solve_operations() == 3 * states + 1);
    // Without f every state hangs on every other: x_k d_k + a_k sum x = b_k.
    const MatrixXd dense = W.topLeftCorner(states, states) -
                           W.topRightCorner(states, 1) * W.bottomLeftCorner(1, states);
    VectorXd b = VectorXd::LinSpaced(states + 1, 1.0, 2.0);
    b[states] = 0.0;
    od::detail::SparseLU<double> sparse(plan);
    fill(sparse, plan, W, [](double& slot, double value) { slot = value; });
    REQUIRE(sparse.factorize());
    VectorXd x(states + 1), ordered(states + 1);
    for (Index i = 0; i <= states; ++i) ordered[i] = b[row_of(plan, i)];
    sparse.solve(ordered.data());
    for (Index i = 0; i <= states; ++i) x[row_of(plan, i)] = ordered[i];
    const VectorXd expected = dense.partialPivLu().solve(b.head(states));
    // The condition is below 1e3.
    CHECK((x.head(states) - expected).norm() < 1e-12 * expected.norm());
    CHECK(std::abs(x[states] + expected.sum()) < 1e-12 * expected.norm());
}

TEST_CASE("a lane without a positive pivot is marked, and the others keep their bits") {
    constexpr int W = 4;
    const od::JacobianPattern full = od::JacobianPattern::Constant(2, 2, true);
    const od::detail::EliminationPlan plan(full);
    const MatrixXd good{{3.0, 1.0}, {0.5, 2.0}};
    const auto solve = [&](const std::vector<MatrixXd>& matrices, lanes::Pack<W>* x) {
        od::detail::SparseLU<lanes::Pack<W>> lu(plan);
        for (int k = 0; k < W; ++k)
            fill(lu, plan, matrices[static_cast<std::size_t>(k)],
                 [&](lanes::Pack<W>& slot, double value) { slot.set_lane(k, value); });
        x[0] = lanes::Pack<W>(1.0);
        x[1] = lanes::Pack<W>(-2.0);
        const auto sound = lu.factorize();
        lu.solve(x);
        return sound;
    };
    lanes::Pack<W> alone[2], beside[2];
    CHECK(solve({good, good, good, good}, alone).all());
    const auto sound =
        solve({MatrixXd{{1.0, 2.0}, {2.0, 4.0}}, good, MatrixXd{{-1.0, 0.0}, {0.0, 1.0}},
               MatrixXd{{std::nan(""), 0.0}, {0.0, 1.0}}},
              beside);
    for (int k = 0; k < W; ++k) CHECK(sound.lane(k) == (k == 1));
    CHECK(beside[0].lane(1) == alone[0].lane(1));
    CHECK(beside[1].lane(1) == alone[1].lane(1));
}
