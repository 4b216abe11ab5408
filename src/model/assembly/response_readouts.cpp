/// What the response reports beside its states, and whether it can: it compares with the drug-free body.

#include "model/assembly/response_builder.hpp"
#include "model/shape/model_numbers.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

using Kind = Observation::Kind;

void require_tones(const Model::Implementation& m) {
    const auto& response = m.equations.response;
    const auto require_tone = [&](std::size_t r, const std::string& what) {
        if (!(response.tones[r].S0 > 0.0))
            throw InvalidInput("drug-free tone at " + to_string(m.shape->receptors[r]),
                               to_text(response.tones[r].S0),
                               "must be above 0, because " + what +
                                   " compares with it; e0 and tau of the peptides there make it");
    };
    for (const auto& adaptation : response.adaptations)
        require_tone(adaptation.receptor, "adaptation");
    for (const auto& peptide : response.peptides)
        if (response.phi < 1.0 && peptide.sensor != none)
            require_tone(static_cast<std::size_t>(peptide.sensor), "phi below 1");
    if (m.pain)
        for (const auto& [r, share] : m.pain->shares) require_tone(r, "the pain index");
    for (const auto& immune : response.immune)
        if (!(immune.complex0 > 0.0))
            throw InvalidInput("ogf.e0", to_text(immune.ogf.e0),
                               "leaves the OGF receptor without a drug-free complex to compare "
                               "with");
}

void add_immune_columns(ModelShape& m, const ImmuneReadout<Recorded>& immune) {
    const auto add_state = [&](const char* name, Index state) {
        m.add_column({name, "", "", "-"}, {Kind::state, 0, 0, state});
    };
    add_state("ogf_density", immune.density.state);
    m.add_column({"ogf", "", "", "-"}, {Kind::ogf, 0, 0, 0});
    add_state("activation", immune.kinetics.activation);
    add_state("flare", immune.kinetics.flare);
    add_state("cytokine", immune.kinetics.cytokine);
    m.add_column({"pain", "", "", "%"}, {Kind::pain, 0, 0, 0});
}

}  // namespace

void add_readouts(ModelShape& m, const Model::Implementation& model) {
    m.comparable = comparable(model);
    const auto& response = m.equations.response;
    if (response.empty()) return;
    require_tones(model);
    for (std::size_t r = 0; r < m.receptors.size(); ++r) {
        const std::string receptor = to_string(m.receptors[r]);
        if (m.comparable[r]) m.add_column({"tone", "", receptor, "-"}, {Kind::tone, r, 0, 0});
        m.add_column({"sigma", "", receptor, "-"}, {Kind::sigma, r, 0, 0});
    }
    for (std::size_t r = 0; r < m.receptors.size(); ++r)
        if (m.receptors[r] == Receptor::mu && response.adaptation(r) != nullptr)
            m.add_column({"withdrawal", "", "", "-"}, {Kind::withdrawal, r, 0, 0});
    for (const auto& immune : response.immune) add_immune_columns(m, immune);
}

}  // namespace opiodyn::detail
