#pragma once
/// A TermList takes numbers out of a graph and into the terms of formulas.

#include <map>
#include <vector>

#include "expressions/expression.hpp"
#include "opiodyn/formulas.hpp"

namespace opiodyn::detail {

/// A TermList holds the terms that its numbers need, each once. The bound that keeps quotients of large powers finite
/// (bounded_power) is left out: no concentration comes near it.
class TermList {
public:
    /// Takes terms from a graph over so many parameters.
    TermList(const expressions::Graph& graph, Index parameters);

    /// Returns the place of a number among the terms, and adds what it needs.
    Index place(const expressions::Expression& number) { return place(number.node()); }

    std::vector<Term> terms;
    std::vector<Index>
        parameters;  ///< These rows of parameters are in use, in the order of their first use.

private:
    Index place(expressions::Node node);
    Term term_of(const expressions::Entry& entry);
    Index leaf(Index row);

    const expressions::Graph& graph_;
    std::map<expressions::Node, Index> places_;
    std::vector<Index> rows_;  ///< place of each parameter among `parameters`, or no_term
};

}  // namespace opiodyn::detail
