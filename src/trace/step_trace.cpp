#include "trace/step_trace.hpp"

#include <algorithm>

#include "equations/equations_transfer.hpp"
#include "expressions/expression.hpp"
#include "lanes/step_algebra.hpp"
#include "lanes/tangent_algebra.hpp"

namespace opiodyn::detail::trace {
namespace {

/// Inputs gives every number of the equations its place among the numbers, or its value where that is fixed.
class Inputs {
public:
    explicit Inputs(const Values& fixed) : fixed_(fixed) {}

    Expression next() {
        const auto place = static_cast<std::size_t>(count_++);
        const auto& value = fixed_[place];
        return value ? Expression(*value)
                     : Expression::input(Source::number, static_cast<std::int32_t>(place));
    }
    void number(double, Expression& to) { to = next(); }
    void number(double, Dual<1, Expression>& to) {
        const auto place = count_;
        to = next();
        if (!fixed_[static_cast<std::size_t>(place)])
            to.slope[0] = Expression::input(Source::number_slope, place);
    }
    void shape(Index) {}
    Index state(Index index) const { return index; }

private:
    const Values& fixed_;
    std::int32_t count_{0};
};

/// Sets all numbers of some equations.
template <class Algebra>
void set_numbers(const LaneNumbers& numbers, Inputs inputs, Algebra& algebra) {
    Transfer<Inputs>{inputs}(numbers.equations, algebra.equations());
    for (auto& value : algebra.linear()) inputs.number(0.0, value);
}

/// Returns a state that is zero after the places of what moves.
std::vector<Expression> state_of(Source source, const LanePlan& plan) {
    std::vector<Expression> y(static_cast<std::size_t>(plan.room()));
    for (std::int32_t i = 0; i < plan.size(); ++i)
        y[static_cast<std::size_t>(i)] = Expression::input(source, i);
    return y;
}

/// Returns such a state with its derivatives.
std::vector<Dual<1, Expression>> state_of(Source value, Source slope, const LanePlan& plan) {
    std::vector<Dual<1, Expression>> y;
    for (const auto& x : state_of(value, plan)) y.emplace_back(x);
    const auto slopes = state_of(slope, plan);
    for (std::size_t i = 0; i < y.size(); ++i) y[i].slope[0] = slopes[i];
    return y;
}

std::vector<Node> nodes(const Expression* numbers, std::size_t count) {
    std::vector<Node> list;
    for (std::size_t k = 0; k < count; ++k) list.push_back(numbers[k].node());
    return list;
}

}  // namespace

StepTrace::StepTrace(const LanePlan& plan, const LaneNumbers& numbers, const Values& fixed) {
    const Tracing tracing(graph);
    for (const auto& o : plan.read_outs)
        if (o.kind != Observation::Kind::state &&
            std::find(observations.begin(), observations.end(), o) == observations.end())
            observations.push_back(o);
    StepAlgebra<Expression> algebra(plan);
    set_numbers(numbers, Inputs(fixed), algebra);

    const auto start = state_of(Source::start, plan), y = state_of(Source::state, plan);
    sound = algebra.factorize(start.data(), Expression::input(Source::step, 0)).node;
    auto x = state_of(Source::right, plan);
    algebra.add_derivative(y.data(), x.data());
    algebra.solve(x.data());
    solution = nodes(x.data(), static_cast<std::size_t>(plan.size()));
    std::vector<Expression> values(observations.size());
    algebra.read(observations, y.data(), values.data());
    read_outs = nodes(values.data(), values.size());
}

void StepTrace::add_slopes(const LanePlan& plan, const LaneNumbers& numbers, const Values& fixed) {
    const Tracing tracing(graph);
    const auto step = Expression::input(Source::step, 0);
    // The values are traced once more, which adds no node.
    StepAlgebra<Expression> values(plan);
    set_numbers(numbers, Inputs(fixed), values);
    values.factorize(state_of(Source::start, plan).data(), step);

    TangentAlgebra<1, Expression> tangent(plan);
    set_numbers(numbers, Inputs(fixed), tangent);
    tangent.differentiate_matrix(state_of(Source::start, Source::start_slope, plan).data(), step);
    auto x = state_of(Source::right, Source::right_slope, plan);
    tangent.stage(values, state_of(Source::state, Source::state_slope, plan).data(),
                  state_of(Source::solution, plan).data(), x.data());
    for (std::int32_t i = 0; i < plan.size(); ++i)
        slopes.push_back(x[static_cast<std::size_t>(i)].slope[0].node());
}

Values fixed_numbers(const StepTrace& general, const LaneNumbers& numbers,
                     const std::vector<bool>& by_place) {
    Values fixed(numbers.all.size());
    for (std::size_t k = 0; k < fixed.size(); ++k)
        if (numbers.all[k] == 0.0 || (numbers.all[k] == 1.0 && by_place[k]))
            fixed[k] = numbers.all[k];
    const Graph& graph = general.graph;
    for (Node node = 0; node < graph.size(); ++node) {
        if (graph[node].operation != Operation::power) continue;
        const Entry& exponent = graph[graph[node].operand[1]];
        if (exponent.operation != Operation::input || exponent.source != Source::number) continue;
        const auto place = static_cast<std::size_t>(exponent.operand[0]);
        const double value = numbers.all[place];
        if (value == 2.0 || value == 3.0 || value == 4.0) fixed[place] = value;
    }
    return fixed;
}

}  // namespace opiodyn::detail::trace
