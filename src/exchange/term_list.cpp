#include "exchange/term_list.hpp"

#include <stdexcept>

namespace opiodyn::detail {

using expressions::Entry, expressions::Node, expressions::Source;
using In = expressions::Operation;
using Out = Term::Operation;

namespace {

/// Returns the operation of a term. Those that equations do not ask of a model's numbers have none.
Out operation_of(In operation) {
    switch (operation) {
        case In::constant:
            return Out::number;
        case In::add:
            return Out::add;
        case In::subtract:
            return Out::subtract;
        case In::multiply:
            return Out::multiply;
        case In::divide:
            return Out::divide;
        case In::negate:
            return Out::negate;
        case In::positive_part:
            return Out::positive_part;
        case In::power:
            return Out::power;
        default:
            throw std::logic_error("the formulas of a model have no such operation");
    }
}

}  // namespace

TermList::TermList(const expressions::Graph& graph, Index parameter_count)
    : graph_(graph), rows_(static_cast<std::size_t>(parameter_count), no_term) {}

Index TermList::place(Node node) {
    const Entry& entry = graph_[node];
    constexpr double bound = 1e300;  // that of bounded_power()
    if (entry.operation == In::smallest && graph_.is(entry.operand[1], bound))
        return place(entry.operand[0]);
    if (const auto found = places_.find(node); found != places_.end()) return found->second;
    const Term term = term_of(entry);
    terms.push_back(term);
    return places_[node] = static_cast<Index>(terms.size()) - 1;
}

Term TermList::term_of(const Entry& entry) {
    const auto& [a, b, c] = entry.operand;
    if (entry.operation == In::input)
        return entry.source == Source::state ? Term{Out::state, a, no_term, 0.0}
                                             : Term{Out::parameter, leaf(a), no_term, 0.0};
    const Out operation = operation_of(entry.operation);
    if (operation == Out::number) return {operation, no_term, no_term, entry.value};
    const Index first = place(a);
    return {operation, first, b == expressions::no_node ? no_term : place(b), 0.0};
}

Index TermList::leaf(Index row) {
    auto& place = rows_[static_cast<std::size_t>(row)];
    if (place == no_term) {
        place = static_cast<Index>(parameters.size());
        parameters.push_back(row);
    }
    return place;
}

}  // namespace opiodyn::detail
