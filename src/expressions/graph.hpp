#pragma once
/// A Graph holds the operations of a computation that was traced. Each is there once, however often the equations did
/// it, and what can be known beforehand is left out: constants, products with 0 or 1, sums with 0, and signs that join a
/// sum. None of this changes a rounding, so that code printed from a graph gives the bits of the computation it traced.

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace opiodyn::detail::expressions {

/// An Operation is what a node does with its operands. Those from `less` on make conditions.
enum class Operation : std::uint8_t {
    input,     ///< a number from outside, named by `source` and `index`
    constant,  ///< a number that is known
    add,
    subtract,
    multiply,
    divide,
    negate,
    positive_part,
    smallest,
    power,
    logarithm,
    select,  ///< the second operand where the first is true, else the third
    less,
    less_equal,
    equal,
    both,  ///< A condition that is true where both operands are. A known one is the constant 1 or 0.
};

/// A Source tells where an input comes from.
enum class Source : std::uint8_t {
    number,        ///< a number of the model
    step,          ///< 1 / (h gamma), the number of a step
    start,         ///< the state at the start of the step
    state,         ///< the state of a stage
    right,         ///< the right side of a stage's linear system
    solution,      ///< the solution of that system
    number_slope,  ///< a derivative of a number of the model, and so on
    start_slope,
    state_slope,
    right_slope,
};

/// A Node is the place of an operation in its graph. Operands come before what takes them.
using Node = std::int32_t;
inline constexpr Node no_node = -1;

/// An Entry is one node: its operation and what that takes.
struct Entry {
    Operation operation{};
    Source source{};                             ///< source of an input
    Node operand[3]{no_node, no_node, no_node};  ///< The first is the index of an input.
    double value{0.0};                           ///< value of a constant

    auto operator<=>(const Entry&) const = default;
};

/// A Graph gives each operation its node, once.
class Graph {
public:
    Node input(Source source, std::int32_t index);
    /// Returns the node of a known number, with 0 for -0. Throws std::logic_error for NaN, which has no
    /// place in the order of nodes.
    Node constant(double value);
    /// Returns the node of an operation, which may be one that was there or a simpler one.
    Node apply(Operation operation, Node a, Node b = no_node, Node c = no_node);

    const Entry& operator[](Node node) const { return entries_[static_cast<std::size_t>(node)]; }
    Node size() const { return static_cast<Node>(entries_.size()); }
    /// Tells whether a node is a constant of this value.
    bool is(Node node, double value) const;

    /// Returns the nodes that these depend on, themselves included, each after its operands. It does not look behind
    /// nodes that are `there`.
    std::vector<Node> needed(const std::vector<Node>& results,
                             const std::function<bool(Node)>& there) const;

private:
    Node add(const Entry& entry);
    Node sum(Node a, Node b);
    Node difference(Node a, Node b);
    Node product(Node a, Node b);
    Node quotient(Node a, Node b);
    Node power(Node x, Node p);
    bool known(Node node) const { return (*this)[node].operation == Operation::constant; }
    /// Returns the operand of a negation, or no_node.
    Node negated(Node node) const;

    std::vector<Entry> entries_;
    std::map<Entry, Node> places_;
};

}  // namespace opiodyn::detail::expressions
