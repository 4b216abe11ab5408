#include "lanes/tangent_algebra.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "equations/equations_transfer.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/dosing.hpp"
#include "solver/active_states.hpp"
#include "support/random.hpp"

namespace od = opiodyn;
using Dual = od::Dual<1>;

namespace {

/// Varied gives every number of the equations a slope.
struct Varied {
    support::Random& random;

    void number(double from, Dual& to) {
        to = Dual(from);
        to.slope[0] = from * random.uniform(-1.0, 1.0);
    }
    void shape(od::Index) {}
    od::Index state(od::Index index) const { return index; }
};

/// A Stage has what one stage of a model takes, with derivatives.
struct Stage {
    Stage(const od::Model& model, const od::Regimen& regimen)
        : m(model.implementation()),
          plan(m, m.shape->observations, od::detail::active_states(model, regimen)) {
        plan.numbers_of(m, numbers);
        for (auto* values : {&start, &state, &right}) {
            values->resize(static_cast<std::size_t>(plan.room()));
            for (std::int32_t i = 0; i < plan.size(); ++i) {
                auto& x = (*values)[static_cast<std::size_t>(i)];
                x = Dual(random.log_uniform(1e-6, 1e-2));
                x.slope[0] = random.uniform(-1e-3, 1e-3);
            }
        }
    }

    template <class Algebra>
    void set_numbers(Algebra& algebra) const {
        support::Random same(77);
        Varied varied{same};
        od::detail::Transfer<Varied>{varied}(numbers.equations, algebra.equations());
        for (std::size_t k = 0; k < numbers.linear.size(); ++k)
            varied.number(numbers.linear[k], algebra.linear()[k]);
    }

    support::Random random{55};
    const od::Model::Implementation& m;
    od::detail::LanePlan plan;
    od::detail::LaneNumbers numbers;
    std::vector<Dual> start, state, right;
};

std::vector<double> values_of(const std::vector<Dual>& numbers) {
    std::vector<double> values;
    for (const auto& x : numbers) values.push_back(x.value);
    return values;
}

/// Returns the largest difference to dual numbers that go through the elimination, relative to the largest derivative.
double worst(const Stage& stage, double per_h_gamma) {
    od::detail::StepAlgebra<Dual> dual(stage.plan);
    stage.set_numbers(dual);
    REQUIRE(dual.factorize(stage.start.data(), per_h_gamma));
    auto expected = stage.right;
    dual.add_derivative(stage.state.data(), expected.data());
    dual.solve(expected.data());

    od::detail::StepAlgebra<double> values(stage.plan);
    values.equations() = stage.numbers.equations;
    values.linear() = stage.numbers.linear;
    REQUIRE(values.factorize(values_of(stage.start).data(), per_h_gamma));
    auto solution = values_of(stage.right);
    values.add_derivative(values_of(stage.state).data(), solution.data());
    values.solve(solution.data());

    od::detail::TangentAlgebra<1, double> tangent(stage.plan);
    stage.set_numbers(tangent);
    tangent.differentiate_matrix(stage.start.data(), per_h_gamma);
    auto x = stage.right;
    for (int time = 0; time < 2; ++time) {  // Nothing of a stage is left for the next one.
        x = stage.right;
        tangent.stage(values, stage.state.data(), solution.data(), x.data());
    }
    double largest = 0.0, difference = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        CHECK(x[i].value == solution[i]);
        largest = std::max(largest, std::abs(expected[i].slope[0]));
        difference = std::max(difference, std::abs(x[i].slope[0] - expected[i].slope[0]));
    }
    CHECK(largest > 0.0);
    return difference / largest;
}

}  // namespace

TEST_CASE("derivatives of a stage are those of dual numbers that go through the elimination") {
    od::ModelOptions crowd;
    crowd.drugs = {"naltrexone", "morphine", "oxycodone", "fentanyl", "methadone"};
    const struct {
        od::ModelOptions options;
        std::string regimen;
        bool free;  ///< Free receptors are an unknown, as six complexes move.
    } cases[]{
        {{}, "naltrexone 4.5 mg po", false},
        {crowd,
         "naltrexone 4.5 mg po + morphine 10 mg iv + oxycodone 5 mg po + fentanyl 0.1 mg iv + "
         "methadone 10 mg po",
         true}};
    for (const auto& one : cases) {
        const od::Model model(one.options);
        const Stage stage(model, od::parse_regimen(one.regimen));
        CHECK(stage.plan.free.empty() != one.free);
        for (const double per_h_gamma : {0.3, 3.7, 1e3}) CHECK(worst(stage, per_h_gamma) < 1e-11);
    }
}
