#include "expressions/graph.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>

using namespace opiodyn::detail::expressions;

namespace {

/// Numbers has a graph with two inputs and a few constants.
struct Numbers {
    Graph graph;
    Node x = graph.input(Source::number, 0), y = graph.input(Source::number, 1);
    Node zero = graph.constant(0.0), one = graph.constant(1.0), minus_one = graph.constant(-1.0);

    Node add(Node a, Node b) { return graph.apply(Operation::add, a, b); }
    Node subtract(Node a, Node b) { return graph.apply(Operation::subtract, a, b); }
    Node multiply(Node a, Node b) { return graph.apply(Operation::multiply, a, b); }
    Node divide(Node a, Node b) { return graph.apply(Operation::divide, a, b); }
    Node negate(Node a) { return graph.apply(Operation::negate, a); }
    Node power(Node a, double p) { return graph.apply(Operation::power, a, graph.constant(p)); }
    Node less(Node a, Node b) { return graph.apply(Operation::less, a, b); }
};

}  // namespace

TEST_CASE("an operation stands once in a graph") {
    Numbers n;
    const Node sum = n.add(n.x, n.y);
    const Node size = n.graph.size();
    CHECK(n.add(n.x, n.y) == sum);
    CHECK(n.graph.input(Source::number, 0) == n.x);
    CHECK(n.graph.constant(1.0) == n.one);
    CHECK(n.graph.size() == size);
    CHECK(n.graph.input(Source::state, 0) != n.x);
    CHECK(n.graph.input(Source::number, 2) != n.x);
}

TEST_CASE("sums and products are the same in either order, differences and quotients are not") {
    Numbers n;
    CHECK(n.add(n.x, n.y) == n.add(n.y, n.x));
    CHECK(n.multiply(n.x, n.y) == n.multiply(n.y, n.x));
    CHECK(n.subtract(n.x, n.y) != n.subtract(n.y, n.x));
    CHECK(n.divide(n.x, n.y) != n.divide(n.y, n.x));
}

TEST_CASE("zero and one leave no operation") {
    Numbers n;
    CHECK(n.add(n.x, n.zero) == n.x);
    CHECK(n.add(n.zero, n.x) == n.x);
    CHECK(n.subtract(n.x, n.zero) == n.x);
    CHECK(n.multiply(n.x, n.zero) == n.zero);
    CHECK(n.multiply(n.zero, n.x) == n.zero);
    CHECK(n.multiply(n.x, n.one) == n.x);
    CHECK(n.multiply(n.one, n.x) == n.x);
    CHECK(n.divide(n.x, n.one) == n.x);
    CHECK(n.divide(n.zero, n.x) == n.zero);
    CHECK(n.multiply(n.zero, n.divide(n.one, n.zero)) == n.zero);  // as if infinity were unknown
}

TEST_CASE("a quotient of one is no shorter, and a difference of equals may be NaN") {
    Numbers n;
    CHECK(n.graph[n.divide(n.one, n.x)].operation == Operation::divide);
    CHECK(n.graph[n.subtract(n.x, n.x)].operation == Operation::subtract);
    CHECK(n.graph[n.divide(n.x, n.x)].operation == Operation::divide);
}

TEST_CASE("a sign joins a sum and goes in front of a product or a quotient") {
    Numbers n;
    const Node minus_x = n.negate(n.x), minus_y = n.negate(n.y);
    CHECK(n.negate(minus_x) == n.x);
    CHECK(n.subtract(n.zero, n.x) == minus_x);
    CHECK(n.multiply(n.minus_one, n.x) == minus_x);
    CHECK(n.add(n.x, minus_y) == n.subtract(n.x, n.y));
    CHECK(n.add(minus_x, n.y) == n.subtract(n.y, n.x));
    CHECK(n.subtract(n.x, minus_y) == n.add(n.x, n.y));
    CHECK(n.multiply(minus_x, n.y) == n.negate(n.multiply(n.x, n.y)));
    CHECK(n.multiply(minus_x, minus_y) == n.multiply(n.x, n.y));
    CHECK(n.divide(minus_x, n.y) == n.negate(n.divide(n.x, n.y)));
}

