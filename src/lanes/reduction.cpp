#include "lanes/reduction.hpp"

#include <algorithm>

namespace opiodyn::detail {
namespace {

/// Still tells which parts of equations cannot move.
class Still {
public:
    Still(bool kinetic, Index moving) : kinetic_(kinetic), moving_(moving) {}

    bool operator()(Index place) const { return place >= moving_; }
    bool operator()(const pk::Depot<double>& depot) const { return (*this)(depot.state); }
    bool operator()(const pk::Transit<double>& step) const { return (*this)(step.from); }
    bool operator()(const pk::Peripheral<double>& k) const { return (*this)(k.state); }
    bool operator()(const pk::Formation<double>& m) const { return (*this)(m.central); }
    bool operator()(const pk::Disposition<double>& d) const { return (*this)(d.central); }
    bool operator()(const pk::EffectSite<double>& site) const { return (*this)(site.state); }
    bool operator()(const binding::Site<double>& site) const {
        if (kinetic_) return (*this)(site.bound);
        return site.source != binding::constant_concentration && (*this)(site.source);
    }
    bool operator()(const ReceptorAdaptation<double>& z) const { return (*this)(z.kinetics.state); }
    bool operator()(const Tlr4Ligand<double>& drug) const { return (*this)(drug.effect_site); }
    bool operator()(const response::Blocker<double>& b) const { return (*this)(b.central); }

private:
    bool kinetic_;
    Index moving_;
};

/// Leaves out ligands with their roles, which stand in the same order.
void reduce(binding::Pool<double>& pool, std::vector<Role<double>>* roles, const Still& still) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pool.sites.size(); ++i) {
        if (still(pool.sites[i])) continue;
        pool.sites[kept] = pool.sites[i];
        if (roles != nullptr) (*roles)[kept] = (*roles)[i];
        ++kept;
    }
    pool.sites.erase(pool.sites.begin() + static_cast<std::ptrdiff_t>(kept), pool.sites.end());
    if (roles != nullptr)
        roles->erase(roles->begin() + static_cast<std::ptrdiff_t>(kept), roles->end());
}

/// Counts the parts before one that are kept: its place among those.
template <class Part>
std::size_t kept_before(const std::vector<Part>& parts, std::size_t which, const Still& still) {
    const auto end = parts.begin() + static_cast<std::ptrdiff_t>(which);
    return static_cast<std::size_t>(
        std::count_if(parts.begin(), end, [&](const Part& part) { return !still(part); }));
}

}  // namespace

void reduce(Equations<double>& e, Index moving) {
    const Still still(e.kinetic, moving);
    std::erase_if(e.substances, still);
    for (auto& d : e.substances) {
        std::erase_if(d.depots, still);
        std::erase_if(d.transits, still);
        std::erase_if(d.peripherals, still);
        std::erase_if(d.metabolites, still);
    }
    std::erase_if(e.effect_sites, still);
    auto& response = e.response;
    for (std::size_t r = 0; r < e.receptors.size(); ++r)
        reduce(e.receptors[r], response.empty() ? nullptr : &response.roles[r], still);
    std::erase_if(response.adaptations, still);
    for (auto& immune : response.immune) {
        std::erase_if(immune.tlr4, still);
        std::erase_if(immune.ogf.blockers, still);
    }
}

Observation reduced(const Observation& observation, const Equations<double>& whole, Index moving) {
    using Kind = Observation::Kind;
    const Still still(whole.kinetic, moving);
    const Observation zero{Kind::state, 0, 0, moving};
    Observation o = observation;
    switch (o.kind) {
        case Kind::concentration:
            if (still(whole.substances[o.group])) return zero;
            o.group = kept_before(whole.substances, o.group, still);
            return o;
        case Kind::occupancy: {
            const auto& sites = whole.receptors[o.group].sites;
            if (still(sites[o.site])) return zero;
            o.site = kept_before(sites, o.site, still);
            return o;
        }
        case Kind::withdrawal: {
            const auto* z = whole.response.adaptation(o.group);
            return still(*z) ? zero : o;
        }
        default:
            return o;
    }
}

}  // namespace opiodyn::detail
