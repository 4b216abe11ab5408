#pragma once
/// A StepTrace is what the steps of one model shape compute, traced from the library's own equations, their Jacobian and
/// the elimination plan.

#include <optional>
#include <vector>

#include "equations/readout.hpp"
#include "expressions/graph.hpp"
#include "lanes/lane_plan.hpp"

namespace opiodyn::detail::trace {

using namespace expressions;

/// Values are the numbers of a shape by their places, where they are fixed.
using Values = std::vector<std::optional<double>>;

/// A StepTrace has the operations of a step in its graph, and knows which nodes are the results.
struct StepTrace {
    /// Makes an empty trace.
    StepTrace() = default;
    /// Traces a step of a shape. The plan and a model's numbers tell the shape, and `fixed` which of these belong to it.
    StepTrace(const LanePlan& plan, const LaneNumbers& numbers, const Values& fixed);

    /// Traces the derivative of the step in one direction too. What is fixed does not vary.
    void add_slopes(const LanePlan& plan, const LaneNumbers& numbers, const Values& fixed);

    Graph graph;
    Node sound{no_node};                    ///< the condition that every pivot is positive
    std::vector<Node> solution;             ///< the solution of a stage's linear system, by places
    std::vector<Node> slopes;               ///< the derivatives of the solution, if they are traced
    std::vector<Observation> observations;  ///< read-outs that are no states, each once
    std::vector<Node> read_outs;            ///< values of `observations` in the state of a stage
};

/// Returns the numbers that belong to a shape, because most models share them and the code is shorter with them. Fixed are
/// zeros, and exponents of 2, 3 or 4. A number that is 1 is fixed where it is a constant of the equations (`by_place`) and
/// no parameter.
Values fixed_numbers(const StepTrace& general, const LaneNumbers& numbers,
                     const std::vector<bool>& by_place);

}  // namespace opiodyn::detail::trace
