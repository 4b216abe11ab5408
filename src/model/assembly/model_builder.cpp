#include "model/assembly/model_builder.hpp"

#include <algorithm>

#include "model/assembly/compartments.hpp"
#include "model/assembly/dose_entry_builder.hpp"
#include "model/assembly/response_builder.hpp"
#include "model/assembly/substance_list.hpp"
#include "model/shape/model_linearization.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {
namespace {

class Builder {
public:
    /// Builds `shape` with the `values` of all its parameters, row by row.
    Builder(ModelShape& shape, const std::vector<double>& values)
        : m_(shape), values_(values), used_(values.size(), false) {
        m_.recipe.begin(m_.rows());
        m_.equations.kinetic = m_.options.binding == BindingMode::kinetic;
        m_.equations.retention = m_.options.biophase == Biophase::retention;
        if (m_.equations.retention && !m_.options.receptors.empty() &&
            !contains(m_.options.receptors, Receptor::mu))
            throw InputError("receptors", "without mu",
                             "cannot go with the biophase retention, where mu holds drugs back");
        if (m_.equations.retention && !m_.equations.kinetic)
            throw InputError("binding", to_string(m_.options.binding),
                             "cannot go with the biophase retention, where bound drug is a state");
    }

    /// Builds all but the read-outs that depend on the drug-free tone.
    void build() {
        for (const auto& s : m_.substances) {
            m_.ligands.push_back({s.name, s.kind});
            m_.molar_masses.push_back(value(s.name + ".molar_mass"));
            if (s.kind != LigandKind::peptide) add_disposition(s);
        }
        for (const auto& s : m_.substances) {
            add_formation(s);
            add_effect_site(s);
        }
        const auto parameter = [this](const std::string& name) { return value(name); };
        const auto unused = [this](const std::string& name) { return unused_value(name); };
        DoseEntries entries(m_, depot_of_, parameter, unused);
        for (const auto& s : m_.substances) entries.add(s);
        for (const Receptor receptor : m_.options.receptors) add_receptor(receptor);
        add_free_columns();
        ResponseBuilder(m_, parameter).add();
        set_patterns(m_);
        for (Index row = 0; row < m_.rows(); ++row)
            if (used_[static_cast<std::size_t>(row)])
                m_.used_parameters.push_back(m_.parameter(row));
    }

private:
    /// Returns a parameter. There is no other way to one, so that a run can tell what it rests on.
    Recorded value(const std::string& name) {
        const Index row = m_.row(name);
        if (row == none) m_.library.at(name);  // This throws, and says why.
        const auto at = static_cast<std::size_t>(row);
        used_[at] = true;
        for (const auto& follower : m_.followers)
            if (follower.row == row)
                for (const Index input : follower.inputs)
                    used_[static_cast<std::size_t>(input)] = true;
        return m_.recipe.parameter(row, values_[at]);
    }

    /// Returns a parameter of a route that the model leaves out. It does not count as one that a run rests on.
    Recorded unused_value(const std::string& name) {
        const Index row = m_.row(name);
        if (row == none) m_.library.at(name);  // This throws, and says why.
        return m_.recipe.parameter(row, values_[static_cast<std::size_t>(row)]);
    }

    Index add_amount(const Substance& s, const std::string& compartment) {
        const Index state = m_.add_state(s.name + "." + compartment, "nmol", "amount");
        m_.add_column({"amount", s.name, compartment, "nmol"},
                      {Observation::Kind::state, 0, 0, state});
        return state;
    }

    void add_disposition(const Substance& s) {
        auto d = m_.is_given(s.name) ? given_disposition(s) : own_disposition(s);
        m_.add_column({"concentration", s.name, "", "nM"},
                      {Observation::Kind::concentration, m_.equations.substances.size(), 0, 0});
        m_.equations.substances.push_back(std::move(d));
    }

    /// Returns one compartment of 1 L that nothing leaves: its amount [nmol] is the concentration that the caller
    /// gives [nM].
    pk::Disposition<Recorded> given_disposition(const Substance& s) {
        pk::Disposition<Recorded> d{};
        d.central = m_.add_state(s.name + "." + body_compartments[0], "nM",
                                 "plasma concentration, given by the caller");
        d.CL = 0.0;
        d.V1 = 1.0;
        return d;
    }

