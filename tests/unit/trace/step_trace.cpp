#include "trace/step_trace.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "equations/equations_transfer.hpp"
#include "lanes/step_algebra.hpp"
#include "lanes/tangent_algebra.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/dosing.hpp"
#include "solver/active_states.hpp"
#include "support/expressions/graph_values.hpp"
#include "support/random.hpp"
#include "trace/shapes.hpp"

namespace od = opiodyn;
using namespace opiodyn::detail::trace;

namespace {

/// Step has a shape, and numbers and states to compute a step of it with.
struct Step {
    explicit Step(const Shape& shape)
        : model(shape.model),
          m(model.implementation()),
          plan(m, m.shape->observations,
               od::detail::active_states(model, od::parse_regimen(shape.regimen))) {
        plan.numbers_of(m, numbers);
        support::Random random(31);
        for (auto* values : {&start, &state, &right}) {
            for (std::int32_t i = 0; i < plan.size(); ++i)
                values->push_back(m.baseline[plan.state[static_cast<std::size_t>(i)]] +
                                  random.log_uniform(1e-6, 1e-2));
            values->resize(static_cast<std::size_t>(plan.room()), 0.0);  // for what nothing moves
        }
        for (auto* slopes : {&start_slope, &state_slope, &right_slope})
            for (std::int32_t i = 0; i < plan.size(); ++i)
                slopes->push_back(random.uniform(-1.0, 1.0));
        for (std::size_t k = 0; k < numbers.all.size(); ++k)
            number_slope.push_back(random.uniform(-1.0, 1.0));
    }

    od::Model model;
    const od::Model::Implementation& m;
    od::detail::LanePlan plan;
    od::detail::LaneNumbers numbers;
    double per_h_gamma{3.7};
    std::vector<double> start, state, right, solution;
    std::vector<double> start_slope, state_slope, right_slope, number_slope;

    double input(Source source, std::int32_t place) const {
        const auto k = static_cast<std::size_t>(place);
        switch (source) {
            case Source::number:
                return numbers.all[k];
            case Source::step:
                return per_h_gamma;
            case Source::start:
                return start[k];
            case Source::state:
                return state[k];
            case Source::right:
                return right[k];
            case Source::solution:
                return solution[k];
            case Source::number_slope:
                return number_slope[k];
            case Source::start_slope:
                return start_slope[k];
            case Source::state_slope:
                return state_slope[k];
            case Source::right_slope:
                return right_slope[k];
        }
        return 0.0;
    }
};

/// Checks that the graph of a trace gives the bits that the plan gives.
void check_bits(const Step& step, const StepTrace& trace) {
    od::detail::StepAlgebra<double> algebra(step.plan);
    algebra.equations() = step.numbers.equations;
    algebra.linear() = step.numbers.linear;
    REQUIRE(algebra.factorize(step.start.data(), step.per_h_gamma));
    auto x = step.right;
    algebra.add_derivative(step.state.data(), x.data());
    algebra.solve(x.data());
    std::vector<double> read(trace.observations.size());
    algebra.read(trace.observations, step.state.data(), read.data());

    const auto values = support::graph_values(
        trace.graph, [&](Source source, std::int32_t place) { return step.input(source, place); });
    const auto at = [&](Node node) { return values[static_cast<std::size_t>(node)]; };
    CHECK(at(trace.sound) == 1.0);
    REQUIRE(trace.solution.size() == static_cast<std::size_t>(step.plan.size()));
    for (std::size_t i = 0; i < trace.solution.size(); ++i) CHECK(at(trace.solution[i]) == x[i]);
    for (std::size_t i = 0; i < read.size(); ++i) CHECK(at(trace.read_outs[i]) == read[i]);
}

using Dual = od::Dual<1>;

/// Gives numbers their slopes. What is fixed has none.
struct WithSlopes {
    const std::vector<double>& slopes;
    const Values& fixed;
    std::size_t count{0};

