/// Whatever value one parameter has, the drug-free body stays as it is for ten days, or the model is refused with a
/// message that names the parameter.

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <limits>
#include <optional>
#include <set>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/throws.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;

namespace {

/// The body stays within so much of where it is, and its rates are 0 within so much of their terms: each is a sum of a
/// few terms that are computed to some 1e-16.
constexpr double limit = 1e-12;

/// Returns the drugs of the library whose kinetics are known.
std::vector<od::DrugChoice> drugs() {
    std::vector<od::DrugChoice> known;
    for (const auto& name : od::library::drugs()) {
        od::ModelOptions options;
        options.drugs = {name};
        const auto text = support::thrown([&] { od::Model{options}; });
        if (text == "nothing") known.emplace_back(name);
        else CHECK(text.find("= not known") != std::string::npos);
    }
    return known;
}

/// Returns a model of every drug, peptide, receptor and part of the response.
od::ModelOptions everything(od::Biophase biophase, od::BindingMode binding, double phi) {
    od::ModelOptions options;
    options.biophase = biophase;
    options.binding = binding;
    options.drugs = drugs();
    options.response = od::ResponseOptions::all();
    options.response.phi = phi;
    options.response.weights = od::EffectWeights::illustrative;
    return options;
}

/// Returns values at the ends of a range, of a domain and of doubles, and some between.
std::set<double> values_of(const od::Parameter& p) {
    using Double = std::numeric_limits<double>;
    return {0.0,
            1.0,
            -1.0,
            1e-9,
            p.low,
            p.high,
            1e-12 * p.value,
            1e12 * p.value,
            1e-160,
            1e160,
            300.0,
            31197.0,
            Double::min(),
            Double::max(),
            Double::denorm_min()};
}

/// Returns what a column shows without a drug, or nothing if that depends on the parameters.
std::optional<double> drug_free(const od::Column& column) {
    static const std::set<std::string> ones{"density",    "precursor",   "peptide",
                                            "tone",       "ogf_density", "ogf",
                                            "activation", "cytokine",    "ogf_precursor"};
    static const std::set<std::string> zeros{"amount",   "concentration", "effect_site",
                                             "stimulus", "adaptation",    "withdrawal",
                                             "flare",    "effect"};
    if (ones.contains(column.quantity)) return 1.0;
    if (zeros.contains(column.quantity)) return 0.0;
    if (column.quantity == "ventilation") return 100.0;
    return {};
}

/// Returns the largest rate of change at the baseline, relative to the terms that cancel in it. Without an event a run
/// does not integrate, so that its outputs alone would not tell a body that moves.
double unrest(const od::Model& model) {
    const od::State y = model.baseline();
    od::State rate(y.size());
    od::Jacobian J(y.size(), y.size());
    model.derivative(0.0, y, rate);
    model.jacobian(0.0, y, J);
    const od::State terms = J.cwiseAbs() * y.cwiseAbs();
    support::Worst worst;
    for (od::Index i = 0; i < y.size(); ++i)
        if (rate[i] != 0.0) worst.add(rate[i] / terms[i]);
    return worst.value();
}

/// Returns how far a body moves without a drug from what it should be; infinite for NaN.
double movement(const od::Model& model) {
    const auto run = od::simulate(model, {}, {0.0, 0.1, 24.0, 240.0});
    support::Worst worst;
    worst.add(unrest(model));
    for (std::size_t k = 0; k < model.columns().size(); ++k) {
        const auto column = run.column(static_cast<od::Index>(k));
        const double rest = drug_free(model.columns()[k]).value_or(column[0]);
        for (const double value : column) worst.add((value - rest) / std::max(1.0, std::abs(rest)));
    }
    return worst.value();
}

struct Count {
    int stay{0}, refused{0};
    support::Worst worst;
};

/// Gives one parameter after the other each of its values.
void try_all(const od::ModelOptions& options, Count& count) {
    const od::Model model(options);
    for (const auto& name : model.used_parameters())
        for (const double value : values_of(model.parameters().at(name))) {
            std::optional<od::Model> changed;
            const auto text = support::thrown([&] { changed = model.with({{name, value}}); });
            INFO(name << " = " << value << ": " << text);
            if (changed) {
                const double moved = movement(*changed);
                if (!(moved < limit)) CHECK(moved < limit);
                count.worst.add(moved);
                ++count.stay;
            } else {
                const bool typed = text.starts_with("InputError: ");
                if (!typed || text.find(name) == std::string::npos) CHECK(text == "names " + name);
                ++count.refused;
            }
        }
}

void report(const Count& count) {
    support::figure("drug-free body, any one parameter", count.worst.value(), limit);
    support::measured("models that stay", count.stay, "most");
    support::measured("models that are refused", count.refused, "the others");
    CHECK(count.stay > 2 * count.refused);
}

}  // namespace

TEST_CASE("no value of any one parameter moves the drug-free body") {
    Count count;
    try_all(everything(od::Biophase::pet, od::BindingMode::equilibrium, 0.5), count);
    try_all(everything(od::Biophase::retention, od::BindingMode::kinetic, 1.0), count);
    report(count);
}

TEST_CASE("no value of any one parameter moves the drug-free body under any preset") {
    if (std::getenv("OPIODYN_SLOW") == nullptr) SKIP("takes a minute: set OPIODYN_SLOW");
    Count count;
    for (const auto biophase : {od::Biophase::pet, od::Biophase::transient, od::Biophase::plasma,
                                od::Biophase::retention, od::Biophase::slow})
        for (const auto binding : {od::BindingMode::kinetic, od::BindingMode::equilibrium})
            for (const double phi : {0.0, 0.5, 1.0})
                if (biophase != od::Biophase::retention || binding == od::BindingMode::kinetic)
                    try_all(everything(biophase, binding, phi), count);
    report(count);
}

TEST_CASE("a peptide without efficacy, or with less than none, does not block") {
    for (const auto binding : {od::BindingMode::kinetic, od::BindingMode::equilibrium})
        for (const char* name : {"beta-endorphin.mu.tau", "enkephalin.mu.tau",
                                 "beta-endorphin.delta.tau", "enkephalin.delta.tau"})
            for (const double tau : {0.0, 1e-300, 1e-9, -1e-9, -0.5}) {
                od::ModelOptions options;
                options.binding = binding;
                options.parameters = {{name, tau}};
                CHECK(movement(od::Model(options)) < limit);
            }
}
