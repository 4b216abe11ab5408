#include "detail/model_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "detail/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {
namespace {

/// The drug on whose dose-occupancy curve the biophase presets are calibrated.
constexpr const char* calibrated_drug = "naltrexone";

bool contains(const auto& list, const auto& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// ---- which substances ---------------------------------------------------------------------------

class SubstanceList {
public:
    explicit SubstanceList(const ModelOptions& options) {
        for (const auto& choice : options.drugs) {
            if (const auto* own = std::get_if<Drug>(&choice)) add(from_caller(*own));
            else add(from_library(std::get<std::string>(choice), LigandKind::drug));
        }
        for (std::size_t i = 0; i < list_.size(); ++i)  // grows: metabolites of metabolites
            for (const auto& name : std::vector(list_[i].metabolites))
                if (!find(name)) add(from_library(name, LigandKind::metabolite));
        for (const auto& s : list_) check_no_cycle(s, {});
        for (const auto& name : options.endogenous) add(from_library(name, LigandKind::peptide));
        for (const auto& binding : options.bindings) add_receptor(binding);
    }

    std::vector<Substance> take() { return std::move(list_); }

private:
    Substance* find(const std::string& name) {
        for (auto& s : list_)
            if (s.name == name) return &s;
        return nullptr;
    }

    void add(Substance s) {
        if (find(s.name)) throw InvalidInput("drugs", "'" + s.name + "'", "is given twice");
        list_.push_back(std::move(s));
    }

    void check_no_cycle(const Substance& s, std::vector<std::string> ancestors) {
        if (contains(ancestors, s.name))
            throw InvalidInput(s.name + ".metabolites", "'" + s.name + "'",
                               "a substance cannot be its own metabolite, directly or in a circle");
        ancestors.push_back(s.name);
        for (const auto& name : s.metabolites) check_no_cycle(*find(name), ancestors);
    }

    void add_receptor(const Binding& binding) {
        Substance* ligand = find(binding.ligand);
        if (!ligand) {
            std::vector<std::string> known;
            for (const auto& s : list_) known.push_back(s.name);
            throw UnknownName("binding.ligand", binding.ligand, known);
        }
        if (ligand->kind == LigandKind::peptide && !contains(ligand->receptors, binding.receptor))
            throw InvalidInput("binding", binding.ligand + " at " + to_string(binding.receptor),
                               "its basal level e0 there is not known");
        if (!contains(ligand->receptors, binding.receptor))
            ligand->receptors.push_back(binding.receptor);
    }

    std::vector<Substance> list_;
};

// ---- which parameters ---------------------------------------------------------------------------

/// True for "naltrexone.mu.K" when mu is not a receptor of the model.
bool belongs_to_absent_receptor(const std::string& name, const std::string& substance,
                                const std::vector<Receptor>& receptors) {
    return std::any_of(all_receptors.begin(), all_receptors.end(), [&](Receptor r) {
        return !contains(receptors, r) && name.starts_with(substance + "." + to_string(r) + ".");
    });
}

Parameter derived(std::string name, double value, std::string unit, const Parameter& from,
                  std::string meaning, std::string note) {
    Parameter p = from;
    p.low = value * from.low / from.value;
    p.high = value * from.high / from.value;
    if (p.low > p.high) std::swap(p.low, p.high);
    p.name = std::move(name);
    p.value = value;
    p.unit = std::move(unit);
    p.status = "derived";
    p.meaning = std::move(meaning);
    p.note = std::move(note);
    return p;
}

Parameter equilibration_rate(const std::string& ligand, const Parameter& half_life) {
    const double rate = std::numbers::ln2 / half_life.value;
    auto p = derived(ligand + ".ke0", rate, "1/h", half_life,
                     "effect-site equilibration rate constant", "ln 2 / " + half_life.name);
    p.low = std::numbers::ln2 / half_life.high;  // a long half-life is a small rate
    p.high = std::numbers::ln2 / half_life.low;
    return p;
}

/// Sum of basal C / K over the peptides of the model at mu, whether or not mu is a receptor of it:
/// leaving out a receptor must not change what reaches the brain.
double basal_ratio_at_mu(const std::vector<Substance>& substances) {
    const auto& table = library::parameters();
    double sum = 0.0;
    for (const auto& s : substances)
        if (s.kind == LigandKind::peptide && table.contains(s.name + ".mu.e0"))
            sum += table.value(s.name + ".mu.e0");
    return sum;
}

/// Kp that puts the single-dose ED50 at mu, 4 h after dosing, where PET found it, in the presence of
/// the peptides: Kp = (1 + X0) K_mu / C50. Uses library values, so that a caller's K moves occupancy.
Parameter calibrated_partition(const std::vector<Substance>& substances, const Parameter& C50) {
    const double K = library::parameters().value(std::string(calibrated_drug) + ".mu.K");
    const double value = (1.0 + basal_ratio_at_mu(substances)) * K / C50.value;
    return derived(std::string(calibrated_drug) + ".Kp", value, "-", C50,
                   "effect-site to free-plasma ratio",
                   "(1 + basal C/K of the peptides at mu) * library K at mu / " + C50.name);
}

void apply_overrides(const ModelOptions& options, ParameterTable& table) {
    for (const auto& [name, value] : options.parameters) {
        if (name.starts_with("biophase."))
            throw InvalidInput(
                "parameter", "'" + name + "'",
                "belongs to a preset; set ke0 or Kp of a drug, as in naltrexone.ke0");
        table.at(name);  // an unknown name is the first thing to say
        check_domain(name, value);
        table.override_value(name, value);
    }
}

void check_given_once(const std::vector<Binding>& bindings) {
    for (std::size_t i = 0; i < bindings.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (bindings[i].ligand == bindings[j].ligand &&
                bindings[i].receptor == bindings[j].receptor)
                throw InvalidInput("binding",
                                   bindings[i].ligand + " at " + to_string(bindings[i].receptor),
                                   "is given twice");
}

ParameterTable collect_parameters(const ModelOptions& options,
                                  const std::vector<Substance>& substances) {
    ParameterTable table;
    for (const auto& s : substances)
        for (const auto& p : s.parameters)
            if (!belongs_to_absent_receptor(p.name, s.name, options.receptors)) table.add(p);
    check_given_once(options.bindings);
    for (const auto& binding : options.bindings) {
        if (!contains(options.receptors, binding.receptor))
            throw InvalidInput("binding.receptor", to_string(binding.receptor),
                               "is not a receptor of the model");
        for (auto& p : parameters_of(binding)) table.put(std::move(p));
    }
    const std::string preset = "biophase." + to_string(options.biophase) + ".";
    const auto& half_life = library::parameters().at(preset + "half_life");
    for (const auto& s : substances) {
        const bool binds = std::any_of(s.receptors.begin(), s.receptors.end(),
                                       [&](Receptor r) { return contains(options.receptors, r); });
        if (s.kind == LigandKind::peptide || !binds) continue;
        table.add(equilibration_rate(s.name, half_life));
        if (s.name == calibrated_drug && !table.contains(s.name + ".Kp"))
            table.add(calibrated_partition(substances, library::parameters().at(preset + "C50")));
    }
    apply_overrides(options, table);
    return table;
}

// ---- states, equations, outputs -----------------------------------------------------------------

class Builder {
public:
    Builder(ModelOptions options, std::vector<Substance> substances, ParameterTable table)
        : substances_(std::move(substances)) {
        m_.options = std::move(options);
        m_.parameters = std::move(table);
        m_.equations.kinetic = m_.options.binding == BindingMode::kinetic;
    }

    Model::Implementation build() {
        for (const auto& s : substances_) {
            m_.ligands.push_back({s.name, s.kind, value(s.name + ".molar_mass")});
            if (s.kind != LigandKind::peptide) add_disposition(s);
        }
        for (const auto& s : substances_) {
            add_formation(s);
            add_entries(s);
            add_effect_site(s);
        }
        for (const Receptor receptor : m_.options.receptors) add_receptor(receptor);
        add_free_columns();
        linearize();
        return std::move(m_);
    }

private:
    double value(const std::string& name) const { return m_.parameters.value(name); }

    Index add_state(std::string name, std::string unit, std::string meaning) {
        const auto index = static_cast<Index>(m_.states.size());
        m_.state_index.emplace(name, index);
        m_.states.push_back({std::move(name), std::move(unit), std::move(meaning)});
        return index;
    }

    void add_column(Column column, Observation observation) {
        m_.columns.push_back(std::move(column));
        m_.observations.push_back(observation);
    }

    Index add_amount(const Substance& s, const std::string& compartment) {
        const Index state = add_state(s.name + "." + compartment, "nmol", "amount");
        add_column({"amount", s.name, compartment, "nmol"},
                   {Observation::Kind::state, 0, 0, state});
        return state;
    }

    void add_disposition(const Substance& s) {
        pk::Disposition<double> d{};
        for (const auto& route : s.routes)
            for (const auto& input : route.inputs) add_depot(s, input, d);
        d.central = add_amount(s, "central");
        d.CL = value(s.name + ".CL");
        d.V1 = value(s.name + ".V1");
        for (int k = 2; k <= s.compartments; ++k) {
            const std::string number = std::to_string(k);
            d.peripherals.push_back(
                {add_amount(s, k == 2 ? "peripheral" : "peripheral" + std::to_string(k - 1)),
                 value(s.name + ".Q" + number), value(s.name + ".V" + number)});
        }
        add_column({"concentration", s.name, "", "nM"},
                   {Observation::Kind::concentration, m_.equations.substances.size(), 0, 0});
        m_.equations.substances.push_back(std::move(d));
    }

    void add_depot(const Substance& s, const AbsorptionInput& input, pk::Disposition<double>& d) {
        if (input.kind == InputKind::zero_order) return;
        const auto n = d.depots.size();
        const Index state = add_amount(s, n == 0 ? "depot" : "depot" + std::to_string(n + 1));
        depot_of_.emplace(input.prefix, state);
        d.depots.push_back({state, value(input.prefix + "ka"), value(input.prefix + "F")});
    }

    pk::Disposition<double>& disposition(const std::string& name) {
        const Index central = m_.state_index.at(name + ".central");
        auto& list = m_.equations.substances;
        return *std::find_if(list.begin(), list.end(),
                             [&](const auto& d) { return d.central == central; });
    }

    void add_formation(const Substance& s) {
        double first_pass = 0.0, systemic = 0.0;
        for (const auto& name : s.metabolites) {
            const std::string prefix = s.name + "." + name + ".";
            check_conserved(prefix + "first_pass", first_pass += value(prefix + "first_pass"));
            check_conserved(prefix + "systemic", systemic += value(prefix + "systemic"));
            disposition(s.name).metabolites.push_back({m_.state_index.at(name + ".central"),
                                                       value(prefix + "first_pass"),
                                                       value(prefix + "systemic")});
        }
    }

    /// No more metabolite than parent.
    static void check_conserved(const std::string& name, double sum) {
        if (sum > 1.0 + 1e-9)
            throw InvalidInput(name, to_text(sum),
                               "the fractions of all metabolites together must not exceed 1");
    }

    void add_entries(const Substance& s) {
        for (const auto& route : s.routes) {
            auto& list = m_.entries[{s.name, route.route}];
            const double nmol = nanomoles_per_milligram(value(s.name + ".molar_mass")) *
                                value(route.prefix + "salt_factor");
            if (route.inputs.empty())
                list.push_back({m_.state_index.at(s.name + ".central"), nmol});
            check_fractions(route);
            for (const auto& input : route.inputs) add_entries(s, input, nmol, list);
        }
    }

    /// Nothing of a dose is lost or doubled between its inputs.
    void check_fractions(const RouteInfo& route) const {
        double sum = 0.0;
        for (const auto& input : route.inputs) sum += value(input.prefix + "fraction");
        if (!route.inputs.empty() && std::abs(sum - 1.0) > 1e-9)
            throw InvalidInput(route.prefix + "fraction", to_text(sum),
                               "the fractions of all inputs must sum to 1");
    }

    void add_entries(const Substance& s, const AbsorptionInput& input, double nmol,
                     std::vector<Entry>& list) {
        const double dose = nmol * value(input.prefix + "fraction");
        const double lag = value(input.prefix + "lag");
        const double duration =
            input.kind == InputKind::first_order ? 0.0 : value(input.prefix + "duration");
        if (input.kind != InputKind::zero_order) {
            list.push_back({depot_of_.at(input.prefix), dose, lag, duration});
            return;
        }
        // Past the gut at a constant rate: F reaches plasma, the rest is first pass (4).
        const double F = value(input.prefix + "F");
        const auto& d = disposition(s.name);
        list.push_back({d.central, F * dose, lag, duration});
        for (const auto& m : d.metabolites)
            if (F < 1.0)
                list.push_back({m.central, (1.0 - F) * m.first_pass * dose, lag, duration});
    }

    void add_effect_site(const Substance& s) {
        if (!m_.parameters.contains(s.name + ".ke0")) return;
        const Index state = add_state(s.name + ".effect_site", "nM", "effect-site concentration");
        add_column({"effect_site", s.name, "", "nM"}, {Observation::Kind::state, 0, 0, state});
        const auto& d = disposition(s.name);
        m_.equations.effect_sites.push_back({state, d.central, value(s.name + ".ke0"),
                                             value(s.name + ".Kp"), value(s.name + ".fu"), d.V1});
    }

    void add_receptor(Receptor receptor) {
        const std::size_t group = m_.receptors.size();
        binding::Pool<double> pool{1.0, {}};
        for (const auto& s : substances_) {
            if (!contains(s.receptors, receptor)) continue;
            const std::string part = to_string(receptor);
            const std::string prefix = s.name + "." + part + ".";
            binding::Site<double> site{binding::constant_concentration, 0.0, 0, value(prefix + "K"),
                                       value(prefix + "koff")};
            if (s.kind == LigandKind::peptide) site.concentration = value(prefix + "e0") * site.K;
            else site.source = m_.state_index.at(s.name + ".effect_site");
            if (m_.equations.kinetic)
                site.bound = add_state(prefix + "bound", "-", "complex, relative to all receptors");
            add_column({"occupancy", s.name, part, "-"},
                       {Observation::Kind::occupancy, group, pool.sites.size(), 0});
            pool.sites.push_back(site);
        }
        m_.receptors.push_back(receptor);
        m_.equations.receptors.push_back(std::move(pool));
    }

    void add_free_columns() {
        for (std::size_t r = 0; r < m_.receptors.size(); ++r)
            add_column({"free", "", to_string(m_.receptors[r]), "-"},
                       {Observation::Kind::free, r, 0, 0});
    }

    /// The drug-free steady state, and the constant part of the Jacobian: as (1)-(5) are linear, their
    /// Jacobian's columns are their values at the unit vectors.
    void linearize() {
        const auto n = static_cast<Index>(m_.states.size());
        m_.baseline = State::Zero(n);
        if (m_.equations.kinetic)
            for (const auto& pool : m_.equations.receptors) {
                const double F = binding::free_at_equilibrium(pool, m_.baseline);
                for (const auto& site : pool.sites)
                    m_.baseline[site.bound] = site.ratio(m_.baseline) * F;
            }
        m_.linear_jacobian.resize(n, n);
        State column(n);
        for (Index j = 0; j < n; ++j) {
            m_.equations.linear_part(State(State::Unit(n, j)), column);
            m_.linear_jacobian.col(j) = column;
        }
    }

    Model::Implementation m_;
    std::vector<Substance> substances_;
    std::map<std::string, Index> depot_of_;  ///< depot state of an input, by its parameter prefix
};

void check_receptors(const std::vector<Receptor>& receptors) {
    for (std::size_t i = 0; i < receptors.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (receptors[i] == receptors[j])
                throw InvalidInput("receptors", to_string(receptors[i]), "is given twice");
}

}  // namespace

Model::Implementation build(ModelOptions options) {
    check_receptors(options.receptors);
    auto substances = SubstanceList(options).take();
    auto table = collect_parameters(options, substances);
    return Builder(std::move(options), std::move(substances), std::move(table)).build();
}

}  // namespace opiodyn::detail