    void number(double from, Dual& to) {
        to = Dual(from);
        to.slope[0] = fixed[count] ? 0.0 : slopes[count];
        ++count;
    }
    void shape(od::Index) {}
    od::Index state(od::Index index) const { return index; }
};

std::vector<Dual> with_slopes(const std::vector<double>& values,
                              const std::vector<double>& slopes) {
    std::vector<Dual> duals;
    for (const double x : values) duals.emplace_back(x);
    for (std::size_t i = 0; i < slopes.size(); ++i) duals[i].slope[0] = slopes[i];
    return duals;
}

/// Checks that the graph of a trace gives the derivatives that the plan gives, to the bit.
void check_slopes(Step& step, const StepTrace& trace, const Values& fixed) {
    od::detail::StepAlgebra<double> values(step.plan);
    values.equations() = step.numbers.equations;
    values.linear() = step.numbers.linear;
    REQUIRE(values.factorize(step.start.data(), step.per_h_gamma));
    step.solution = step.right;
    values.add_derivative(step.state.data(), step.solution.data());
    values.solve(step.solution.data());

    od::detail::TangentAlgebra<1, double> tangent(step.plan);
    WithSlopes numbers{step.number_slope, fixed};
    od::detail::Transfer<WithSlopes>{numbers}(step.numbers.equations, tangent.equations());
    for (std::size_t k = 0; k < step.numbers.linear.size(); ++k)
        numbers.number(step.numbers.linear[k], tangent.linear()[k]);
    tangent.differentiate_matrix(with_slopes(step.start, step.start_slope).data(),
                                 step.per_h_gamma);
    auto x = with_slopes(step.right, step.right_slope);
    tangent.stage(values, with_slopes(step.state, step.state_slope).data(), step.solution.data(),
                  x.data());
    const auto traced = support::graph_values(
        trace.graph, [&](Source source, std::int32_t place) { return step.input(source, place); });
    REQUIRE(trace.slopes.size() == static_cast<std::size_t>(step.plan.size()));
    for (std::size_t i = 0; i < trace.slopes.size(); ++i)
        CHECK(traced[static_cast<std::size_t>(trace.slopes[i])] == x[i].slope[0]);
}

}  // namespace

TEST_CASE("traced derivatives have the bits of the plan") {
    for (const auto& shape : shapes()) {
        CAPTURE(shape.name);
        Step step(shape);
        const Values free(step.numbers.all.size());
        const StepTrace general(step.plan, step.numbers, free);
        const auto fixed =
            fixed_numbers(general, step.numbers, std::vector<bool>(free.size(), true));
        StepTrace usual(step.plan, step.numbers, fixed);
        usual.add_slopes(step.plan, step.numbers, fixed);
        check_slopes(step, usual, fixed);
    }
}

TEST_CASE("a traced step has the bits of the plan, with free and with fixed numbers") {
    for (const auto& shape : shapes()) {
        CAPTURE(shape.name);
        const Step step(shape);
        const Values free(step.numbers.all.size());
        const StepTrace general(step.plan, step.numbers, free);
        check_bits(step, general);
        const std::vector<bool> all(free.size(), true);
        const StepTrace usual(step.plan, step.numbers, fixed_numbers(general, step.numbers, all));
        check_bits(step, usual);
        CHECK(usual.graph.size() < general.graph.size());
    }
}

TEST_CASE("zeros, exponents of 2 to 4 and ones by place are fixed, and nothing else") {
    const Step step(shapes().front());
    const auto& all = step.numbers.all;
    const StepTrace general(step.plan, step.numbers, Values(all.size()));
    const auto count = [&](double number) { return std::count(all.begin(), all.end(), number); };
    const auto fixed_to = [](const Values& fixed, double number) {
        return std::count(fixed.begin(), fixed.end(), std::optional(number));
    };
    const std::vector<bool> by_place(all.size(), true), parameter(all.size(), false);
    const auto places = fixed_numbers(general, step.numbers, by_place);
    const auto parameters = fixed_numbers(general, step.numbers, parameter);
    CHECK(fixed_to(places, 0.0) == count(0.0));
    CHECK(fixed_to(places, 1.0) == count(1.0));
    CHECK(fixed_to(parameters, 1.0) == 0);
    CHECK(count(1.0) > 0);
    CHECK(fixed_to(parameters, 3.0) == 3);  // q of three receptors (docs/theory.md)
    for (std::size_t k = 0; k < all.size(); ++k) {
        if (!places[k]) continue;
        CHECK(*places[k] == all[k]);
        CHECK((all[k] >= 0.0 && all[k] <= 4.0));
    }
}

TEST_CASE("a read-out is traced once, and states are not read-outs") {
    const Step step(shapes().front());
    const StepTrace trace(step.plan, step.numbers, Values(step.numbers.all.size()));
    REQUIRE_FALSE(trace.observations.empty());
    CHECK(trace.read_outs.size() == trace.observations.size());
    for (auto o = trace.observations.begin(); o != trace.observations.end(); ++o) {
        CHECK(o->kind != od::detail::Observation::Kind::state);
        CHECK(std::find(o + 1, trace.observations.end(), *o) == trace.observations.end());
    }
}
