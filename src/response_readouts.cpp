/// The part of the response builder that needs the baseline: what the response compares with, and what
/// it reports beside its states.

#include "detail/response_builder.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

using Kind = Observation::Kind;

}  // namespace

void ResponseBuilder::settle() {
    auto& response = m_.equations.response;
    if (response.empty()) return;
    for (std::size_t r = 0; r < response.roles.size(); ++r) {
        const auto signal = m_.equations.signal(r, m_.baseline);
        response.tones[r].S0 = signal.S;
        response.tones[r].internalised = signal.internalised;
    }
    const auto require_tone = [&](std::size_t r, const std::string& what) {
        if (!(response.tones[r].S0 > 0.0))
            throw InvalidInput("endogenous", "no tone at " + to_string(m_.receptors[r]),
                               what + " compares with the drug-free tone, which peptides give");
    };
    for (const auto& peptide : response.peptides)
        if (response.phi < 1.0 && peptide.sensor != none)
            require_tone(static_cast<std::size_t>(peptide.sensor), "phi below 1");
    for (auto& immune : response.immune) {
        immune.complex0 = immune.occupancy(m_.baseline).complex;
        if (!(immune.complex0 > 0.0))
            throw InvalidInput("ogf.e0", to_text(value_("ogf.e0")),
                               "leaves the OGF receptor without a drug-free complex to compare with");
    }
    if (m_.pain)
        for (const auto& [r, share] : m_.pain->shares) require_tone(r, "the pain index");
    add_columns();
}

/// Read-outs that are not states.
void ResponseBuilder::add_columns() {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r) {
        const std::string receptor = to_string(m_.receptors[r]);
        if (m_.equations.response.tones[r].S0 > 0.0)
            m_.add_column({"tone", "", receptor, "-"}, {Kind::tone, r, 0, 0});
        m_.add_column({"sigma", "", receptor, "-"}, {Kind::sigma, r, 0, 0});
    }
    const Index mu = find_receptor(Receptor::mu);
    const auto at_mu = static_cast<std::size_t>(mu);
    if (mu != none && m_.equations.response.adaptation(at_mu) != nullptr)
        m_.add_column({"withdrawal", "", "", "-"}, {Kind::withdrawal, at_mu, 0, 0});
    for (const auto& immune : m_.equations.response.immune) {
        add_level_column("ogf_density", "", "", immune.density.state);
        m_.add_column({"ogf", "", "", "-"}, {Kind::ogf, 0, 0, 0});
        add_level_column("activation", "", "", immune.kinetics.activation);
        add_level_column("flare", "", "", immune.kinetics.flare);
        add_level_column("cytokine", "", "", immune.kinetics.cytokine);
        m_.add_column({"pain", "", "", "%"}, {Kind::pain, 0, 0, 0});
    }
}

}  // namespace opiodyn::detail
