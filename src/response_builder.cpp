#include "detail/response_builder.hpp"

#include <algorithm>
#include <numbers>

#include "detail/substance_list.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

using Kind = Observation::Kind;

/// The peptide that is the ligand of the OGF receptor too.
constexpr const char* ogf = "enkephalin";

}  // namespace

void ResponseBuilder::add() {
    const auto& options = m_.options.response;
    require_fraction("response.phi", options.phi);
    if (!options.any()) return;
    if (m_.receptors.empty())
        throw InvalidInput("response", "on", "reads receptors, and this model has none");
    m_.equations.response.phi = options.phi;
    add_roles();
    if (options.turnover) add_turnover();
    if (options.adaptation) add_adaptation();
    if (options.peptides) add_peptides();
    if (options.immune) add_immune();
}

/// An antagonist is what has no efficacy, or less than none.
void ResponseBuilder::add_roles() {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r) {
        const std::string receptor = to_string(m_.receptors[r]);
        auto& roles = m_.equations.response.roles.emplace_back();
        for (const auto& ligand : m_.sites[r]) {
            const double tau = value_(ligand + "." + receptor + ".tau");
            roles.push_back({tau, tau <= 0.0});
        }
        m_.equations.response.tones.push_back({0.0, 0.0, value_(receptor + ".n")});
    }
}

turnover::Density<double> ResponseBuilder::density(const std::string& receptor) {
    return {add_state(receptor + ".density", "receptors, relative to the drug-free density", true),
            rate(receptor + ".turnover_half_life"), value_(receptor + ".U"),
            value_(receptor + ".A50"), value_(receptor + ".m")};
}

void ResponseBuilder::add_turnover() {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r) {
        const std::string receptor = to_string(m_.receptors[r]);
        const auto turnover = density(receptor);
        auto& pool = m_.equations.receptors[r];
        pool.density = turnover.state;
        pool.kdeg = turnover.kdeg;
        for (std::size_t i = 0; i < pool.sites.size(); ++i)
            pool.sites[i].kint = value_(m_.sites[r][i] + "." + receptor + ".kint");
        m_.equations.response.densities.push_back(turnover);
        add_level_column("density", "", receptor, turnover.state);
    }
}

void ResponseBuilder::add_adaptation() {
    for (const Receptor r : m_.receptors) {
        const std::string receptor = to_string(r);
        const Index state = add_state(receptor + ".adaptation",
                                      "adaptation to tone above the drug-free one", false);
        // A mean of max(0, s - 1) and no amount: where it leaves zero in the middle of a step, at the
        // kink, the step may end below zero by its error, however short it is.
        m_.signed_states.push_back(state);
        m_.equations.response.adaptations.push_back(
            {state, rate(receptor + ".adaptation_half_life"), value_(receptor + ".gZ")});
        add_level_column("adaptation", "", receptor, state);
    }
}

void ResponseBuilder::add_peptides() {
    for (const auto& s : substances_)
        if (s.kind == LigandKind::peptide &&
            std::any_of(s.receptors.begin(), s.receptors.end(),
                        [&](Receptor r) { return find_receptor(r) != none; }))
            add_peptide(s);
}

/// Its drive is sensed at the first receptor of its file; where the model has no such receptor,
/// nothing drives it but stimuli.
void ResponseBuilder::add_peptide(const Substance& peptide) {
    const std::string prefix = peptide.name + ".";
    DrivenPeptide<double> p{};
    p.sensor = find_receptor(peptide.receptors.front());
    p.kinetics.precursor =
        add_state(prefix + "precursor", "precursor, relative to drug-free", true);
    p.kinetics.level = add_state(prefix + "peptide", "peptide level, relative to drug-free", true);
    p.kinetics.stimulus = add_state(prefix + "stimulus", "release by stimuli", false);
    p.kinetics.kM = rate(prefix + "precursor_half_life");
    p.kinetics.kE = rate(prefix + "peptide_half_life");
    p.kinetics.kX = rate(prefix + "stimulus_half_life");
    p.kinetics.G = value_(prefix + "G");
    p.kinetics.x50 = value_(prefix + "x50");
    p.kinetics.a = value_(prefix + "a");
    release_sites(peptide.name, p.kinetics.level);
    add_level_column("precursor", peptide.name, "", p.kinetics.precursor);
    add_level_column("peptide", peptide.name, "", p.kinetics.level);
    add_level_column("stimulus", peptide.name, "", p.kinetics.stimulus);
    m_.equations.response.peptides.push_back(p);
}

/// C_jr = e0_jr K_jr E_j instead of a constant.
void ResponseBuilder::release_sites(const std::string& peptide, Index level) {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r)
        for (std::size_t i = 0; i < m_.sites[r].size(); ++i) {
            if (m_.sites[r][i] != peptide) continue;
            auto& site = m_.equations.receptors[r].sites[i];
            site.source = level;
            site.unit = site.concentration;
        }
}

