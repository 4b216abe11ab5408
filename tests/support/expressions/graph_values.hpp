#pragma once
/// This header computes with doubles what a traced graph says, and so checks a graph without printing and compiling it.

#include <functional>
#include <vector>

#include "expressions/graph.hpp"
#include "opiodyn/scalars/number.hpp"

namespace support {

using Inputs = std::function<double(opiodyn::detail::expressions::Source, std::int32_t)>;

inline double value_of_entry(const opiodyn::detail::expressions::Entry& entry, double a, double b,
                             double c) {
    using opiodyn::detail::expressions::Operation;
    switch (entry.operation) {
        case Operation::constant:
            return entry.value;
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
            return opiodyn::positive_part(a);
        case Operation::smallest:
            return opiodyn::smallest(a, b);
        case Operation::power:
            return opiodyn::power(a, b);
        case Operation::logarithm:
            return opiodyn::logarithm(a);
        case Operation::select:
            return a != 0.0 ? b : c;
        case Operation::less:
            return a < b ? 1.0 : 0.0;
        case Operation::less_equal:
            return a <= b ? 1.0 : 0.0;
        case Operation::equal:
            return a == b ? 1.0 : 0.0;
        case Operation::both:
            return a != 0.0 && b != 0.0 ? 1.0 : 0.0;
        case Operation::input:
            break;
    }
    return 0.0;
}

/// Returns the value of each node. A condition is 1 or 0.
inline std::vector<double> graph_values(const opiodyn::detail::expressions::Graph& graph,
                                        const Inputs& input) {
    namespace expressions = opiodyn::detail::expressions;
    std::vector<double> values;
    const auto at = [&](expressions::Node node) {
        return node == expressions::no_node ? 0.0 : values[static_cast<std::size_t>(node)];
    };
    for (expressions::Node node = 0; node < graph.size(); ++node) {
        const auto& entry = graph[node];
        const auto& [a, b, c] = entry.operand;
        values.push_back(entry.operation == expressions::Operation::input
                             ? input(entry.source, a)
                             : value_of_entry(entry, at(a), at(b), at(c)));
    }
    return values;
}

}  // namespace support
