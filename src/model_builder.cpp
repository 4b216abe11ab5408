#include "detail/model_builder.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "detail/dose_entry_builder.hpp"
#include "detail/model_implementation.hpp"
#include "detail/model_linearization.hpp"
#include "detail/parameter_collection.hpp"
#include "detail/response_builder.hpp"
#include "detail/substance_list.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {
namespace {

class Builder {
public:
    Builder(ModelOptions options, std::vector<Substance> substances, ParameterTable table)
        : substances_(std::move(substances)) {
        m_.options = std::move(options);
        m_.parameters = std::move(table);
        m_.equations.kinetic = m_.options.binding == BindingMode::kinetic;
        m_.equations.retention = m_.options.biophase == Biophase::retention;
        if (m_.equations.retention && !m_.equations.kinetic)
            throw InvalidInput(
                "binding", to_string(m_.options.binding),
                "cannot go with the biophase retention, where bound drug is a state");
    }

    Model::Implementation build() {
        for (const auto& s : substances_) {
            m_.ligands.push_back({s.name, s.kind, value(s.name + ".molar_mass")});
            if (s.kind != LigandKind::peptide) add_disposition(s);
        }
        for (const auto& s : substances_) {
            add_formation(s);
            add_effect_site(s);
        }
        const auto parameter = [this](const std::string& name) { return value(name); };
        DoseEntries entries(m_, depot_of_, parameter);
        for (const auto& s : substances_) entries.add(s);
        for (const Receptor receptor : m_.options.receptors) add_receptor(receptor);
        add_free_columns();
        ResponseBuilder response(m_, substances_, parameter);
        response.add();
        set_baseline(m_);
        response.settle();
        set_jacobian(m_);
        for (const auto& p : m_.parameters.all())
            if (used_.contains(p.name)) m_.used_parameters.push_back(p.name);
        if (m_.options.strict) refuse_assumptions();
        m_.substances = std::move(substances_);
        return std::move(m_);
    }

private:
    /// The one way to a parameter, so that a run can tell what it rests on.
    double value(const std::string& name) {
        used_.insert(name);
        return m_.parameters.value(name);
    }

    Index add_amount(const Substance& s, const std::string& compartment) {
        const Index state = m_.add_state(s.name + "." + compartment, "nmol", "amount");
        m_.add_column({"amount", s.name, compartment, "nmol"},
                      {Observation::Kind::state, 0, 0, state});
        return state;
    }

    void add_disposition(const Substance& s) {
        pk::Disposition<double> d{};
        for (const auto& route : s.routes)
            if (is_wanted(m_.options, route))
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
        m_.add_column({"concentration", s.name, "", "nM"},
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

    void refuse_assumptions() const {
        std::string names;
        int count = 0;
        for (const auto& name : m_.used_parameters) {
            if (m_.parameters.at(name).evidence != Evidence::assumption) continue;
            ++count;
            if (count <= 5) names += (names.empty() ? "" : ", ") + name;
        }
        if (count == 0) return;
        if (count > 5) names += " and " + std::to_string(count - 5) + " more";
        throw InvalidInput("strict", "true",
                           std::to_string(count) +
                               " values of this model are assumptions "
                               "(evidence X): " +
                               names + "; replace them among its parameters");
    }

    void add_effect_site(const Substance& s) {
        if (!has_effect_site(s, m_.options.receptors)) return;
        const Index state =
            m_.add_state(s.name + ".effect_site", "nM", "effect-site concentration");
        m_.add_column({"effect_site", s.name, "", "nM"}, {Observation::Kind::state, 0, 0, state});
        const auto& d = disposition(s.name);
        m_.equations.effect_sites.push_back({state, d.central, value(s.name + ".ke0"),
                                             value(s.name + ".Kp"), value(s.name + ".fu"), d.V1});
    }

    void add_receptor(Receptor receptor) {
        const std::size_t group = m_.receptors.size();
        binding::Pool<double> pool{1.0, {}};
        if (m_.equations.retention) pool.Bmax = value(to_string(receptor) + ".Bmax");
        auto& names = m_.sites.emplace_back();
        for (const auto& s : substances_) {
            if (!contains(s.receptors, receptor)) continue;
            const std::string part = to_string(receptor);
            const std::string prefix = s.name + "." + part + ".";
            binding::Site<double> site{binding::constant_concentration, 0.0, 0, value(prefix + "K"),
                                       0.0};
            if (m_.equations.kinetic) site.koff = value(prefix + "koff");
            if (s.kind == LigandKind::peptide) {
                site.concentration = value(prefix + "e0") * site.K;
            } else {
                site.source = m_.state_index.at(s.name + ".effect_site");
                site.retained = m_.equations.retention && pool.Bmax > 0.0;
            }
            if (m_.equations.kinetic)
                site.bound =
                    m_.add_state(prefix + "bound", "-", "complex, relative to the drug-free receptors");
            m_.add_column({"occupancy", s.name, part, "-"},
                          {Observation::Kind::occupancy, group, pool.sites.size(), 0});
            pool.sites.push_back(site);
            names.push_back(s.name);
        }
        m_.receptors.push_back(receptor);
        m_.equations.receptors.push_back(std::move(pool));
    }

    void add_free_columns() {
        for (std::size_t r = 0; r < m_.receptors.size(); ++r)
            m_.add_column({"free", "", to_string(m_.receptors[r]), "-"},
                          {Observation::Kind::free, r, 0, 0});
    }

    Model::Implementation m_;
    std::vector<Substance> substances_;
    std::set<std::string, std::less<>> used_;
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
    auto substances = substances_of(options);
    auto table = parameters_of(options, substances);
    return Builder(std::move(options), std::move(substances), std::move(table)).build();
}

}  // namespace opiodyn::detail
