#include "opiodyn/numerics/structured_lu.hpp"

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/model.hpp"
#include "support/matrices.hpp"
#include "support/random.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;
using Pattern = Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic>;

namespace {

/// Largest difference of the two solutions, relative to the largest element.
double difference(const MatrixXd& W, const Pattern& pattern, const VectorXd& b) {
    od::StructuredLU structured(pattern);
    od::DenseLU dense;
    structured.matrix() = dense.matrix() = W;
    REQUIRE(structured.factorize());
    REQUIRE(dense.factorize());
    VectorXd x = b, y = b;
    structured.solve(x);
    dense.solve(y);
    return (x - y).cwiseAbs().maxCoeff() / y.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("structured and dense elimination agree on random sparse patterns") {
    support::Random random(12);
    support::Worst worst;
    for (int set = 0; set < 500; ++set) {
        const Index n = 1 + random.below(25);
        const MatrixXd W = support::random_sparse_matrix(random, n);
        Pattern pattern = W.array() != 0.0;
        worst.add(difference(W, pattern, support::random_vector(random, n)));
    }
    CHECK(worst.value() < 1e-12);  // diagonally dominant: condition below 1e3
}

TEST_CASE("they agree on the matrices of a step, at random states") {
    support::Random random(13);
    support::Worst worst;
    for (const auto& response : {od::ResponseOptions::none(), od::ResponseOptions::all()}) {
        od::ModelOptions options;
        options.response = response;
        const od::Model model(options);
        const auto n = model.size();
        od::Jacobian J(n, n);
        for (int set = 0; set < 300; ++set) {
            // Levels between a third and three times the drug-free ones, amounts of any size.
            od::State y = model.baseline();
            for (auto& value : y)
                value = value == 1.0 ? random.log_uniform(0.3, 3.0) : random.log_uniform(1e-6, 0.1);
            model.jacobian(0.0, y, J);
            const MatrixXd W =
                MatrixXd(MatrixXd::Identity(n, n) / random.log_uniform(1e-5, 10.0)) - J;
            worst.add(difference(W, model.jacobian_pattern(), support::random_vector(random, n)));
        }
    }
    CHECK(worst.value() < 1e-11);  // condition up to koff x h = 1e4 and more
}

TEST_CASE("elimination touches only what the pattern can fill") {
    Pattern arrow = Pattern::Identity(50, 50);
    arrow.row(49).setConstant(true);
    arrow.col(49).setConstant(true);
    CHECK(od::StructuredLU(arrow).operations() < 200);  // dense: 50^3 / 3 = 41667
}

TEST_CASE("a vanishing or negative pivot is reported") {
    Pattern full = Pattern::Constant(2, 2, true);
    od::StructuredLU structured(full);
    structured.matrix() = MatrixXd{{1.0, 2.0}, {2.0, 4.0}};
    CHECK_FALSE(structured.factorize());
    structured.matrix() = MatrixXd{{-1.0, 0.0}, {0.0, 1.0}};
    CHECK_FALSE(structured.factorize());
    structured.matrix() = MatrixXd{{std::nan(""), 0.0}, {0.0, 1.0}};
    CHECK_FALSE(structured.factorize());
    od::DenseLU dense;
    dense.matrix() = MatrixXd::Zero(2, 2);
    CHECK_FALSE(dense.factorize());
}
