#include "model/assembly/response_builder.hpp"

#include <algorithm>
#include <numbers>

#include "model/assembly/endpoint_list.hpp"
#include "model/assembly/substance_list.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

/// A stimulus of this list acts on several peptides at once, on each by a share of its own.
constexpr const char* stimuli[] = {"exercise", "injury", "expectation"};

}  // namespace

void ResponseBuilder::add() {
    const auto& options = m_.options.response;
    require_fraction("response.phi", options.phi);
    name_stimuli();
    if (options.weights != EffectWeights::mechanism && !options.immune)
        throw InputError("weights", to_string(options.weights),
                         "weighs read-outs that are not there; it needs response.immune");
    if (!options.any() || (m_.receptors.empty() && !options.immune)) return;
    m_.equations.response.phi = options.phi;
    m_.equations.response.block_alone = options.phi == 1.0;
    add_roles();
    if (options.turnover) add_turnover();
    if (options.adaptation) add_adaptation();
    if (options.peptides) add_peptides();
    if (options.effects) add_effects();
    if (options.immune) add_immune();
}

/// Names all stimuli that are known, though nothing may be there for them to act on.
void ResponseBuilder::name_stimuli() {
    for (const char* name : stimuli) m_.releases[name];
    m_.releases["flare"];
    for (const auto& s : substances_)
        if (s.kind == LigandKind::peptide) m_.releases[s.name];
}

/// Adds the roles of all ligands. An antagonist is a drug without efficacy, or with less than none. A peptide is none
/// whatever its tau: it holds receptors in the drug-free body too, from which a block is counted.
void ResponseBuilder::add_roles() {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r) {
        const std::string receptor = to_string(m_.receptors[r]);
        auto& roles = m_.equations.response.roles.emplace_back();
        for (const auto& ligand : m_.sites[r]) {
            const Recorded tau = value_(ligand + "." + receptor + ".tau");
            const bool drug = !is_peptide(ligand), antagonist = drug && tau <= 0.0;
            roles.push_back({tau, antagonist, drug && !antagonist});
        }
        m_.equations.response.tones.push_back({0.0, 0.0});
    }
}

bool ResponseBuilder::is_peptide(const std::string& ligand) const {
    return std::any_of(substances_.begin(), substances_.end(), [&](const Substance& s) {
        return s.name == ligand && s.kind == LigandKind::peptide;
    });
}

turnover::Density<Recorded> ResponseBuilder::density(const std::string& receptor) {
    return {add_state(receptor + ".density", "receptors, relative to the drug-free density", true),
            rate(receptor + ".turnover_half_life"), value_(receptor + ".U"),
            value_(receptor + ".o50"), value_(receptor + ".q")};
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

/// Adds adaptation at every receptor. Its state is there without an agonist as well, because states must not depend on
/// values, which may change on the way.
void ResponseBuilder::add_adaptation() {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r) {
        const std::string receptor = to_string(m_.receptors[r]);
        const Index state = add_state(receptor + ".adaptation",
                                      "adaptation to what drugs add to the response", false);
        const auto& roles = m_.equations.response.roles[r];
        const bool driven =
            std::any_of(roles.begin(), roles.end(), [](const auto& role) { return role.agonist; });
        m_.equations.response.adaptations.push_back(
            {{state, rate(receptor + ".adaptation_half_life"), value_(receptor + ".gZ")},
             r,
             driven});
        add_level_column("adaptation", "", receptor, state);
    }
}

/// Adds the effects of opioids, which are read out and have no states.
void ResponseBuilder::add_effects() {
    for (const auto& endpoint : endpoints_of(m_.options)) {
        const Index r = find_receptor(endpoint.receptor);
        m_.equations.response.effects.push_back(
            {static_cast<std::size_t>(r), value_(slope_of(endpoint)), 0.0});
        m_.endpoints.push_back(endpoint.name);
    }
}

turnover::Precursor<Recorded> ResponseBuilder::precursor(const std::string& prefix) {
    return {add_state(prefix + "precursor", "precursor, relative to drug-free", true),
            rate(prefix + "precursor_half_life"), value_(prefix + "G"), value_(prefix + "x50")};
}

void ResponseBuilder::add_peptides() {
    for (const auto& s : substances_)
        if (s.kind == LigandKind::peptide &&
            std::any_of(s.receptors.begin(), s.receptors.end(),
                        [&](Receptor r) { return find_receptor(r) != none; }))
            add_peptide(s);
}

/// Adds a peptide. The first receptor of its file senses its drive. In a model without that receptor only stimuli
/// drive it.
void ResponseBuilder::add_peptide(const Substance& peptide) {
    const std::string prefix = peptide.name + ".";
    DrivenPeptide<Recorded> p{};
    p.sensor = find_receptor(peptide.receptors.front());
    p.kinetics.precursor = precursor(prefix);
    p.kinetics.level = add_state(prefix + "peptide", "peptide level, relative to drug-free", true);
    p.kinetics.stimulus = add_state(prefix + "stimulus", "release by stimuli", false);
    p.kinetics.kE = rate(prefix + "peptide_half_life");
    p.kinetics.kX = rate(prefix + "stimulus_half_life");
    p.kinetics.a = value_(prefix + "a");
    release_sites(peptide.name, p.kinetics.level);
    add_level_column("precursor", peptide.name, "", p.kinetics.precursor.state);
    add_level_column("peptide", peptide.name, "", p.kinetics.level);
    add_level_column("stimulus", peptide.name, "", p.kinetics.stimulus);
    m_.equations.response.peptides.push_back(p);
    m_.releases[peptide.name].push_back({p.kinetics.stimulus, 1.0});
    for (const char* name : stimuli)
        m_.releases[name].push_back({p.kinetics.stimulus, value_(prefix + name)});
}

/// Makes the concentration of a peptide follow its level: C_jr = e0_jr K_jr E_j instead of a constant.
void ResponseBuilder::release_sites(const std::string& peptide, Index level) {
    for (std::size_t r = 0; r < m_.receptors.size(); ++r)
        for (std::size_t i = 0; i < m_.sites[r].size(); ++i) {
            if (m_.sites[r][i] != peptide) continue;
            auto& site = m_.equations.receptors[r].sites[i];
            site.source = level;
            site.unit = site.concentration;
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

Recorded ResponseBuilder::rate(const std::string& half_life) {
    return std::numbers::ln2 / value_(half_life);
}

Index ResponseBuilder::add_state(const std::string& name, const std::string& meaning,
                                 bool starts_at_one) {
    const Index state = m_.add_state(name, "-", meaning);
    if (starts_at_one) m_.unit_states.push_back(state);
    return state;
}

void ResponseBuilder::add_level_column(const std::string& quantity, const std::string& ligand,
                                       const std::string& place, Index state) {
    m_.add_column({quantity, ligand, place, "-"}, {Observation::Kind::state, 0, 0, state});
}

}  // namespace opiodyn::detail
