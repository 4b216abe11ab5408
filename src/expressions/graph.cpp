#include "expressions/graph.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace opiodyn::detail::expressions {
namespace {

double computed(Operation operation, double a, double b) {
    switch (operation) {
        case Operation::add:
            return a + b;
        case Operation::subtract:
            return a - b;
        case Operation::multiply:
            return a * b;
        case Operation::divide:
            return a / b;
        case Operation::negate:
            return -a;
        case Operation::positive_part:
            return a < 0.0 ? 0.0 : a;
        case Operation::smallest:
            return b < a ? b : a;
        case Operation::less:
            return a < b ? 1.0 : 0.0;
        case Operation::less_equal:
            return a <= b ? 1.0 : 0.0;
        case Operation::equal:
            return a == b ? 1.0 : 0.0;
        default:
            throw std::logic_error("this operation of constants is not computed beforehand");
    }
}

}  // namespace

Node Graph::input(Source source, std::int32_t index) {
    return add({Operation::input, source, {index, no_node, no_node}, 0.0});
}

Node Graph::constant(double value) {
    if (std::isnan(value)) throw std::logic_error("a constant of traced code is not a number");
    return add({Operation::constant, {}, {no_node, no_node, no_node}, value + 0.0});  // -0 is 0
}

bool Graph::is(Node node, double value) const {
    return known(node) && (*this)[node].value == value;
}

Node Graph::negated(Node node) const {
    const Entry& entry = (*this)[node];
    return entry.operation == Operation::negate ? entry.operand[0] : no_node;
}

Node Graph::add(const Entry& entry) {
    const auto [found, fresh] = places_.try_emplace(entry, size());
    if (fresh) entries_.push_back(entry);
    return found->second;
}

Node Graph::apply(Operation operation, Node a, Node b, Node c) {
    const bool all_known = known(a) && (b == no_node || known(b));
    switch (operation) {
        case Operation::add:
            if (!all_known) return sum(a, b);
            break;
        case Operation::subtract:
            if (!all_known) return difference(a, b);
            break;
        case Operation::multiply:
            if (!all_known || is(a, 0.0) || is(b, 0.0)) return product(a, b);
            break;
        case Operation::divide:
            if (!all_known) return quotient(a, b);
            break;
        case Operation::negate:
            if (negated(a) != no_node) return negated(a);
            if (!all_known) return add({operation, {}, {a, no_node, no_node}, 0.0});
            break;
        case Operation::power:
            return power(a, b);
        case Operation::logarithm:
            return add({operation, {}, {a, no_node, no_node}, 0.0});
        case Operation::select:
            if (known(a)) return is(a, 0.0) ? c : b;
            if (b == c) return b;
            return add({operation, {}, {a, b, c}, 0.0});
        case Operation::both:
            if (known(a)) return is(a, 0.0) ? a : b;
            if (a == b || is(b, 1.0)) return a;
            if (is(b, 0.0)) return b;
            return add({operation, {}, {std::min(a, b), std::max(a, b), no_node}, 0.0});
        default:
            if (!all_known) return add({operation, {}, {a, b, no_node}, 0.0});
            break;
    }
    return constant(computed(operation, (*this)[a].value, b == no_node ? 0.0 : (*this)[b].value));
}

Node Graph::sum(Node a, Node b) {
    if (is(a, 0.0)) return b;
    if (is(b, 0.0)) return a;
    if (negated(b) != no_node) return difference(a, negated(b));
    if (negated(a) != no_node) return difference(b, negated(a));
    return add({Operation::add, {}, {std::min(a, b), std::max(a, b), no_node}, 0.0});
}

Node Graph::difference(Node a, Node b) {
    if (is(b, 0.0)) return a;
    if (is(a, 0.0)) return apply(Operation::negate, b);
    if (negated(b) != no_node) return sum(a, negated(b));
    return add({Operation::subtract, {}, {a, b, no_node}, 0.0});
}

Node Graph::product(Node a, Node b) {
    if (is(a, 0.0) || is(b, 0.0)) return constant(0.0);
    if (is(a, 1.0)) return b;
    if (is(b, 1.0)) return a;
    if (is(a, -1.0)) return apply(Operation::negate, b);
    if (is(b, -1.0)) return apply(Operation::negate, a);
    if (negated(a) != no_node) return apply(Operation::negate, product(negated(a), b));
    if (negated(b) != no_node) return apply(Operation::negate, product(a, negated(b)));
    return add({Operation::multiply, {}, {std::min(a, b), std::max(a, b), no_node}, 0.0});
}

Node Graph::quotient(Node a, Node b) {
    if (is(a, 0.0)) return a;
    if (is(b, 1.0)) return a;
    if (negated(a) != no_node) return apply(Operation::negate, quotient(negated(a), b));
    return add({Operation::divide, {}, {a, b, no_node}, 0.0});
}

/// Does with a known exponent of 2, 3 or 4 what power() of src/scalars/lane_power.hpp does with it.
Node Graph::power(Node x, Node p) {
    if (!is(p, 2.0) && !is(p, 3.0) && !is(p, 4.0))
        return add({Operation::power, {}, {x, p, no_node}, 0.0});
    const Node positive = apply(Operation::positive_part, x);
    const Node square = product(positive, positive);
    if (is(p, 2.0)) return square;
    return product(square, is(p, 3.0) ? positive : square);
}

std::vector<Node> Graph::needed(const std::vector<Node>& results,
                                const std::function<bool(Node)>& there) const {
    std::vector<bool> wanted(static_cast<std::size_t>(size()), false);
    for (const Node node : results) wanted[static_cast<std::size_t>(node)] = true;
    std::vector<Node> list;
    for (Node node = size() - 1; node >= 0; --node) {
        if (!wanted[static_cast<std::size_t>(node)]) continue;
        list.push_back(node);
        const Entry& entry = (*this)[node];
        if (entry.operation == Operation::input || there(node)) continue;
        for (const Node operand : entry.operand)
            if (operand != no_node) wanted[static_cast<std::size_t>(operand)] = true;
    }
    std::reverse(list.begin(), list.end());
    return list;
}

}  // namespace opiodyn::detail::expressions