    pk::Disposition<Recorded> own_disposition(const Substance& s) {
        pk::Disposition<Recorded> d{};
        for (const auto& depot : depots_of(s))
            if (is_wanted(m_.options, *depot.route)) add_depot(s, depot, d);
        d.central = add_amount(s, body_compartments[0]);
        d.CL = value(s.name + ".CL");
        d.V1 = value(s.name + ".V1");
        for (int k = 2; k <= s.compartments; ++k) {
            const std::string number = std::to_string(k);
            d.peripherals.push_back(
                {add_amount(s, body_compartments[static_cast<std::size_t>(k - 1)]),
                 value(s.name + ".Q" + number), value(s.name + ".V" + number)});
        }
        return d;
    }

    void add_depot(const Substance& s, const Depot& depot, pk::Disposition<Recorded>& d) {
        Index state = add_amount(s, depot.name);
        const std::string& prefix = depot.input->prefix;
        depot_of_.emplace(prefix, state);
        const bool chain = depot.input->kind == InputKind::transit;
        const Recorded rate = value(prefix + (chain ? "ktr" : "ka"));
        for (int k = 1; chain && k <= depot.input->n; ++k) {
            const Index next = add_amount(s, depot.name + "_transit" + std::to_string(k));
            d.transits.push_back({state, next, rate});
            state = next;
        }
        d.depots.push_back({state, rate, value(prefix + "F")});
    }

    pk::Disposition<Recorded>& disposition(const std::string& name) {
        const Index central = m_.state_index.at(name + ".central");
        auto& list = m_.equations.substances;
        return *std::find_if(list.begin(), list.end(),
                             [&](const auto& d) { return d.central == central; });
    }

    void add_formation(const Substance& s) {
        for (const auto* share : {"first_pass", "systemic"}) check_conserved(s, share);
        for (const auto& name : s.metabolites) {
            const std::string prefix = s.name + "." + name + ".";
            disposition(s.name).metabolites.push_back({m_.state_index.at(name + ".central"),
                                                       value(prefix + "first_pass"),
                                                       value(prefix + "systemic")});
        }
    }

    /// Throws InputError if there is more metabolite than parent.
    void check_conserved(const Substance& s, const std::string& share) {
        Recorded sum;
        std::string names;
        for (const auto& metabolite : s.metabolites) {
            const std::string name = s.name + "." + metabolite + "." + share;
            sum += value(name);
            names += (names.empty() ? "" : " + ") + name;
        }
        if (sum > 1.0 + 1e-9)
            throw InputError(names, to_text(sum.value()),
                             "the fractions of all metabolites together must not exceed 1");
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
        binding::Pool<Recorded> pool{1.0, {}};
        if (m_.equations.retention) pool.Bmax = value(to_string(receptor) + ".Bmax");
        auto& names = m_.sites.emplace_back();
        for (const auto& s : m_.substances) {
            if (!contains(s.receptors, receptor)) continue;
            const std::string part = to_string(receptor);
            const std::string prefix = s.name + "." + part + ".";
            binding::Site<Recorded> site{binding::constant_concentration, 0.0, 0,
                                         value(prefix + "K"), 0.0};
            if (m_.equations.kinetic) site.koff = value(prefix + "koff");
            if (s.kind == LigandKind::peptide) {
                site.concentration = value(prefix + "e0") * site.K;
            } else {
                site.source = m_.state_index.at(s.name + ".effect_site");
                site.retained = m_.equations.retention && pool.Bmax > 0.0;
            }
            if (m_.equations.kinetic)
                site.bound = m_.add_state(prefix + "bound", "-",
                                          "complex, relative to the drug-free receptors");
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

    ModelShape& m_;
    const std::vector<double>& values_;
    std::vector<bool> used_;                 ///< This goes by rows of the table.
    std::map<std::string, Index> depot_of_;  ///< Gives the depot of an input by its prefix.
};

}  // namespace

void build_shape(ModelShape& shape, const std::vector<double>& values) {
    Builder(shape, values).build();
}

}  // namespace opiodyn::detail
