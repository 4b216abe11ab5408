#pragma once
/// A Writer prints the body of one function of the generated code.

#include <map>
#include <string>
#include <vector>

#include "expressions/graph.hpp"

namespace opiodyn::detail::trace {

using namespace expressions;

/// Names say what numbers and states are. They become comments.
struct Names {
    std::vector<std::string> numbers;  ///< names by their places among LaneNumbers::all
    std::vector<std::string> states;   ///< names by their places in the plan
};

/// Stored are the nodes that the function of a level leaves to others, each with its place in an array.
struct Stored {
    std::string array;
    std::map<Node, int> places;
};

/// Returns the text of an element of an array. `stride` multiplies the index.
std::string element(const std::string& array, int index, const std::string& stride = "");

/// A Writer prints an assignment for each operation, in the order in which it was traced.
class Writer {
public:
    Writer(const Graph& graph, const Names& names) : graph_(graph), names_(names) {}

    /// Tells where to find nodes that another function has computed.
    void load(const Stored& stored);
    /// Tells where to leave nodes that other functions need.
    void store(const Stored& stored);
    /// Tells where to leave a result, as soon as it is there.
    void store(Node node, std::string target) { targets_.emplace(node, std::move(target)); }

    /// Prints what `results` need.
    void write(const std::vector<Node>& results);
    const std::string& expression(Node node) const { return expressions_.at(node); }

    std::string text;
    int operations{0}, quotients{0};

private:
    std::string declared(const char* type, const std::string& prefix, const std::string& value,
                         const std::string& comment = "");
    std::string input(const Entry& entry);
    std::string assigned(const Entry& entry);
    void add_cost(Operation operation);
    std::string text_of(const Entry& entry) const;

    const Graph& graph_;
    const Names& names_;
    std::map<Node, std::string> expressions_;
    std::multimap<Node, std::string> targets_;
    int count_{0};
};

}  // namespace opiodyn::detail::trace
