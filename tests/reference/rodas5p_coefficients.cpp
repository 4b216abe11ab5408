/// The coefficients of Rodas5P against the published ones, and the conditions they have to meet.

#include <Eigen/LU>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/numerics/rodas5p.hpp"
#include "support/figure.hpp"
#include "support/texts/json_numbers.hpp"
#include "support/worst.hpp"

namespace r = opiodyn::rodas5p;
constexpr int s = r::stages;
using Matrix = Eigen::Matrix<long double, s, s>;
using Vector = Eigen::Matrix<long double, s, 1>;

namespace {

template <class Ours>
void compare(support::Worst& worst, const Ours& ours, const std::vector<double>& theirs) {
    const double* first = reinterpret_cast<const double*>(&ours);
    REQUIRE(sizeof ours == theirs.size() * sizeof(double));
    for (std::size_t i = 0; i < theirs.size(); ++i) worst.add(first[i] - theirs[i]);
}

/// The textbook form (alpha, Gamma, b) of the transformed coefficients (A, C): with U = Gamma k,
/// Gamma^-1 = I / gamma - C and alpha = A Gamma. Hairer, Wanner (1996), section IV.7.
struct Textbook {
    Matrix alpha, Gamma, beta;  // beta = alpha + Gamma
    Vector b, b_embedded, a;    // weights; a: row sums of alpha
    Vector one = Vector::Ones();

    Textbook() {
        Matrix A = Matrix::Zero(), inverse = Matrix::Zero();
        for (int i = 0; i < s; ++i)
            for (int j = 0; j < i; ++j) {
                A(i, j) = r::A[i][j];
                inverse(i, j) = -static_cast<long double>(r::C[i][j]);
            }
        inverse.diagonal().setConstant(1 / static_cast<long double>(r::gamma));
        Gamma = inverse.inverse();
        alpha = A * Gamma;
        beta = alpha + Gamma;
        a = alpha * one;
        Vector m = A.row(s - 1), embedded = m;  // y1 = y + sum A_8j U_j + U_8; without U_8: order 4
        m[s - 1] = 1;
        b = Gamma.transpose() * m;
        b_embedded = Gamma.transpose() * embedded;
    }
};

/// How far the weights are from the conditions of order 1 to 5 for autonomous systems (17 trees):
/// Hairer, Wanner (1996), table IV.7.1, with beta where a node has one child.
double residual(const Textbook& t, const Vector& b, int order) {
    const auto times = [](const Vector& x, const Vector& y) -> Vector { return x.cwiseProduct(y); };
    const Vector &a = t.a, B1 = t.beta * t.one, aa = times(a, a);
    const Vector B2 = t.beta * B1, aB1 = t.alpha * B1;
    std::vector<long double> left{b.sum() - 1};
    const auto need = [&](const Vector& v, long double value) { left.push_back(b.dot(v) - value); };
    if (order >= 2) need(B1, 1 / 2.0L);
    if (order >= 3) {
        need(aa, 1 / 3.0L);
        need(B2, 1 / 6.0L);
    }
    if (order >= 4) {
        need(times(aa, a), 1 / 4.0L);
        need(times(a, aB1), 1 / 8.0L);
        need(t.beta * aa, 1 / 12.0L);
        need(t.beta * B2, 1 / 24.0L);
    }
    if (order >= 5) {
        need(times(aa, aa), 1 / 5.0L);
        need(times(aa, aB1), 1 / 10.0L);
        need(times(aB1, aB1), 1 / 20.0L);
        need(times(a, t.alpha * aa), 1 / 15.0L);
        need(times(a, t.alpha * B2), 1 / 30.0L);
        need(t.beta * times(aa, a), 1 / 20.0L);
        need(t.beta * times(a, aB1), 1 / 40.0L);
        need(t.beta * (t.beta * aa), 1 / 60.0L);
        need(t.beta * (t.beta * B2), 1 / 120.0L);
    }
    long double worst = 0;
    for (const auto value : left) worst = std::max(worst, std::abs(value));
    return static_cast<double>(worst);
}

}  // namespace

TEST_CASE("the coefficients are the published ones") {
    const support::JsonNumbers published(OPIODYN_TEST_DATA "/rodas5p.json");
    support::Worst worst;
    worst.add(r::gamma - published.number({"gamma"}));
    compare(worst, r::A, published.at({"A"}));
    compare(worst, r::c, published.at({"c"}));
    compare(worst, r::d, published.at({"d"}));
    compare(worst, r::H, published.at({"H"}));
    // C is printed there without its empty last column.
    const auto C = published.at({"C"});
    const std::size_t columns = C.size() / s;
    for (std::size_t i = 0; i < s; ++i)
        for (std::size_t j = 0; j < columns; ++j) worst.add(r::C[i][j] - C[i * columns + j]);
    CHECK(worst.count() == 1 + 64 + 8 + 8 + 24 + 56);
    CHECK(worst.value() == 0.0);
}

TEST_CASE("the coefficients meet the order conditions: 5, and 4 for the embedded method") {
    const Textbook t;
    // Coefficients of size 100 in 16 digits: 100 x 1e-16, multiplied along four factors.
    constexpr double limit = 1e-12;
    const double five = residual(t, t.b, 5), four = residual(t, t.b_embedded, 4);
    support::figure("Rodas5P, 17 order conditions", five, limit);
    support::figure("Rodas5P embedded, 8 order conditions", four, limit);
    CHECK(five < limit);
    CHECK(four < limit);
    // The embedded method is not of order 5 as well: otherwise it would see no error.
    CHECK(residual(t, t.b_embedded, 5) > 1e-5);
    // Nodes and time weights follow from alpha and Gamma.
    support::Worst nodes;
    for (int i = 0; i < s; ++i) {
        nodes.add(static_cast<double>(t.a[i] - r::c[i]));
        nodes.add(static_cast<double>(t.Gamma.row(i).sum() - r::d[i]));
    }
    support::figure("Rodas5P nodes and time weights", nodes.value(), limit);
    CHECK(nodes.value() < limit);
}
