#include "trace/writer.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace opiodyn::detail::trace {
namespace {

std::string literal(double value) {
    if (!std::isfinite(value)) throw std::logic_error("a constant of printed code is not finite");
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    std::string text(digits, end);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return "P(" + text + ")";
}

/// Returns what stands between two operands, or null for an operation that is written in another way.
const char* sign_of(Operation operation) {
    switch (operation) {
        case Operation::add:
            return "+";
        case Operation::subtract:
            return "-";
        case Operation::multiply:
            return "*";
        case Operation::divide:
            return "/";
        case Operation::less:
            return "<";
        case Operation::less_equal:
            return "<=";
        case Operation::equal:
            return "==";
        case Operation::both:
            return "&";
        default:
            return nullptr;
    }
}

/// An Argument is an array that a function is given, and what it is called where it was read.
struct Argument {
    const char *prefix, *array;
    bool strided;  ///< The derivatives of one direction stand between those of others.
};

Argument argument(Source source) {
    switch (source) {
        case Source::number:
            return {"number", "number", false};
        case Source::start:
            return {"y", "start", false};
        case Source::state:
            return {"y", "state", false};
        case Source::right:
            return {"x", "right", false};
        case Source::solution:
            return {"u", "solution", false};
        case Source::number_slope:
            return {"dnumber", "dnumber", false};
        case Source::start_slope:
            return {"dy", "dstart", true};
        case Source::state_slope:
            return {"dy", "dstate", true};
        case Source::right_slope:
            return {"dx", "dright", true};
        case Source::step:
            break;
    }
    throw std::logic_error("the step is no array");
}

}  // namespace

std::string element(const std::string& array, int index, const std::string& stride) {
    return array + "[" + stride + std::to_string(index) + "]";
}

void Writer::load(const Stored& stored) {
    for (const auto& [node, place] : stored.places)
        expressions_[node] = element(stored.array, place);
}

void Writer::store(const Stored& stored) {
    for (const auto& [node, place] : stored.places) store(node, element(stored.array, place));
}

void Writer::write(const std::vector<Node>& results) {
    // What is loaded needs no operands.
    for (const Node node :
         graph_.needed(results, [&](Node n) { return expressions_.contains(n); })) {
        if (!expressions_.contains(node)) expressions_[node] = assigned(graph_[node]);
        const auto [first, last] = targets_.equal_range(node);
        for (auto target = first; target != last; ++target)
            text += "    " + target->second + " = " + expressions_[node] + ";\n";
    }
}

std::string Writer::declared(const char* type, const std::string& prefix, const std::string& value,
                             const std::string& comment) {
    const std::string name = prefix + std::to_string(count_++);
    text += "    const " + std::string(type) + " " + name + " = " + value + ";" +
            (comment.empty() ? "" : "  // " + comment) + "\n";
    return name;
}

std::string Writer::input(const Entry& entry) {
    if (entry.source == Source::step) return "step";
    const int index = entry.operand[0];
    const auto [prefix, array, strided] = argument(entry.source);
    const bool number = entry.source == Source::number || entry.source == Source::number_slope;
    return declared("P", prefix, element(array, index, strided ? "slope_stride * " : ""),
                    (number ? names_.numbers : names_.states)[static_cast<std::size_t>(index)]);
}

std::string Writer::assigned(const Entry& entry) {
    if (entry.operation == Operation::input) return input(entry);
    if (entry.operation == Operation::constant) return literal(entry.value);
    add_cost(entry.operation);
    const bool condition = entry.operation >= Operation::less;
    return declared(condition ? "Mask<W>" : "P", condition ? "m" : "t", text_of(entry));
}

void Writer::add_cost(Operation operation) {
    if (operation == Operation::divide) ++quotients;
    else if (operation == Operation::power) operations += 4;
    else if (operation == Operation::logarithm) operations += 30;
    else if (operation == Operation::positive_part || operation == Operation::smallest)
        operations += 2;
    else ++operations;
}

std::string Writer::text_of(const Entry& entry) const {
    const auto x = [&](int k) { return expressions_.at(entry.operand[k]); };
    if (const char* sign = sign_of(entry.operation)) return x(0) + " " + sign + " " + x(1);
    switch (entry.operation) {
        case Operation::negate:
            return "-" + x(0);
        case Operation::positive_part:
            return "positive_part(" + x(0) + ")";
        case Operation::smallest:
            return "smallest(" + x(0) + ", " + x(1) + ")";
        case Operation::power:
            return "power(" + x(0) + ", " + x(1) + ")";
        case Operation::logarithm:
            return "logarithm(" + x(0) + ")";
        case Operation::select:
            return "select(" + x(0) + ", " + x(1) + ", " + x(2) + ")";
        default:
            throw std::logic_error("an input or a constant is no operation");
    }
}

}  // namespace opiodyn::detail::trace
