#pragma once
/// This header computes competitive binding of any number of ligands to one receptor population:
/// equations (5r), (6) and (7) of docs/theory.md, over any number type. Concentrations are in nM,
/// densities relative to the drug-free receptor density [-]. Threads may share its structs while none
/// writes.

#include <type_traits>
#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn::binding {

/// Marks a concentration that is a constant of the model and not a state.
inline constexpr Index constant_concentration = -1;
/// Marks a receptor population whose density is a constant of the model and not a state.
inline constexpr Index constant_density = -1;
/// Marks a receptor population whose free receptors are no unknown of a linear system.
inline constexpr Index no_unknown = -1;

/// A site is one ligand at one receptor. It stores K and koff; kon = koff / K is derived.
template <class T>
struct Site {
    Index source;          ///< This state gives the concentration, or it is constant_concentration.
    T concentration;       ///< C is this concentration where it is constant [nM].
    Index bound;           ///< This state is the complex, B; it is unused at equilibrium.
    T K;                   ///< K is the dissociation constant [nM].
    T koff;                ///< koff is the dissociation rate constant [1/h].
    T kint{0.0};           ///< kint is the internalisation of the complex [1/h].
    T unit{1.0};           ///< One unit of the source stands for this concentration [nM].
    bool retained{false};  ///< If true, what binds leaves the source, and what dissociates returns.
    T affinity{1.0 / K};   ///< 1 / K [1/nM] is stored: a product costs a fraction of a quotient.

    /// Returns x = C / K [-] of (6).
    template <class State>
    auto ratio(const State& y) const {
        using Number = decltype(y[0] * K);
        const Number C =
            source == constant_concentration ? Number(concentration) : Number(unit * y[source]);
        return Number(C * affinity);
    }
};

/// A pool is a receptor population and its ligands.
template <class T>
struct Pool {
    T constant_total;                 ///< T_r is this density where it is constant [-].
    std::vector<Site<T>> sites;       ///< The sites are the ligands of this receptor.
    Index density{constant_density};  ///< This state is T_r, or it is constant_density.
    T kdeg{0.0};                      ///< kdeg is the degradation of receptors and complexes [1/h].
    T Bmax{0.0};                      ///< Bmax is what T_r = 1 stands for in the effect site [nM].
    /// This row and column of a Jacobian are those of the free receptors F, or it is no_unknown.
    Index free{no_unknown};

    /// Returns T_r [-].
    template <class State>
    auto total(const State& y) const {
        using Number = std::decay_t<decltype(constant_total - y[0])>;
        return density == constant_density ? Number(constant_total) : Number(y[density]);
    }
};

/// Returns the free receptors of the kinetic form [-]: F = T - sum B.
template <class T, class State>
auto free_receptors(const Pool<T>& pool, const State& y) {
    auto F = pool.total(y);
    for (const auto& site : pool.sites) F -= y[site.bound];
    return F;
}

/// Adds dB/dt [1/h] of every ligand in the kinetic form, and what retention takes from its source [nM/h],
/// one term of the sum over receptors in (5r).
template <class T, class State, class Rates>
void add_derivative(const Pool<T>& pool, const State& y, Rates& dydt) {
    const auto F = free_receptors(pool, y);
    for (const auto& site : pool.sites) {
        const auto lost = (site.kint + pool.kdeg) * y[site.bound];
        const auto binding = site.koff * (site.ratio(y) * F - y[site.bound]);
        dydt[site.bound] += binding - lost;                           // (6)
        if (site.retained) dydt[site.source] -= pool.Bmax * binding;  // (5r)
    }
}

/// Adds `weight` times the partial derivatives of F = T - sum B to a row of J.
template <class T, class Number, class Matrix>
void add_free_row(const Pool<T>& pool, Index row, const Number& weight, Matrix& J) {
    for (const auto& other : pool.sites) J(row, other.bound) -= weight;
    if (pool.density != constant_density) J(row, pool.density) += weight;
}

/// Adds `weight` times the partial derivatives of `binding` in (6) to a row of J.
template <class T, class Number, class Matrix>
void add_binding_row(const Pool<T>& pool, const Site<T>& site, Index row, const T& weight,
                     const Number& association, const Number& F, Matrix& J) {
    const Number pull = weight * association;
    if (pool.free == no_unknown) add_free_row(pool, row, pull, J);
    else J(row, pool.free) += pull;
    J(row, site.bound) -= weight * site.koff;
    if (site.source != constant_concentration)
        J(row, site.source) += weight * site.koff * site.affinity * site.unit * F;
}

/// Adds the partial derivatives of add_derivative to J, which are diagonal plus rank one in the complexes. Where F is
/// an unknown, its row is that of 0 = T - sum B - F, and the complexes have a column of F in place of a dense block.
template <class T, class State, class Matrix>
void add_jacobian(const Pool<T>& pool, const State& y, Matrix& J) {
    const auto F = free_receptors(pool, y);
    if (pool.free != no_unknown) {
        add_free_row(pool, pool.free, T(1.0), J);
        J(pool.free, pool.free) -= T(1.0);
    }
    for (const auto& site : pool.sites) {
        const auto association = site.koff * site.ratio(y);
        add_binding_row(pool, site, site.bound, T(1.0), association, F, J);
        J(site.bound, site.bound) -= site.kint + pool.kdeg;
        if (site.retained)
            add_binding_row(pool, site, site.source, T(-pool.Bmax), association, F, J);  // (5r)
    }
}

/// Returns the free receptors at equilibrium [-]: F = T / (1 + sum x), Gaddum's equation for any number
/// of ligands.
template <class T, class State>
auto free_at_equilibrium(const Pool<T>& pool, const State& y) {
    using Number = std::decay_t<decltype(pool.total(y))>;
    Number sum(1.0);
    for (const auto& site : pool.sites) sum += site.ratio(y);
    return Number(pool.total(y) / sum);  // (7), B = x F
}

/// Returns the share of the equilibrium x F [-] that a complex keeps in the steady state of (6), where it
/// is also internalised and degraded.
template <class T>
T kept_share(const Pool<T>& pool, const Site<T>& site) {
    return site.koff / (site.koff + (site.kint + pool.kdeg));
}

/// Returns the free receptors in the steady state of (6) at these concentrations [-].
template <class T, class State>
T settled_free(const Pool<T>& pool, const State& y) {
    T sum(1.0);
    for (const auto& site : pool.sites) sum += site.ratio(y) * kept_share(pool, site);
    return pool.total(y) / sum;
}

/// Sets the complexes, at these concentrations, to the steady state of (6).
template <class T, class State>
void settle(const Pool<T>& pool, State& y) {
    const T F = settled_free(pool, y);
    for (const auto& site : pool.sites) y[site.bound] = site.ratio(y) * kept_share(pool, site) * F;
}

}  // namespace opiodyn::binding
