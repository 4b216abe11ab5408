/// With response, too, nothing moves without a drug; and receptors stay accounted for.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/balance.hpp"
#include "support/figure.hpp"
#include "support/models.hpp"
#include "support/response_models.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

double rest(const od::ModelOptions& options) {
    const od::Model model(options);
    od::State dydt(model.size());
    model.derivative(0.0, model.baseline(), dydt);
    return dydt.cwiseAbs().maxCoeff();
}

constexpr double limit = 1e-12;  // asked for; rounding times koff is 2e-16 x 180 = 4e-14

}  // namespace

TEST_CASE("every derivative is zero at the baseline, for every preset and part") {
    support::Worst worst;
    for (int set = 0; set < 3 * 2 * 32 * 3; ++set) {
        od::ModelOptions options;
        options.biophase = static_cast<od::Biophase>(set % 3);
        options.binding = static_cast<od::BindingMode>(set / 3 % 2);
        const int parts = set / 6 % 32;
        options.response = {(parts & 1) != 0, (parts & 2) != 0, (parts & 4) != 0, (parts & 8) != 0,
                            (parts & 16) != 0};
        options.response.phi = 0.5 * (set / 192);
        if (options.response.immune) options.response.weights = od::EffectWeights::illustrative;
        worst.add(rest(options));
    }
    support::figure("|dy/dt| at baseline, presets and parts of the response", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("every derivative is zero at the baseline of random parameters") {
    support::Random random(4);
    support::Worst worst;
    for (int set = 0; set < 500; ++set) worst.add(rest(support::random_response(random)));
    support::figure("|dy/dt| at baseline, 500 models with response", worst.value(), limit);
    CHECK(worst.value() < limit);
}

TEST_CASE("read-outs at the baseline are those of no drug") {
    od::ModelOptions options;
    options.response = od::ResponseOptions::all();
    const od::Model model(options);
    Eigen::VectorXd row;
    model.observe(model.baseline(), row);
    int seen = 0;
    for (std::size_t k = 0; k < model.columns().size(); ++k) {
        const auto& quantity = model.columns()[k].quantity;
        const double value = row[static_cast<od::Index>(k)];
        const bool one = quantity == "density" || quantity == "ogf_density" || quantity == "tone" ||
                         quantity == "precursor" || quantity == "peptide" || quantity == "ogf" ||
                         quantity == "ogf_precursor" || quantity == "activation" ||
                         quantity == "cytokine";
        const bool zero = quantity == "adaptation" || quantity == "stimulus" ||
                          quantity == "withdrawal" || quantity == "flare" || quantity == "effect";
        if (one) CHECK(value == 1.0);
        if (zero) CHECK(value == 0.0);
        const bool hundred = quantity == "pain" || quantity == "ventilation";
        if (hundred) CHECK(value == 100.0);
        seen += one || zero || hundred;
    }
    // 4 densities and precursors; 3 tones, adaptations, peptides and stimuli; 5 immune; 4 effects, ventilation and
    // withdrawal.
    CHECK(seen == 2 * 4 + 4 * 3 + 5 + 6);
}

TEST_CASE("receptors bound and free add up to all of them while their density moves") {
    for (const auto mode : {od::BindingMode::kinetic, od::BindingMode::equilibrium}) {
        od::ModelOptions options;
        options.binding = mode;
        options.response = od::ResponseOptions::all();
        options.parameters = {{"naltrexone.mu.kint", 0.05}};
        const od::Model model(options);
        const auto regimen =
            support::dose("naltrexone", 50.0, od::Route::oral).every(od::Time{24.0}, 60);
        const auto run =
            od::simulate(model, regimen, od::grid(od::Time{0.5}, od::Time{2000.0}, od::Time{3.0}));
        support::Worst worst;
        for (const auto receptor : od::all_receptors) {
            const Eigen::VectorXd sum = support::free_and_held(run, receptor);
            worst.add((sum.array() - 1.0).abs().maxCoeff());
        }
        support::figure("receptor balance with turnover, " + od::to_string(mode), worst.value(),
                        limit);
        CHECK(worst.value() < limit);
        const Eigen::VectorXd density = run.column("density.mu");
        CHECK((density.array() - 1.0).abs().maxCoeff() > 0.01);  // it did move
    }
}

TEST_CASE("parts that are not asked for have no states and change nothing") {
    const od::Model plain(support::held());
    od::ModelOptions options;
    options.response = od::ResponseOptions::all();
    const od::Model full(options);
    for (const auto& state : full.states()) {
        const bool new_state =
            state.name.find("density") != std::string::npos ||
            state.name.find("adaptation") != std::string::npos ||
            state.name.starts_with("activation") || state.name.starts_with("flare") ||
            state.name.starts_with("cytokine") || state.name.ends_with(".precursor") ||
            state.name.ends_with(".peptide") || state.name.ends_with(".stimulus");
        bool known = false;
        for (const auto& other : plain.states()) known = known || other.name == state.name;
        CHECK(known == !new_state);
    }
    CHECK(full.size() - plain.size() == 3 + 3 + 9 + 5);
    CHECK_FALSE(full.linear());
}