void ResponseBuilder::add_immune() {
    if (std::none_of(substances_.begin(), substances_.end(),
                     [](const Substance& s) { return s.name == ogf; }))
        throw InvalidInput(
            "response.immune", "true",
            std::string("needs the peptide ") + ogf + ", the ligand of the OGF receptor");
    ImmuneReadout<double> immune{};
    immune.density = density("ogf");
    immune.enkephalin = find_state(std::string(ogf) + ".peptide");
    immune.ogf.e0 = value_("ogf.e0");
    add_blockers(immune);
    auto& k = immune.kinetics;
    k.activation = add_state("activation", "microglial and immune activation", true);
    k.flare = add_state("flare", "drive of a flare", false);
    k.cytokine = add_state("cytokine", "cytokine level", true);
    k.kI = rate("activation.half_life");
    k.kD = rate("flare.half_life");
    k.kc = rate("cytokine.half_life");
    k.w_T = value_("effects.w_T");
    k.w_O = value_("effects.w_O");
    m_.equations.response.immune.push_back(immune);
    add_pain(k.cytokine);
}

void ResponseBuilder::add_blockers(ImmuneReadout<double>& immune) {
    for (const auto& d : m_.equations.substances) {
        const auto& central = m_.states[static_cast<std::size_t>(d.central)].name;
        const std::string drug = central.substr(0, central.rfind('.'));
        const std::string at_ogf = "ogf." + drug + ".K", at_tlr4 = "tlr4." + drug + ".K";
        const Index effect_site = find_state(drug + ".effect_site");
        if (m_.parameters.contains(at_ogf))
            immune.ogf.blockers.push_back(
                {d.central, value_(drug + ".fu") / (d.V1 * value_(at_ogf))});
        if (m_.parameters.contains(at_tlr4) && effect_site != none)
            immune.tlr4.push_back({effect_site, value_(at_tlr4)});
    }
}

/// s_bar is over those of mu and delta that the model has.
void ResponseBuilder::add_pain(Index cytokine) {
    const double mu_share = value_("pain.mu_share");
    PainReadout readout{
        {value_("pain.P0"), value_("effects.w_s"), value_("effects.w_c")}, {}, cytokine};
    double sum = 0.0;
    for (const auto& [receptor, share] :
         {std::pair{Receptor::mu, mu_share}, std::pair{Receptor::delta, 1.0 - mu_share}}) {
        const Index r = find_receptor(receptor);
        if (r == none || share == 0.0) continue;
        readout.shares.emplace_back(static_cast<std::size_t>(r), share);
        sum += share;
    }
    if (readout.shares.empty())
        throw InvalidInput("response.immune", "true", "the pain index needs mu or delta");
    for (auto& [r, share] : readout.shares) share /= sum;
    m_.pain = readout;
}

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
    for (std::size_t r = 0; r < response.adaptations.size(); ++r) require_tone(r, "adaptation");
    for (const auto& peptide : response.peptides)
        if (response.phi < 1.0 && peptide.sensor != none)
            require_tone(static_cast<std::size_t>(peptide.sensor), "phi below 1");
    for (auto& immune : response.immune) immune.complex0 = immune.occupancy(m_.baseline).complex;
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
    if (mu != none && !m_.equations.response.adaptations.empty())
        m_.add_column({"withdrawal", "", "", "-"},
                      {Kind::withdrawal, static_cast<std::size_t>(mu), 0, 0});
    for (const auto& immune : m_.equations.response.immune) {
        add_level_column("density", "", "ogf", immune.density.state);
        m_.add_column({"ogf", "", "", "-"}, {Kind::ogf, 0, 0, 0});
        add_level_column("activation", "", "", immune.kinetics.activation);
        add_level_column("flare", "", "", immune.kinetics.flare);
        add_level_column("cytokine", "", "", immune.kinetics.cytokine);
        m_.add_column({"pain", "", "", "%"}, {Kind::pain, 0, 0, 0});
    }
}

Index ResponseBuilder::find_receptor(Receptor receptor) const {
    const auto& list = m_.receptors;
    const auto found = std::find(list.begin(), list.end(), receptor);
    return found == list.end() ? none : static_cast<Index>(found - list.begin());
}

Index ResponseBuilder::find_state(const std::string& name) const {
    const auto found = m_.state_index.find(name);
    return found == m_.state_index.end() ? none : found->second;
}

double ResponseBuilder::rate(const std::string& half_life) {
    return std::numbers::ln2 / value_(half_life);
}

Index ResponseBuilder::add_state(const std::string& name, const std::string& meaning,
                                 bool starts_at_one) {
    const Index state = m_.add_state(name, "-", meaning);
    if (starts_at_one) m_.unit_states.push_back(state);
    return state;
}

void ResponseBuilder::add_level_column(const std::string& quantity, const std::string& subject,
                                       const std::string& part, Index state) {
    m_.add_column({quantity, subject, part, "-"}, {Kind::state, 0, 0, state});
}

}  // namespace opiodyn::detail
