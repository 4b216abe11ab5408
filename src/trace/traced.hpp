#pragma once
/// A Traced is a number that writes down in a Graph what is done to it. The equations, run over it, leave their operations
/// there.

#include "trace/graph.hpp"

namespace opiodyn::detail::trace {

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

/// A Traced is the node of a number.
class Traced {
public:
    Traced() : Traced(0.0) {}
    Traced(double constant) : node_(Tracing::graph().constant(constant)) {}
    static Traced input(Source source, std::int32_t index) {
        return at(Tracing::graph().input(source, index));
    }
    static Traced at(Node node) {
        Traced number;
        number.node_ = node;
        return number;
    }

    Node node() const { return node_; }

    Traced& operator+=(const Traced& b) { return *this = done(Operation::add, *this, b); }
    Traced& operator-=(const Traced& b) { return *this = done(Operation::subtract, *this, b); }
    Traced& operator*=(const Traced& b) { return *this = done(Operation::multiply, *this, b); }
    Traced& operator/=(const Traced& b) { return *this = done(Operation::divide, *this, b); }
    friend Traced operator+(Traced a, const Traced& b) { return a += b; }
    friend Traced operator-(Traced a, const Traced& b) { return a -= b; }
    friend Traced operator*(Traced a, const Traced& b) { return a *= b; }
    friend Traced operator/(Traced a, const Traced& b) { return a /= b; }
    friend Traced operator-(const Traced& a) {
        return at(Tracing::graph().apply(Operation::negate, a.node_));
    }

    friend Condition operator<(const Traced& a, const Traced& b) {
        return {done(Operation::less, a, b).node_};
    }
    friend Condition operator<=(const Traced& a, const Traced& b) {
        return {done(Operation::less_equal, a, b).node_};
    }
    friend Condition operator>(const Traced& a, const Traced& b) { return b < a; }
    friend Condition operator==(const Traced& a, const Traced& b) {
        return {done(Operation::equal, a, b).node_};
    }

    friend Traced positive_part(const Traced& x) {
        return at(Tracing::graph().apply(Operation::positive_part, x.node_));
    }
    friend Traced smallest(const Traced& a, const Traced& b) {
        return done(Operation::smallest, a, b);
    }
    friend Traced logarithm(const Traced& x) {
        return at(Tracing::graph().apply(Operation::logarithm, x.node_));
    }
    friend Traced power(const Traced& x, const Traced& p) { return done(Operation::power, x, p); }
    friend Traced select(Condition condition, const Traced& yes, const Traced& no) {
        return at(Tracing::graph().apply(Operation::select, condition.node, yes.node_, no.node_));
    }
    friend const Traced& value_of(const Traced& x) { return x; }

private:
    static Traced done(Operation operation, const Traced& a, const Traced& b) {
        return at(Tracing::graph().apply(operation, a.node_, b.node_));
    }

    Node node_;
};

}  // namespace opiodyn::detail::trace
