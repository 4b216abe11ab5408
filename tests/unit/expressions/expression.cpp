#include "expressions/expression.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/scalars/dual.hpp"
#include "support/expressions/graph_values.hpp"
#include "support/random.hpp"

using namespace opiodyn::detail::expressions;
using opiodyn::Dual;

namespace {

using opiodyn::positive_part, opiodyn::power, opiodyn::smallest, opiodyn::select,
    opiodyn::bounded_power;

/// Does all that equations do with numbers, some of it with numbers that are known.
template <class T>
T mixed(const std::array<T, 3>& x) {
    const T zero(0.0), one(1.0), two(2.0), three(3.0);
    T sum = zero;
    sum += one * x[0] + zero * x[1];
    sum -= -(x[1] * (zero - x[2]));
    sum += power(x[0] - x[1], three) / (one + power(x[2], two));
    sum += bounded_power(x[2], x[0]) * select(x[0] < x[1], -x[2], x[0] + zero);
    sum += smallest(x[1], positive_part(x[2])) / (two + x[0] * x[0]);
    return sum - select(x[0] <= x[1], zero, x[1] / one) * x[0];
}

template <class T>
std::array<T, 3> inputs() {
    return {T::input(Source::number, 0), T::input(Source::number, 1), T::input(Source::number, 2)};
}

/// Returns a number that may be zero, small or large, of either sign.
double draw(support::Random& random) {
    return random.below(8) == 0 ? 0.0
                                : random.log_uniform(1e-3, 1e3) * (random.coin() ? 1.0 : -1.0);
}

}  // namespace

TEST_CASE("a traced computation gives the bits of the computation") {
    Graph graph;
    const Tracing tracing(graph);
    const Node result = mixed(inputs<Expression>()).node();
    support::Random random(15);
    for (int k = 0; k < 2000; ++k) {
        const std::array<double, 3> x{draw(random), draw(random), draw(random)};
        const auto values = support::graph_values(
            graph, [&](Source, std::int32_t place) { return x[static_cast<std::size_t>(place)]; });
        // Only the sign of a zero may differ, which == does not see.
        REQUIRE(values[static_cast<std::size_t>(result)] == mixed(x));
    }
}

TEST_CASE("derivatives of traced numbers are those of plain numbers") {
    Graph graph;
    const Tracing tracing(graph);
    using Slope = Dual<1, Expression>;
    const auto seeded = [](auto number, auto slope) {
        Dual<1, decltype(number)> x(number);
        x.slope[0] = slope;
        return x;
    };
    const auto cubed = [](const auto& x, const auto& p) { return power(x, p) / (x + 1.0); };
    const Slope traced =
        cubed(seeded(Expression::input(Source::number, 0), Expression(1.0)), Expression(3.0));
    for (const double x : {-2.0, 0.0, 0.3, 7.0}) {
        const auto values = support::graph_values(graph, [&](Source, std::int32_t) { return x; });
        const Dual<1> plain = cubed(seeded(x, 1.0), 3.0);
        CHECK(values[static_cast<std::size_t>(traced.value.node())] == plain.value);
        CHECK(values[static_cast<std::size_t>(traced.slope[0].node())] == plain.slope[0]);
    }
}

TEST_CASE("a number goes to the graph of the innermost tracing") {
    Graph outer, inner;
    const Tracing first(outer);
    {
        const Tracing second(inner);
        CHECK(Expression(2.0).node() == 0);
        CHECK(inner.size() == 1);
    }
    CHECK(outer.size() == 0);
    CHECK(Expression(2.0).node() == 0);
    CHECK(outer.size() == 1);
}
