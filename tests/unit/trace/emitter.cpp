#include "trace/emitter.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

using namespace opiodyn::detail::trace;

namespace {

/// Returns the trace of dy/dt = -k y, written by hand: (1 / (h gamma) + k) x = right - k y. It reads off k y.
StepTrace decay() {
    StepTrace trace;
    Graph& g = trace.graph;
    const Node k = g.input(Source::number, 0), step = g.input(Source::step, 0);
    const Node y = g.input(Source::state, 0), right = g.input(Source::right, 0);
    const Node pivot = g.apply(Operation::add, k, step);
    trace.sound = g.apply(Operation::less, g.constant(0.0), pivot);
    const Node inverse = g.apply(Operation::divide, g.constant(1.0), pivot);
    const Node loss = g.apply(Operation::multiply, k, y);
    const Node sum = g.apply(Operation::subtract, right, loss);
    trace.solution = {g.apply(Operation::multiply, sum, inverse)};
    trace.read_outs = {loss};
    return trace;
}

}  // namespace

TEST_CASE("a step of one decay is printed as it would be written by hand") {
    const auto printed = print(decay(), {{"drug.k"}, {"drug.central"}});
    CHECK(printed.text == R"(template <int W>
void constants(const Pack<W>* __restrict number, Pack<W>* __restrict constant) {
    using P = Pack<W>;
    const P number0 = number[0];  // drug.k
    constant[0] = number0;
}

template <int W>
Mask<W> factors(const Pack<W>* __restrict constant, const Pack<W>* __restrict start, const Pack<W>& step,
                Pack<W>* __restrict factor) {
    using P = Pack<W>;
    const P t0 = constant[0] + step;
    const Mask<W> m1 = P(0.0) < t0;
    const P t2 = P(1.0) / t0;
    factor[0] = t2;
    return m1;
}

template <int W>
void stage(const Pack<W>* __restrict constant, const Pack<W>* __restrict factor,
           const Pack<W>* __restrict state, Pack<W>* __restrict right) {
    using P = Pack<W>;
    const P y0 = state[0];  // drug.central
    const P x1 = right[0];  // drug.central
    const P t2 = constant[0] * y0;
    const P t3 = x1 - t2;
    const P t4 = factor[0] * t3;
    right[0] = t4;
}

template <int W>
void read(const Pack<W>* __restrict constant, const Pack<W>* __restrict state, Pack<W>* __restrict value) {
    using P = Pack<W>;
    const P y0 = state[0];  // drug.central
    const P t1 = constant[0] * y0;
    value[0] = t1;
}

)");
}

TEST_CASE("operations and quotients of a printed form are counted") {
    const auto counts = print(decay(), {{"drug.k"}, {"drug.central"}}).counts;
    CHECK(counts.constants == 1);          // k
    CHECK(counts.factors == 1);            // the inverse of the pivot
    CHECK(counts.factor_operations == 2);  // the pivot, and whether it is positive
    CHECK(counts.factor_quotients == 1);
    CHECK(counts.stage_operations == 3);  // k y, the difference, and its product with the inverse
    CHECK(counts.stage_quotients == 0);
}

TEST_CASE("constants are printed with all digits and as doubles") {
    StepTrace trace = decay();
    Graph& g = trace.graph;
    const Node y = g.input(Source::state, 0);
    for (const double value : {2.0, 0.1, 1e300, -2.5e-7})
        trace.read_outs.push_back(g.apply(Operation::multiply, y, g.constant(value)));
    const auto text = print(trace, {{"drug.k"}, {"drug.central"}}).text;
    for (const char* literal : {"P(2.0)", "P(0.1)", "P(1e+300)", "P(-2.5e-07)"})
        CHECK(text.find(literal) != std::string::npos);
}

TEST_CASE("a constant that is not finite may be there unused, and is not printed") {
    StepTrace trace = decay();
    Graph& g = trace.graph;
    const Node infinite = g.apply(Operation::divide, g.constant(1.0), g.constant(0.0));
    CHECK_NOTHROW(print(trace, {{"drug.k"}, {"drug.central"}}));
    trace.read_outs.push_back(g.apply(Operation::add, g.input(Source::state, 0), infinite));
    CHECK_THROWS_AS(print(trace, {{"drug.k"}, {"drug.central"}}), std::logic_error);
}

TEST_CASE("a read-out may be a constant, a state or one that was read before") {
    StepTrace trace = decay();
    Graph& g = trace.graph;
    trace.read_outs = {g.constant(0.0), g.input(Source::state, 0), g.input(Source::state, 0)};
    const auto text = print(trace, {{"drug.k"}, {"drug.central"}}).text;
    const auto read = text.substr(text.find("void read("));
    CHECK(read.find("    value[0] = P(0.0);\n") != std::string::npos);
    CHECK(read.find("    value[1] = y0;\n") != std::string::npos);
    CHECK(read.find("    value[2] = y0;\n") != std::string::npos);
}
