/// The Jacobian of models with response, by the chain rule over signals: against dual numbers through
/// everything, one column at a time, and
/// against central differences where no kink is near.

#include <catch2/catch_test_macros.hpp>

#include "equations/dependency.hpp"
#include "equations/jacobian/equations_jacobian.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/response_models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

od::State random_state(support::Random& random, const od::Model& model) {
    od::State y(model.size());
    for (od::Index i = 0; i < y.size(); ++i) {
        const auto& state = model.states()[static_cast<std::size_t>(i)];
        const bool complex = state.name.ends_with(".bound");
        y[i] = complex ? random.uniform(0.01, 0.1) : random.log_uniform(0.3, 3.0);
    }
    return y;
}

using Column = od::Dual<1>;

/// One direction at a time, through the whole right-hand side.
od::Jacobian column_by_column(const od::Model::Implementation& model, const od::State& y) {
    const auto n = y.size();
    od::Jacobian J(n, n);
    for (od::Index j = 0; j < n; ++j) {
        od::detail::Numbers<Column> point(n), rates(n);
        for (od::Index i = 0; i < n; ++i) point[i] = y[i];
        point[j].slope[0] = 1.0;
        model.equations.derivative(point, rates);
        for (od::Index i = 0; i < n; ++i) J(i, j) = rates[i].slope[0];
    }
    return J;
}

od::Jacobian by_differences(const od::Model& model, const od::State& y) {
    const auto n = y.size();
    od::Jacobian J(n, n);
    od::State up(n), down(n);
    for (od::Index j = 0; j < n; ++j) {
        const double h = 1e-5 * y[j];
        od::State moved = y;
        moved[j] += h;
        model.derivative(0.0, moved, up);
        moved[j] = y[j] - h;
        model.derivative(0.0, moved, down);
        J.col(j) = (up - down) / (2.0 * h);
    }
    return J;
}

/// Largest difference, relative to the largest element of each row.
double apart(const od::Jacobian& J, const od::Jacobian& expected) {
    support::Worst worst;
    for (od::Index i = 0; i < J.rows(); ++i)
        worst.add((J.row(i) - expected.row(i)).cwiseAbs().maxCoeff() /
                  (expected.row(i).cwiseAbs().maxCoeff() + 1e-300));
    return worst.value();
}

/// True if a tone is so close to 1 that a difference would straddle the kink.
bool near_a_kink(const od::Model& model, const od::State& y) {
    Eigen::VectorXd row;
    model.observe(y, row);
    for (std::size_t k = 0; k < model.columns().size(); ++k)
        if (model.columns()[k].quantity == "tone" &&
            std::abs(row[static_cast<od::Index>(k)] - 1.0) < 1e-3)
            return true;
    return false;
}

}  // namespace

TEST_CASE("the structured Jacobian is that of dual numbers, and of central differences") {
    support::Random random(1974);
    support::Worst exact, differences;
    bool outside = false;
    for (int set = 0; set < 300; ++set) {
        const auto options = support::random_response(random);
        const od::Model model(options);
        const auto y = random_state(random, model);
        od::Jacobian J(model.size(), model.size());
        model.jacobian(0.0, y, J);
        const auto& built = model.implementation();
        const auto dense = column_by_column(built, y);
        exact.add(apart(J, dense));
        if (!near_a_kink(model, y)) differences.add(apart(J, by_differences(model, y)));
        outside = outside || ((dense.array() != 0.0) && !model.jacobian_pattern().array()).any();
    }
    // Both are exact to rounding; sums of up to thirty terms in another order.
    constexpr double exact_limit = 1e-13;
    // h = 1e-5 leaves h^2 = 1e-10 of third derivatives and 2e-16 / 1e-5 = 2e-11 of rounding, both
    // against states of which some weigh a thousand times less in a row than its largest.
    constexpr double difference_limit = 1e-7;
    support::figure("structured Jacobian against dual numbers, 300 models", exact.value(),
                    exact_limit);
    support::figure("structured Jacobian against differences", differences.value(),
                    difference_limit);
    CHECK(exact.value() < exact_limit);
    CHECK(differences.value() < difference_limit);
    CHECK(differences.count() > 200);
    CHECK_FALSE(outside);  // nothing where the pattern says there cannot be anything
}

namespace {

/// A Guarded matrix takes what is written where the pattern has a place, and notes what is written elsewhere.
struct Guarded {
    const od::JacobianPattern& pattern;
    double taken{0.0};
    bool outside{false};

    double& operator()(od::Index row, od::Index column) {
        outside = outside || !pattern(row, column);
        return taken;
    }
};

}  // namespace

TEST_CASE("the structured Jacobian writes nowhere but where the pattern has a place") {
    support::Random random(14);
    int models = 0;
    for (const auto& drugs : std::vector<std::vector<od::DrugChoice>>{{"morphine"},
                                                                      {"naltrexone"},
                                                                      {"buprenorphine"},
                                                                      {"fentanyl", "naloxone"},
                                                                      {"samidorphan"}})
        for (const auto mode : {od::BindingMode::kinetic, od::BindingMode::equilibrium})
            for (const double phi : {0.0, 0.5, 1.0})
                for (int trial = 0; trial < 20; ++trial) {
                    od::ModelOptions options;
                    options.drugs = drugs;
                    options.binding = mode;
                    options.response = support::random_parts(random);
                    options.response.phi = phi;
                    if (random.coin()) options.receptors = {od::Receptor::mu};
                    const od::Model model(options);
                    const auto y = random_state(random, model);
                    Guarded J{model.jacobian_pattern()};
                    od::detail::add_nonlinear_jacobian(model.implementation().equations, y, J);
                    CHECK_FALSE(J.outside);
                    ++models;
                }
    CHECK(models == 5 * 2 * 3 * 20);
}

TEST_CASE("dual numbers and the analytic Jacobian of binding agree") {
    // Turnover alone, without up-regulation: the rows of complexes are those of binding::add_jacobian.
    support::Random random(6);
    support::Worst worst;
    for (int set = 0; set < 100; ++set) {
        od::ModelOptions options;
        options.response = od::ResponseOptions::none();
        options.response.turnover = true;
        options.parameters = {{"naltrexone.mu.kint", random.uniform(0.0, 1.0)}};
        const od::Model model(options);
        const auto y = random_state(random, model);
        od::Jacobian J(model.size(), model.size());
        model.jacobian(0.0, y, J);
        od::Jacobian analytic = model.linear_jacobian();
        for (const auto& pool : model.implementation().equations.receptors)
            od::binding::add_jacobian(pool, y, analytic);
        for (od::Index i = 0; i < J.rows(); ++i)
            if (model.states()[static_cast<std::size_t>(i)].name.ends_with(".bound"))
                worst.add((J.row(i) - analytic.row(i)).cwiseAbs().maxCoeff() /
                          analytic.row(i).cwiseAbs().maxCoeff());
    }
    constexpr double limit = 1e-14;
    support::figure("dual numbers against the analytic Jacobian of binding", worst.value(), limit);
    CHECK(worst.value() < limit);
}
