// 1. Agonist, antagonist, partial agonist
//
// Twin of examples/notebooks/1_agonist_antagonist_partial_agonist.ipynb: Gaddum and Schild in an organ
// bath, the partial agonist that loses its maximum to an antagonist that lets go slowly, and the affinity
// of a membrane beside the potency in man.

#include <cmath>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <string>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

// 1 mg of a substance of 1000 g/mol in 1000 L is 1 nM, and nothing leaves.
od::Drug substance(const char* name) {
    return {.name = name, .molar_mass = 1000.0, .CL = 0.0, .V = {1000.0}, .ke0 = 60.0};
}

od::Model bath(double tau, double koff_B = 60.0,
               od::BindingMode mode = od::BindingMode::equilibrium) {
    od::ModelOptions options;
    options.binding = mode;
    options.drugs = {substance("agonist"), substance("antagonist")};
    options.routes = {od::Route::intravenous};
    options.receptors = {od::Receptor::mu};
    options.endogenous = {};
    options.bindings = {
        {.ligand = "agonist", .receptor = od::Receptor::mu, .K = 10.0, .koff = 60.0, .tau = tau},
        {.ligand = "antagonist", .receptor = od::Receptor::mu, .K = 1.0, .koff = koff_B}};
    // The effects give sigma; nothing adapts in a bath.
    options.response = {.turnover = false, .peptides = false, .adaptation = false};
    return od::Model{options};
}

// The effect of A nM of agonist on top of B nM of antagonist that went in two days before.
double effect(const od::Model& model, double A, double B, od::Time wait) {
    const od::Time added = 48.0_h;
    od::Regimen regimen = od::Dose{
        .drug = "agonist", .amount = od::Mass{A}, .route = od::Route::intravenous, .time = added};
    if (B > 0.0)
        regimen =
            regimen +
            od::Dose{.drug = "antagonist", .amount = od::Mass{B}, .route = od::Route::intravenous};
    const std::vector<double> read{(added + wait).value};
    return od::simulate(model, regimen, read).column("sigma.mu")[0];
}

// log10 of the concentration that has half of the largest effect, by bisection.
double log_half_maximal(const od::Model& model, double B) {
    const double half = 0.5 * effect(model, 1e6, B, 1.0_h);
    double low = -3.0, high = 6.0;
    while (high - low > 1e-6) {
        const double middle = 0.5 * (low + high);
        (effect(model, std::pow(10.0, middle), B, 1.0_h) < half ? low : high) = middle;
    }
    return low;
}

double schild_slope(const od::Model& model) {
    std::puts("B, nM   dose ratio   Gaddum: 1 + B/K");
    const std::vector<double> concentrations{1.0, 3.0, 10.0, 30.0, 100.0};
    const double alone = log_half_maximal(model, 0.0);
    double first = 0.0, last = 0.0;
    for (const double B : concentrations) {
        const double ratio = std::pow(10.0, log_half_maximal(model, B) - alone);
        std::printf("%5g   %10.3f   %15g\n", B, ratio, 1.0 + B);
        last = std::log10(ratio - 1.0);
        if (B == concentrations.front()) first = last;
    }
    const double slope =
        (last - first) / std::log10(concentrations.back() / concentrations.front());
    std::printf("Schild slope %.4f\n\n", slope);
    return slope;
}

// Share of its maximum that an agonist keeps, read five minutes after it, with a slow antagonist.
double kept(double tau) {
    const auto slow = bath(tau, 0.05, od::BindingMode::kinetic);
    return effect(slow, 1e6, 3.0, 5.0_min) / effect(bath(tau), 1e6, 0.0, 1.0_h);
}

// The affinity of a membrane assay is not the potency in man.
void print_potencies() {
    const auto& known = od::library::parameters();
    for (const char* name : {"morphine", "fentanyl", "hydromorphone", "methadone", "oxycodone"}) {
        const std::string drug{name};
        std::printf("%-13s membrane K %5.2f nM, EC50 in man %5.2f nM free\n", name,
                    known.value(drug + "/membrane.mu.K"), known.value(drug + ".mu.EC50"));
    }
}

}  // namespace

int main() {
    const double slope = schild_slope(bath(50.0));
    const double full = kept(50.0), partial = kept(1.0);
    std::printf(
        "with 3 nM of a slow antagonist the full agonist keeps %.0f %% of its maximum, the "
        "partial agonist %.0f %%\n",
        100.0 * full, 100.0 * partial);
    print_potencies();
    // Gaddum's slope is 1; what is left is that 1 mM of agonist is not quite infinite.
    const bool as_expected = std::abs(slope - 1.0) < 1e-3 && partial < full;
    return as_expected ? 0 : 1;
}