TEST_CASE("constants are computed with, in double precision") {
    Numbers n;
    const Node tenth = n.graph.constant(0.1), fifth = n.graph.constant(0.2);
    CHECK(n.graph.is(n.add(tenth, fifth), 0.1 + 0.2));
    CHECK_FALSE(n.graph.is(n.add(tenth, fifth), 0.3));
    CHECK(n.graph.is(n.divide(n.one, n.graph.constant(3.0)), 1.0 / 3.0));
    CHECK(n.less(n.zero, n.one) == n.one);
    CHECK(n.less(n.one, n.zero) == n.zero);
}

TEST_CASE("minus zero is zero") {
    Numbers n;
    CHECK(n.graph.constant(-0.0) == n.zero);
    CHECK(n.negate(n.zero) == n.zero);
    CHECK(n.add(n.x, n.graph.constant(-0.0)) == n.x);
}

TEST_CASE("powers of 2, 3 and 4 are products, and others stay powers") {
    Numbers n;
    const Node positive = n.graph.apply(Operation::positive_part, n.x);
    const Node square = n.multiply(positive, positive);
    CHECK(n.power(n.x, 2.0) == square);
    CHECK(n.power(n.x, 3.0) == n.multiply(square, positive));
    CHECK(n.power(n.x, 4.0) == n.multiply(square, square));
    for (const double p : {0.0, 0.5, 1.0, 2.5, 5.0})
        CHECK(n.graph[n.power(n.x, p)].operation == Operation::power);
    CHECK(n.graph[n.graph.apply(Operation::power, n.x, n.y)].operation == Operation::power);
}

TEST_CASE("a known condition chooses beforehand, and two equal numbers need none") {
    Numbers n;
    const auto select = [&](Node condition) {
        return n.graph.apply(Operation::select, condition, n.x, n.y);
    };
    CHECK(select(n.one) == n.x);
    CHECK(select(n.zero) == n.y);
    const Node open = n.less(n.x, n.y);
    CHECK(n.graph[select(open)].operation == Operation::select);
    CHECK(n.graph.apply(Operation::select, open, n.x, n.x) == n.x);
}

TEST_CASE("conditions that are known leave both() alone") {
    Numbers n;
    const Node open = n.less(n.x, n.y), other = n.less(n.y, n.x);
    const auto both = [&](Node a, Node b) { return n.graph.apply(Operation::both, a, b); };
    CHECK(both(open, n.one) == open);
    CHECK(both(n.one, open) == open);
    CHECK(both(open, n.zero) == n.zero);
    CHECK(both(n.zero, open) == n.zero);
    CHECK(both(open, open) == open);
    CHECK(both(open, other) == both(other, open));
}

TEST_CASE("a comparison of a number with itself is kept, because it tells NaN") {
    Numbers n;
    for (const auto operation : {Operation::equal, Operation::less_equal, Operation::less})
        CHECK(n.graph[n.graph.apply(operation, n.x, n.x)].operation == operation);
}

TEST_CASE("a constant that is no number is refused, and so is an operation that makes one") {
    Numbers n;
    CHECK_THROWS_AS(n.graph.constant(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
    CHECK_THROWS_AS(n.divide(n.zero, n.zero), std::logic_error);
}

TEST_CASE("needed nodes come after their operands, and not from behind what is there") {
    Numbers n;
    const Node sum = n.add(n.x, n.y), product = n.multiply(sum, n.y);
    n.divide(n.x, product);  // Nobody needs it.
    const auto none = [](Node) { return false; };
    CHECK(n.graph.needed({product}, none) == std::vector<Node>{n.x, n.y, sum, product});
    const auto there = [&](Node node) { return node == sum; };
    CHECK(n.graph.needed({product}, there) == std::vector<Node>{n.y, sum, product});
}
