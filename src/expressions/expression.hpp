#pragma once
/// An Expression is a number that writes down in a Graph what is done to it. The equations, run over it, leave their
/// operations there.

#include "expressions/graph.hpp"

namespace opiodyn::detail::expressions {

/// A Tracing makes a graph the one that numbers write to, in this thread and for as long as it lives.
class Tracing {
public:
    explicit Tracing(Graph& graph) : before_(current_) { current_ = &graph; }
    ~Tracing() { current_ = before_; }
    Tracing(const Tracing&) = delete;
    Tracing& operator=(const Tracing&) = delete;

    static Graph& graph() { return *current_; }

private:
    static inline thread_local Graph* current_{nullptr};
    Graph* before_;
};

/// A Condition is what a comparison of traced numbers gives.
struct Condition {
    Node node;

    friend Condition operator&(Condition a, Condition b) {
        return {Tracing::graph().apply(Operation::both, a.node, b.node)};
    }
};

/// An Expression is the node of a number.
class Expression {
public:
    Expression() : Expression(0.0) {}
    Expression(double constant) : node_(Tracing::graph().constant(constant)) {}
    static Expression input(Source source, std::int32_t index) {
        return at(Tracing::graph().input(source, index));
    }
    static Expression at(Node node) {
        Expression number;
        number.node_ = node;
        return number;
    }

    Node node() const { return node_; }

    Expression& operator+=(const Expression& b) { return *this = done(Operation::add, *this, b); }
    Expression& operator-=(const Expression& b) {
        return *this = done(Operation::subtract, *this, b);
    }
    Expression& operator*=(const Expression& b) {
        return *this = done(Operation::multiply, *this, b);
    }
    Expression& operator/=(const Expression& b) {
        return *this = done(Operation::divide, *this, b);
    }
    friend Expression operator+(Expression a, const Expression& b) { return a += b; }
    friend Expression operator-(Expression a, const Expression& b) { return a -= b; }
    friend Expression operator*(Expression a, const Expression& b) { return a *= b; }
    friend Expression operator/(Expression a, const Expression& b) { return a /= b; }
    friend Expression operator-(const Expression& a) {
        return at(Tracing::graph().apply(Operation::negate, a.node_));
    }

    friend Condition operator<(const Expression& a, const Expression& b) {
        return {done(Operation::less, a, b).node_};
    }
    friend Condition operator<=(const Expression& a, const Expression& b) {
        return {done(Operation::less_equal, a, b).node_};
    }
    friend Condition operator>(const Expression& a, const Expression& b) { return b < a; }
    friend Condition operator==(const Expression& a, const Expression& b) {
        return {done(Operation::equal, a, b).node_};
    }

    friend Expression positive_part(const Expression& x) {
        return at(Tracing::graph().apply(Operation::positive_part, x.node_));
    }
    friend Expression smallest(const Expression& a, const Expression& b) {
        return done(Operation::smallest, a, b);
    }
    friend Expression logarithm(const Expression& x) {
        return at(Tracing::graph().apply(Operation::logarithm, x.node_));
    }
    friend Expression power(const Expression& x, const Expression& p) {
        return done(Operation::power, x, p);
    }
    friend Expression select(Condition condition, const Expression& yes, const Expression& no) {
        return at(Tracing::graph().apply(Operation::select, condition.node, yes.node_, no.node_));
    }
    friend const Expression& value_of(const Expression& x) { return x; }

private:
    static Expression done(Operation operation, const Expression& a, const Expression& b) {
        return at(Tracing::graph().apply(operation, a.node_, b.node_));
    }

    Node node_;
};

}  // namespace opiodyn::detail::expressions
