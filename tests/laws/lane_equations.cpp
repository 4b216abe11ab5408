/// The equations of several subjects in lanes are those of each alone.

#define OPIODYN_LANE_UNIT lanes_baseline

#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <numeric>

#include "lanes/per_target/lane_stepper.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/opiodyn.hpp"
#include "solver/active_states.hpp"
#include "support/figure.hpp"
#include "support/response_models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
namespace lanes = opiodyn::lanes_baseline;

namespace {

/// Four models of one shape, and a state of each.
struct Four {
    std::vector<od::Model> models;
    std::vector<od::State> states;

    explicit Four(support::Random& random) {
        auto options = support::random_response(random, false);
        for (int k = 0; k < 4; ++k) {
            options.parameters = support::random_parameters(random, options);
            models.emplace_back(options);
            od::State y = models.back().baseline();
            for (auto& value : y) {
                if (value == 1.0) value = random.log_uniform(0.3, 3.0);
                else
                    value = value > 0.0 ? random.uniform(0.01, 0.1) : random.log_uniform(1e-6, 0.1);
            }
            states.push_back(y);
        }
    }
    const od::Model::Implementation& front() const { return models.front().implementation(); }
};

template <int W>
void load(lanes::LaneSystem<W>& system, int lane, const od::Model& model) {
    od::detail::LaneNumbers numbers;
    system.set_parameters(lane, system.plan().numbers_of(model.implementation(), numbers));
}

/// In the order that lanes keep the states in.
template <int W>
std::vector<lanes::Pack<W>> packed(const od::detail::LanePlan& plan,
                                   const std::vector<od::State>& states) {
    std::vector<lanes::Pack<W>> y(static_cast<std::size_t>(plan.room()), lanes::Pack<W>(0.0));
    for (std::size_t i = 0; i < plan.state.size(); ++i)
        for (int k = 0; k < W; ++k)
            y[i].set_lane(k, states[static_cast<std::size_t>(k)][plan.state[i]]);
    return y;
}

/// Largest difference of a lane to a vector, relative to its largest element.
template <int W>
double apart(const std::vector<lanes::Pack<W>>& x, int lane, const std::vector<od::Index>& order,
             const Eigen::VectorXd& expected) {
    double most = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i)
        most = std::max(most, std::abs(x[i].lane(lane) - expected[order[i]]));
    return most / expected.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("four subjects in lanes: right-hand side, matrix of a step and read-outs of each") {
    support::Random random(256);
    support::Worst rates, solutions, readouts;
    int different = 0;
    for (int set = 0; set < 100; ++set) {
        const Four four(random);
        const od::detail::LanePlan plan(four.front(), four.front().shape->observations,
                                        od::detail::every_state(four.models.front()));
        std::vector<od::Index> columns(plan.observations.size());
        std::iota(columns.begin(), columns.end(), od::Index{0});
        lanes::LaneSystem<4> system(plan);
        for (int k = 0; k < 4; ++k) load(system, k, four.models[static_cast<std::size_t>(k)]);
        const auto y = packed<4>(plan, four.states);
        auto dydt = std::vector(y.size(), lanes::Pack<4>(0.0)), x = y;
        system.algebra().add_derivative(y.data(), dydt.data());
        const double h = random.log_uniform(1e-5, 1.0);
        REQUIRE(system.factorize(y.data(), lanes::Pack<4>(1.0 / h)).all());
        system.algebra().solve(x.data());
        std::vector<lanes::Pack<4>> values(plan.observations.size());
        system.read(y.data(), values.data());
        for (int k = 0; k < 4; ++k) {
            const auto& model = four.models[static_cast<std::size_t>(k)];
            const auto& state = four.states[static_cast<std::size_t>(k)];
            const auto n = model.size();
            od::State expected(n);
            model.derivative(0.0, state, expected);
            rates.add(apart(dydt, k, plan.state, expected));
            od::Jacobian J(n, n);
            model.jacobian(0.0, state, J);
            const Eigen::MatrixXd matrix = Eigen::MatrixXd(Eigen::MatrixXd::Identity(n, n) / h) - J;
            solutions.add(apart(x, k, plan.state, matrix.partialPivLu().solve(state)));
            Eigen::VectorXd row;
            model.observe(state, row);
            readouts.add(apart(values, k, columns, row));
            // Alone, in one lane: the same bits.
            lanes::LaneSystem<1> alone(plan);
            load(alone, 0, model);
            const auto own = packed<1>(plan, {state});
            auto own_rates = std::vector(own.size(), lanes::Pack<1>(0.0));
            alone.algebra().add_derivative(own.data(), own_rates.data());
            for (std::size_t i = 0; i < own.size(); ++i) {
                const double a = own_rates[i].lane(0), b = dydt[i].lane(k);
                if (std::memcmp(&a, &b, sizeof a) != 0) ++different;
            }
        }
    }
    // The same sums in another order, of rates that largely cancel.
    constexpr double limit = 1e-13;
    support::figure("rates in lanes against one at a time, 400 models", rates.value(), limit);
    support::figure("read-outs in lanes", readouts.value(), limit);
    support::figure("linear systems in lanes against dense LU", solutions.value(), 1e-9);
    CHECK(rates.value() < limit);
    CHECK(readouts.value() < limit);
    CHECK(solutions.value() < 1e-9);  // condition up to koff x h = 1e5
    CHECK(different == 0);
}
