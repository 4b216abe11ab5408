/// This source adds the read-outs of the body's response: the immune and glial ones, which have states of their
/// own, and those that compare with the drug-free body.

#include <algorithm>

#include "model/assembly/response_builder.hpp"
#include "model/shape/model_numbers.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

using Kind = Observation::Kind;

/// Ventilation is what this endpoint leaves.
constexpr const char* breathing = "breathing";

void add_immune_columns(ModelShape& m, const ImmuneReadout<Recorded>& immune) {
    const auto add_state = [&](const char* name, Index state) {
        m.add_column({name, "", "", "-"}, {Kind::state, 0, 0, state});
    };
    add_state("ogf_density", immune.density.state);
    add_state("ogf_precursor", immune.pool.state);
    m.add_column({"ogf", "", "", "-"}, {Kind::ogf, 0, 0, 0});
    add_state("activation", immune.kinetics.activation);
    add_state("flare", immune.kinetics.flare);
    add_state("cytokine", immune.kinetics.cytokine);
    m.add_column({"pain", "", "", "%"}, {Kind::pain, 0, 0, 0});
}

}  // namespace

void ResponseBuilder::add_immune() {
    ImmuneReadout<Recorded> immune{};
    immune.density = density("ogf");
    immune.pool = precursor("ogf.");
    immune.ogf.e0 = value_("ogf.e0");
    add_blockers(immune);
    auto& k = immune.kinetics;
    k.activation = add_state("activation", "microglial and immune activation", true);
    k.flare = add_state("flare", "drive of a flare", false);
    m_.releases["flare"].push_back({k.flare, 1.0});
    k.cytokine = add_state("cytokine", "cytokine level", true);
    k.kI = rate("activation.half_life");
    k.kD = rate("flare.half_life");
    k.kc = rate("cytokine.half_life");
    k.w_T = value_("weights.w_T");
    k.w_O = value_("weights.w_O");
    k.w_s = value_("weights.w_s");
    // Without a weight the mean tone is not asked for, which a receptor without peptides lacks.
    if (k.w_s > 0.0) immune.shares = tone_shares();
    immune.driven = k.w_T > 0.0 || k.w_O > 0.0 || k.w_s > 0.0;
    immune.pain = {value_("pain.P0"), value_("weights.w_c")};
    m_.equations.response.immune.push_back(std::move(immune));
}

void ResponseBuilder::add_blockers(ImmuneReadout<Recorded>& immune) {
    for (const auto& d : m_.equations.substances) {
        const auto& central = m_.states[static_cast<std::size_t>(d.central)].name;
        const std::string drug = central.substr(0, central.rfind('.'));
        const std::string at_ogf = "ogf." + drug + ".K", at_tlr4 = "tlr4." + drug + ".K";
        const Index effect_site = find_state(drug + ".effect_site");
        if (m_.row(at_ogf) != none)
            immune.ogf.blockers.push_back(
                {d.central, value_(drug + ".fu") / (d.V1 * value_(at_ogf))});
        if (m_.row(at_tlr4) != none && effect_site != none)
            immune.tlr4.push_back({effect_site, value_(at_tlr4)});
    }
}

/// Returns the weights of the mean tone in (18), over those of mu and delta that the model has.
std::vector<ToneShare<Recorded>> ResponseBuilder::tone_shares() {
    const Recorded mu_share = value_("pain.mu_share");
    std::vector<ToneShare<Recorded>> shares;
    Recorded sum;
    for (const auto& [receptor, share] :
         {std::pair{Receptor::mu, mu_share}, std::pair{Receptor::delta, 1.0 - mu_share}}) {
        const Index r = find_receptor(receptor);
        if (r == none || share == 0.0) continue;
        shares.push_back({static_cast<std::size_t>(r), share});
        sum += share;
    }
    if (shares.empty())
        throw InputError("weights.w_s", to_text(value_("weights.w_s").value()),
                         "weighs the mean tone, which needs mu or delta");
    for (auto& [r, share] : shares) share /= sum;
    return shares;
}

void add_readouts(ModelShape& m, const Model::Implementation& model) {
    m.comparable = comparable(model);
    const auto& response = m.equations.response;
    if (response.empty()) return;
    for (std::size_t r = 0; r < m.receptors.size(); ++r) {
        const std::string receptor = to_string(m.receptors[r]);
        if (m.comparable[r]) m.add_column({"tone", "", receptor, "-"}, {Kind::tone, r, 0, 0});
        m.add_column({"sigma", "", receptor, "-"}, {Kind::sigma, r, 0, 0});
    }
    for (std::size_t r = 0; r < m.receptors.size(); ++r)
        if (m.receptors[r] == Receptor::mu && response.adaptation(r) != nullptr)
            m.add_column({"withdrawal", "", "", "-"}, {Kind::withdrawal, r, 0, 0});
    for (std::size_t k = 0; k < m.endpoints.size(); ++k)
        m.add_column({"effect", "", m.endpoints[k], "-"}, {Kind::effect, k, 0, 0});
    for (std::size_t k = 0; k < m.endpoints.size(); ++k)
        if (m.endpoints[k] == breathing)
            m.add_column({"ventilation", "", "", "%"}, {Kind::ventilation, k, 0, 0});
    for (const auto& immune : response.immune) add_immune_columns(m, immune);
}

}  // namespace opiodyn::detail
