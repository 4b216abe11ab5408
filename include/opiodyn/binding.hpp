#pragma once
/// Room 4. Competitive binding of any number of ligands to one receptor population.
/// Equations (6) and (7) of docs/theory.md, over any number type. Concentrations in nM,
/// densities relative to the drug-free receptor density.

#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn::binding {

/// Marks a concentration that is a constant of the model and not a state.
inline constexpr Index constant_concentration = -1;

/// One ligand at one receptor. K and koff are stored; kon = koff / K is derived.
template <class T>
struct Site {
    Index source;     ///< state that is the concentration, or constant_concentration
    T concentration;  ///< nM, used when it is constant
    Index bound;      ///< state of the complex, B; unused at equilibrium
    T K;              ///< dissociation constant, nM
    T koff;           ///< dissociation rate constant, 1/h

    /// x = C / K
    template <class State>
    auto ratio(const State& y) const {
        using Number = decltype(y[0] / K);
        const Number C =
            source == constant_concentration ? Number(concentration) : Number(y[source]);
        return Number(C / K);
    }
};

/// A receptor population and its ligands; `total` is T_r.
template <class T>
struct Pool {
    T total;
    std::vector<Site<T>> sites;
};

/// Free receptors of the kinetic form: F = T - sum B.
template <class T, class State>
auto free_receptors(const Pool<T>& pool, const State& y) {
    using Number = decltype(pool.total - y[0]);
    Number F = pool.total;
    for (const auto& site : pool.sites) F -= y[site.bound];
    return F;
}

/// Adds dB/dt of every ligand, kinetic form.
template <class T, class State, class Rates>
void add_derivative(const Pool<T>& pool, const State& y, Rates& dydt) {
    const auto F = free_receptors(pool, y);
    for (const auto& site : pool.sites)
        dydt[site.bound] += site.koff * (site.ratio(y) * F - y[site.bound]);  // (6)
}

/// Adds the partial derivatives of add_derivative to J: diagonal plus rank one in the complexes.
template <class T, class State, class Matrix>
void add_jacobian(const Pool<T>& pool, const State& y, Matrix& J) {
    const auto F = free_receptors(pool, y);
    for (const auto& site : pool.sites) {
        const auto association = site.koff * site.ratio(y);
        for (const auto& other : pool.sites) J(site.bound, other.bound) -= association;
        J(site.bound, site.bound) -= site.koff;
        if (site.source != constant_concentration)
            J(site.bound, site.source) += site.koff / site.K * F;
    }
}

/// Free receptors at equilibrium: F = T / (1 + sum x), Gaddum's equation for any number of ligands.
template <class T, class State>
auto free_at_equilibrium(const Pool<T>& pool, const State& y) {
    using Number = decltype(pool.total - y[0]);
    Number sum(1.0);
    for (const auto& site : pool.sites) sum += site.ratio(y);
    return Number(pool.total / sum);  // (7), B = x F
}

}  // namespace opiodyn::binding
